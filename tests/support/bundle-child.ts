import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** sql.js looks for its WebAssembly beside the file it runs in. */
const SQL_JS = join(ROOT, 'node_modules', 'sql.js', 'dist');

/** For children that live for milliseconds: sql.js is compiled as far as it is used, and not optimised. */
export const SHORT_LIFE = ['--wasm-lazy-compilation', '--liftoff-only'] as const;

/**
 * Packs a child program and the compiled modules it imports into one file: a child that is started hundreds of times
 * spends most of its life with resolving and parsing modules. What runs is the same code.
 */
export async function bundleChild(entry: string): Promise<{ readonly file: string; readonly remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'keyferry-child-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    ssr: { noExternal: true, external: ['keytar'] },
    build: {
      ssr: entry,
      outDir: folder,
      target: 'node20',
      minify: true,
      rolldownOptions: {
        output: {
          entryFileNames: '[name].mjs',
          codeSplitting: false,
          banner: `const __filename=${JSON.stringify(join(SQL_JS, 'sql-wasm.js'))},__dirname=${JSON.stringify(SQL_JS)};`,
        },
      },
    },
  });
  const file = join(folder, basename(entry));
  return { file, remove: () => rmSync(dirname(file), { recursive: true, force: true }) };
}
