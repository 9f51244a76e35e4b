import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const at = (path) => `${root}${path}`;

/** Flat: dist/app/main is one folder, and paths from its files are the same from each. */
const flat = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' };

export default defineConfig({
  main: {
    root,
    build: {
      outDir: at('dist/app/main'),
      // The packages of `dependencies` come along as they are, in node_modules: sql.js finds its wasm beside itself,
      // keytar its native part.
      externalizeDeps: { include: ['keytar'] },
      rolldownOptions: { input: { index: at('main/index.ts') }, output: flat },
    },
  },
  preload: {
    root,
    build: {
      outDir: at('dist/app/preload'),
      // preload/browser.js is put beside it by its own build.
      emptyOutDir: false,
      // A sandboxed preload cannot require packages: one file with everything in it.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('preload/index.ts') },
        // And it is run as CommonJS, whatever package.json says of .js.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
      minify: true,
    },
  },
  renderer: {
    root: at('renderer'),
    // One folder with every file the page has; nothing is copied in from elsewhere.
    publicDir: false,
    plugins: [react()],
    build: {
      outDir: at('dist/app/renderer'),
      rolldownOptions: { input: at('renderer/index.html') },
      // The Content-Security-Policy allows no data: addresses.
      assetsInlineLimit: 0,
      cssMinify: true,
      minify: true,
      sourcemap: false,
      emptyOutDir: true,
    },
  },
});
