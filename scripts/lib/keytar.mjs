import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npm } from './npm.mjs';
import { at } from './root.mjs';
import { run } from './run.mjs';
import { say, whyLine } from './say.mjs';

const BUILD_MS = 4 * 60_000;

/**
 * Builds keytar's native part, which `npm ci` leaves out on purpose (ignore-scripts). From its source: a ready binary
 * would be a download that no lock file vouches for. Answers what could not be done, as a list of { what, why }.
 */
export async function buildKeytar() {
  const what = "keytar, the bridge to the operating system's keychain";
  if (!existsSync(at('node_modules', 'keytar', 'package.json'))) return [{ what, why: 'it is not installed' }];
  if ((await loads()).ok) return [];
  say('Building keytar ...');
  const built = await npm(['rebuild', 'keytar', '--ignore-scripts=false', '--loglevel=error'], {
    timeoutMs: BUILD_MS,
    env: { npm_config_build_from_source: 'true', ...nodeHeaders() },
  });
  const loaded = await loads();
  if (loaded.ok) return [];
  const why = built.timedOut ? 'building it took too long' : whyLine(built.ok ? loaded.output : built.output);
  return [{ what, why: `it could not be built (${why})` }];
}

function loads() {
  return run(process.execPath, ['-e', "require('keytar')"], { timeoutMs: 20_000 });
}

/** Node's own headers where they came along with it, so that node-gyp has nothing to download. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node_version.h')) ? { npm_config_nodedir: prefix } : {};
}
