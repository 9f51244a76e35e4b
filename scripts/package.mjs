// `npm run package`: builds the desktop application's packages for this system into dist/packages.
//   npm run package                       what electron-builder.yml names for this system
//   npm run package -- --dir              the folder only, without an installer
//   npm run package -- --linux deb        more of electron-builder's options
// Needs Electron's runtime, which electron-builder downloads, or ELECTRON_DIST, a folder that holds it.
import { existsSync } from 'node:fs';
import { buildWindow } from './lib/build-window.mjs';
import { electronRuntime } from './lib/electron-runtime.mjs';
import { at } from './lib/root.mjs';
import { endWithChildren, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { buildKeytar, installDependencies, nodeTooOld } from './setup.mjs';

const TIMEOUT_MS = 60 * 60_000;

/** Undefined, or why there can be no package. */
async function prepare() {
  const why = nodeTooOld() ?? (await installDependencies()) ?? (await buildWindow());
  if (why) return why;
  for (const { what, why: reason } of await buildKeytar()) {
    say(`Without ${what}: ${reason}. Client secrets will be kept in the sealed store only.`);
  }
  return undefined;
}

/** A runtime that is on this machine already is taken; else electron-builder downloads the one package.json names. */
function runtimeOptions() {
  const given = process.env.ELECTRON_DIST;
  if (given) return [`--config.electronDist=${given}`];
  return electronRuntime().program ? [`--config.electronDist=${at('node_modules', 'electron', 'dist')}`] : [];
}

async function pack(args) {
  const given = process.env.ELECTRON_DIST;
  if (given && !existsSync(given)) return `ELECTRON_DIST names ${given}, which is not there.`;
  const why = await prepare();
  if (why) return why;
  const builder = at('node_modules', 'electron-builder', 'cli.js');
  const built = await run(
    process.execPath,
    [builder, 'build', '--config', 'electron-builder.yml', '--publish', 'never', ...runtimeOptions(), ...args],
    { timeoutMs: TIMEOUT_MS, show: 'stderr' },
  );
  if (built.ok) return undefined;
  return 'electron-builder could not make the packages (above). Where its downloads are blocked, name a folder with the runtime in ELECTRON_DIST: docs/packaging.md.';
}

endWithChildren();
const why = await pack(process.argv.slice(2));
if (why) {
  say(why);
  process.exitCode = 1;
} else say('The packages are in dist/packages.');
