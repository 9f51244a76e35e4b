import { defineConfig } from 'vite';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The browser window's preload: one classic script, since it is added to a document and not imported by it. */
export default defineConfig({
  root,
  publicDir: false,
  build: {
    outDir: `${root}dist/app/preload`,
    emptyOutDir: false,
    target: 'chrome120',
    lib: {
      entry: `${root}preload/browser.ts`,
      formats: ['iife'],
      name: 'keyferryPreload',
      fileName: () => 'browser.js',
    },
    reportCompressedSize: false,
  },
});
