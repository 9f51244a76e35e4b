import { run } from './run.mjs';
import { say, whyLine } from './say.mjs';

/** What the browser window needs: Debian's Chromium, and a font that has the signs we use. */
export const WINDOW_PACKAGES = ['chromium', 'fonts-dejavu-core'];

/**
 * What the tests need of the system: a browser and a screen, what builds keytar, a keyring, an independent witness.
 */
export const TEST_PACKAGES = [
  ...WINDOW_PACKAGES,
  'xvfb',
  'libsecret-1-dev',
  'gnome-keyring',
  'dbus',
  'g++',
  'make',
  'python3',
  'pkg-config',
  'openssl',
];

const QUIET = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
/** Offline it must fail soon; while somebody else installs it must wait. */
const PATIENCE = [
  ['Acquire::http::Timeout', '20'],
  ['Acquire::https::Timeout', '20'],
  ['Acquire::Retries', '1'],
  ['DPkg::Lock::Timeout', '60'],
].flatMap(([name, value]) => ['-o', `${name}=${value}`]);
const UPDATE_MS = 2 * 60_000;
const INSTALL_MS = 5 * 60_000;

/**
 * Installs what is missing of Debian's packages: by apt-get as root; else it prints the one command and goes on.
 * Answers what could not be done, as a list of { what, why }. Systems without dpkg are left as they are: the tests look
 * for the tools themselves.
 */
export async function ensureSystemPackages(list) {
  if (process.platform !== 'linux') return [];
  const missing = await missingPackages(list);
  if (missing === undefined || missing.length === 0) return [];
  const what = `system packages ${missing.join(' ')}`;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid() !== 0) {
    say(`Some tests need packages of the system. To install them:\n  sudo ${command}`);
    return [{ what, why: `not installed, and this is not root: sudo ${command}` }];
  }
  say(`Installing ${what} ...`);
  const update = await run('apt-get', [...PATIENCE, '-q', 'update'], { timeoutMs: UPDATE_MS, env: QUIET });
  const install = await run('apt-get', [...PATIENCE, '-q', ...command.split(' ').slice(1)], {
    timeoutMs: INSTALL_MS,
    env: QUIET,
  });
  const still = (await missingPackages(missing)) ?? missing;
  if (still.length === 0) return [];
  const why = install.timedOut ? 'apt-get took too long' : whyLine(install.ok ? update.output : install.output);
  return [{ what: `system packages ${still.join(' ')}`, why: `apt-get could not install them (${why})` }];
}

/** Which of them dpkg does not know as installed; undefined where there is no dpkg. */
async function missingPackages(list) {
  const asked = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...list], {
    env: QUIET,
  });
  return asked.missing ? undefined : notInstalled(list, asked.output);
}

/** Reads dpkg-query's lines: a name counts where its own package is installed. */
export function notInstalled(list, output) {
  const installed = output
    .split('\n')
    .filter((line) => line.endsWith(' installed'))
    .map((line) => line.split(' ')[0]);
  return list.filter((name) => !installed.includes(name));
}
