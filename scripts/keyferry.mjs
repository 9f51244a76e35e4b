#!/usr/bin/env node
// The `keyferry` command. Once it is set up it goes straight on: eight looks at the disk, nothing else.
import { existsSync, readFileSync, statSync } from 'node:fs';

const at = (path) => new URL(`../${path}`, import.meta.url);
const entry = at('dist/main/doors/cli/index.js');
/** The same as a few files, which load in half the time. */
const bundle = at('dist/cli/index.js');
// tsc writes it last: a build that was broken off is not taken for a whole one.
const complete = at('dist/main/tsconfig.tsbuildinfo');
const installed = at('node_modules/.package-lock.json');

/** undefined when the program is there, else why it is not. */
async function ready() {
  if ([entry, complete, installed].every((file) => existsSync(file))) return undefined;
  const { setUpProgram } = await import('./setup.mjs');
  const why = await setUpProgram();
  if (why) return why;
  return existsSync(entry) ? undefined : 'The build did not make the command line. See: npm run build';
}

/** The bundle only where it was made of what the compiler wrote last: see scripts/lib/build.mjs. */
function newest() {
  try {
    const compiled = ['shared', 'main/crypto', 'main'].map((part) => statSync(at(`dist/${part}/tsconfig.tsbuildinfo`)));
    const times = compiled.map(({ mtimeMs }) => mtimeMs).join(' ');
    return readFileSync(at('dist/cli/.built-from'), 'utf8') === times ? bundle : entry;
  } catch {
    return entry;
  }
}

const why = await ready();
if (why) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
} else {
  const { runCli } = await import(newest().href);
  process.exitCode = await runCli(process.argv.slice(2));
}
