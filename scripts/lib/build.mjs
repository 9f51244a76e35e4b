import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, at } from './root.mjs';
import { run } from './run.mjs';
import { say, tail } from './say.mjs';

const STAMP = at('dist', 'main', '.built-from');
const SOURCES = ['shared', 'main'];
const TIMEOUT_MS = 5 * 60_000;

/** Compiles shared/ and main/ into dist/ if their files changed since. Answers undefined, or what went wrong. */
export async function build() {
  const state = stateOfSources();
  if (stampIs(state)) return undefined;
  say('Compiling ...');
  const compiled = await run(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-b', 'main'], {
    timeoutMs: TIMEOUT_MS,
  });
  if (!compiled.ok) return `tsc -b main failed:\n${tail(compiled.output)}`;
  writeFileSync(STAMP, state);
  return undefined;
}

/** One hash over name, size and time of every source: much quicker than asking tsc, which reads them. */
function stateOfSources() {
  const hash = createHash('sha256');
  const names = ['tsconfig.json', 'package-lock.json', ...SOURCES.flatMap((folder) => filesBelow(folder))];
  for (const name of names.sort()) {
    const { size, mtimeMs } = statSync(join(ROOT, name));
    hash.update(`${name}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

function stampIs(state) {
  try {
    return existsSync(at('dist', 'shared')) && readFileSync(STAMP, 'utf8') === state;
  } catch {
    return false;
  }
}
