import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { at } from './root.mjs';
import { run } from './run.mjs';
import { say, tail } from './say.mjs';
import { stateOf } from './state-of-files.mjs';

const STAMP = at('dist', 'main', '.built-from');
const SOURCES = ['shared', 'main'];
const TIMEOUT_MS = 5 * 60_000;

/** Compiles shared/ and main/ into dist/ if their files changed since. Answers undefined, or what went wrong. */
export async function build() {
  const state = stateOf(['tsconfig.json', 'package-lock.json'], SOURCES);
  if (stampIs(state)) return undefined;
  say('Compiling ...');
  const compiled = await run(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-b', 'main'], {
    timeoutMs: TIMEOUT_MS,
  });
  if (!compiled.ok) return `tsc -b main failed:\n${tail(compiled.output)}`;
  writeFileSync(STAMP, state);
  return undefined;
}

function stampIs(state) {
  try {
    return existsSync(at('dist', 'shared')) && readFileSync(STAMP, 'utf8') === state;
  } catch {
    return false;
  }
}
