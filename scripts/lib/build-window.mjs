import { existsSync, rmSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { at } from './root.mjs';
import { run } from './run.mjs';
import { say, tail } from './say.mjs';
import { stateOf } from './state-of-files.mjs';

const APP = at('dist', 'app');
const STAMP = at('dist', 'app', '.built-from');
const SOURCES = ['shared', 'main', 'preload', 'renderer', 'scripts/config'];
/** Written by the three builds; where one is missing the window is not built. */
const PARTS = ['main/index.js', 'preload/index.cjs', 'preload/browser.js', 'renderer/index.html'];
const TIMEOUT_MS = 5 * 60_000;

const STEPS = [
  ['electron-vite', ['electron-vite', 'bin', 'electron-vite.js'], 'electron-vite.config.mjs'],
  ['vite', ['vite', 'bin', 'vite.js'], 'browser-preload.config.mjs'],
];

/**
 * Builds what the window needs into dist/app if its sources changed since: Electron's main process, the two preloads,
 * the renderer. Neither starts nor downloads Electron. Answers undefined, or what went wrong.
 */
export async function buildWindow() {
  const state = stateOf(['tsconfig.json', 'package-lock.json'], SOURCES);
  if (isBuilt(state)) return undefined;
  say('Building the window ...');
  // What an older build left must not be packaged.
  rmSync(APP, { recursive: true, force: true });
  for (const [name, program, config] of STEPS) {
    const args = [at('node_modules', ...program), 'build', '--config', at('scripts', 'config', config)];
    const built = await run(process.execPath, [...args, '--logLevel', 'warn'], { timeoutMs: TIMEOUT_MS });
    if (!built.ok) return `${name} could not build the window:\n${tail(built.output, 30)}`;
  }
  const missing = PARTS.filter((part) => !existsSync(at('dist', 'app', ...part.split('/'))));
  if (missing.length > 0) return `The window's build did not make ${missing.join(', ')}.`;
  writeFileSync(STAMP, state);
  return undefined;
}

function isBuilt(state) {
  try {
    return (
      PARTS.every((part) => statSync(at('dist', 'app', ...part.split('/'))).size > 0) &&
      readFileSync(STAMP, 'utf8') === state
    );
  } catch {
    return false;
  }
}
