import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, onTestFinished, type TestContext } from 'vitest';
import {
  canRun,
  findBrowser,
  openBrowserDoor,
  type BrowserDoor,
  type BrowserDoorOptions,
} from '../../main/doors/browser/index.js';
import { ROOT } from '../borders/tree.js';
import { FakeAnswerer } from './fake-answerer.js';
import { notRun } from './not-run.js';

/** The page of the doors' own tests: no renderer needs to be built for it. */
export const TEST_PAGE = join(ROOT, 'tests', 'fixtures', 'window-page');

let built: Promise<string> | undefined;
// Registered for the test file that imports this one.
afterAll(async () => {
  if (built) rmSync(dirname(await built), { recursive: true, force: true });
});

/** The browser window's preload as it is now, built once per test file. */
export function builtPreload(): Promise<string> {
  return (built ??= buildPreload());
}

async function buildPreload(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'keyferry-preload-'));
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join(ROOT, 'scripts', 'config', 'browser-preload.config.mjs');
  await promisify(execFile)(process.execPath, [vite, 'build', '--config', config, '--outDir', folder], {
    cwd: ROOT,
    // vitest's own NODE_ENV would make a build for development.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return join(folder, 'browser.js');
}

/** The machine's browser; without one the test is counted as not run, by name. */
export function browserOf(context: TestContext): string {
  const found = findBrowser({ platform: process.platform, env: process.env, home: homedir(), canRun });
  if (!found.ok) notRun(context, found.failure.message);
  return found.ok ? found.value : '';
}

export interface OpenedWindow extends BrowserDoor {
  readonly answerer: FakeAnswerer;
}

/** A window without a screen on the tests' own page; closed when the test is over. */
export async function openWindow(
  context: TestContext,
  change: Partial<BrowserDoorOptions> = {},
): Promise<OpenedWindow> {
  const door = await openTestWindow(browserOf(context), change);
  onTestFinished(() => door.close());
  return door;
}

/** One that several tests share; who opened it closes it. */
export async function openTestWindow(
  executablePath: string,
  change: Partial<BrowserDoorOptions> = {},
): Promise<OpenedWindow> {
  const answerer = new FakeAnswerer();
  const preloadFile = await builtPreload();
  const ours = { answerer, rendererFolder: TEST_PAGE, preloadFile, executablePath, headless: true };
  const door = await openBrowserDoor({ ...ours, ...change });
  await door.page.getByText('Test page').waitFor();
  return { ...door, answerer };
}
