import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { at } from './root.mjs';
import { run } from './run.mjs';
import { say, tail } from './say.mjs';
import { stateOf } from './state-of-files.mjs';

const STAMP = at('dist', 'main', '.built-from');
const SOURCES = ['shared', 'main'];
const BUNDLE = at('dist', 'cli');
const COMPILED = [['shared'], ['main', 'crypto'], ['main']];
const TIMEOUT_MS = 5 * 60_000;

/** Compiles shared/ and main/ into dist/ if their files changed since. Answers undefined, or what went wrong. */
export async function build() {
  const state = stateOf(['tsconfig.json', 'package-lock.json'], SOURCES);
  if (stampIs(state)) return bundleCli();
  say('Compiling ...');
  const compiled = await run(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-b', 'main'], {
    timeoutMs: TIMEOUT_MS,
  });
  if (!compiled.ok) return `tsc -b main failed:\n${tail(compiled.output)}`;
  writeFileSync(STAMP, state);
  return bundleCli();
}

/**
 * Makes dist/cli of dist/main: the command line as a few files, for a quick start. It is the same program: where this does
 * not work scripts/keyferry.mjs takes dist/main, so that is no reason to stop.
 */
async function bundleCli() {
  const stamp = at('dist', 'cli', '.built-from');
  const compiled = COMPILED.map((part) => statSync(at('dist', ...part, 'tsconfig.tsbuildinfo')));
  const madeOf = compiled.map(({ mtimeMs }) => mtimeMs).join(' ');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === madeOf) return undefined;
  const args = [
    at('node_modules', 'vite', 'bin', 'vite.js'),
    'build',
    '--config',
    at('scripts', 'config', 'cli.config.mjs'),
  ];
  const bundled = await run(process.execPath, args, { timeoutMs: TIMEOUT_MS });
  if (bundled.ok) writeFileSync(stamp, madeOf);
  else rmSync(BUNDLE, { recursive: true, force: true });
  return undefined;
}

function stampIs(state) {
  try {
    return existsSync(at('dist', 'shared')) && readFileSync(STAMP, 'utf8') === state;
  } catch {
    return false;
  }
}
