import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** In the bundle: they come in a hundred small files, and every command needs them. All other packages stay as they are. */
const INSIDE = /^(?:zod|commander)(?:\/|$)/;

/** The command line as a few files: what takes a start-up its time is the number of files (docs/performance.md). */
export default defineConfig({
  root: at(''),
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    outDir: at('dist/cli'),
    emptyOutDir: true,
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: at('dist/main/doors/cli/index.js'),
        'rehearsal-child': at('dist/main/keychain/rehearsal-child.js'),
      },
      external: (id) => !id.startsWith('.') && !isAbsolute(id) && !INSIDE.test(id),
      // Flat: paths from its files are the same from each.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
