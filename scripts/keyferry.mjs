#!/usr/bin/env node
// The `keyferry` command. Once it is set up it goes straight on: three looks at the disk, nothing else.
import { existsSync } from 'node:fs';

const entry = new URL('../dist/main/doors/cli/index.js', import.meta.url);
// tsc writes it last: a build that was broken off is not taken for a whole one.
const complete = new URL('../dist/main/tsconfig.tsbuildinfo', import.meta.url);

const installed = new URL('../node_modules/.package-lock.json', import.meta.url);

/** undefined when the program is there, else why it is not. */
async function ready() {
  if ([entry, complete, installed].every((file) => existsSync(file))) return undefined;
  const { setUpProgram } = await import('./setup.mjs');
  const why = await setUpProgram();
  if (why) return why;
  return existsSync(entry) ? undefined : 'The build did not make the command line. See: npm run build';
}

const why = await ready();
if (why) {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
} else {
  const { runCli } = await import(entry.href);
  process.exitCode = await runCli(process.argv.slice(2));
}
