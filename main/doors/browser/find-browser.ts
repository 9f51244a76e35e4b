import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.js';

export interface BrowserSurroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Whether a file is there and can be started. */
  readonly canRun: (path: string) => boolean;
}

const LINUX = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/opt/microsoft/msedge'];

const MAC = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const WINDOWS = [
  ['Chromium', 'Application', 'chrome.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/** Where Chromium, Chrome and Edge are put, best first: what was installed for everybody before what is in a home. */
export function browserPaths({ platform, env, home }: Omit<BrowserSurroundings, 'canRun'>): readonly string[] {
  switch (platform) {
    case 'win32': {
      const folders = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
      return WINDOWS.flatMap((parts) => folders.flatMap((folder) => (folder ? [win32.join(folder, ...parts)] : [])));
    }
    case 'darwin':
      return MAC.flatMap((name) => [posix.join('/Applications', name), posix.join(home, 'Applications', name)]);
    default:
      return LINUX.flatMap((name) => LINUX_FOLDERS.map((folder) => posix.join(folder, name)));
  }
}

/** How to get one, in the words of the system. */
const ADVICE = {
  linux: 'Install one, e.g. on Debian and Ubuntu: sudo apt-get install chromium. Or name yours in KEYFERRY_BROWSER.',
  other: 'Install Chromium, Google Chrome or Microsoft Edge, or name yours in KEYFERRY_BROWSER.',
};

/**
 * The program that shows the window: the one named in KEYFERRY_BROWSER, else the first that is found.
 * Codes `no-browser`, `browser-not-usable`.
 */
export function findBrowser(surroundings: BrowserSurroundings): Result<string> {
  const named = surroundings.env['KEYFERRY_BROWSER'];
  if (named) {
    if (surroundings.canRun(named)) return ok(named);
    return fail('browser-not-usable', `KEYFERRY_BROWSER names ${named}, but there is no program that can be started.`, {
      advice: 'Give the full path of Chromium, Google Chrome or Microsoft Edge, or leave KEYFERRY_BROWSER out.',
    });
  }
  const found = browserPaths(surroundings).find((path) => surroundings.canRun(path));
  if (found !== undefined) return ok(found);
  return fail('no-browser', 'No Chromium, Google Chrome or Microsoft Edge was found on this machine.', {
    advice: surroundings.platform === 'linux' ? ADVICE.linux : ADVICE.other,
  });
}

/** Whether a file is there and this user may start it. */
export function canRun(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
