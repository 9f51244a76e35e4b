import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { describe, expect, onTestFinished, test, type TestContext } from 'vitest';
import { ROOT } from '../../borders/tree.js';
import { checkDisplay } from '../../../main/doors/browser/index.js';
import { freshFolder } from '../../support/folders.js';
import { notRun } from '../../support/not-run.js';
import { script } from '../../support/script.js';

/*
 * The same as refusals.test.ts and settings.test.ts, against Electron itself. Runs wherever its runtime is found in
 * node_modules/electron/dist and there is a display; elsewhere each test is counted as not run, by name.
 */

const { electronRuntime } = await script<{ electronRuntime: () => { program?: string; why?: string } }>(
  'lib/electron-runtime.mjs',
);
const { buildWindow } = await script<{ buildWindow: () => Promise<string | undefined> }>('lib/build-window.mjs');

interface Opened {
  readonly app: ElectronApplication;
  readonly page: Page;
}

async function open(context: TestContext): Promise<Opened> {
  const { program, why } = electronRuntime();
  const display = checkDisplay({ platform: process.platform, env: process.env }).ok;
  if (program === undefined) notRun(context, why ?? '');
  if (!display) notRun(context, 'there is no display');
  expect(await buildWindow()).toBeUndefined();
  const root = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: program ?? '',
    args: [join(ROOT, 'dist', 'app', 'main', 'index.js'), ...root, '--data-dir', freshFolder()],
  });
  onTestFinished(() => app.close());
  const page = await app.firstWindow();
  await page.waitForFunction('typeof window.keyferry === "object"');
  return { app, page };
}

describe('in Electron itself', () => {
  test('our page is shown from our own scheme, with the bridge', async (context) => {
    const { page } = await open(context);
    expect(page.url()).toBe('app://keyferry/');
    const session = await page.evaluate('window.keyferry.identityManagement.session()');
    expect(session).toMatchObject({ ok: true, value: { state: 'new', door: 'desktop', nativeDialogs: true } });
  });

  test('the page has nothing of node and nothing of Electron', async (context) => {
    const { page } = await open(context);
    expect(await page.evaluate('[typeof require, typeof process, typeof Buffer, typeof electron]')).toEqual(
      Array.from({ length: 4 }, () => 'undefined'),
    );
  });

  test('the page reaches nobody', async (context) => {
    const { page } = await open(context);
    for (const address of ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'app://keyferry/']) {
      expect(await page.evaluate(`fetch(${JSON.stringify(address)}).then(() => 'reached', () => 'refused')`)).toBe(
        'refused',
      );
    }
  });

  test('the page stays, and opens no other', async (context) => {
    const { app, page } = await open(context);
    expect(await page.evaluate(`String(window.open('https://example.com/'))`)).toBe('null');
    await page.evaluate(`void (location.href = 'https://example.com/')`);
    await page.waitForTimeout(500);
    expect(page.url()).toBe('app://keyferry/');
    expect(app.windows()).toHaveLength(1);
  });

  test('the page gets no permission but to copy', async (context) => {
    const { page } = await open(context);
    const state = (name: string): Promise<unknown> =>
      page.evaluate(`navigator.permissions.query({ name: '${name}' }).then(({ state }) => state)`);
    for (const name of ['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read']) {
      expect(await state(name), name).toBe('denied');
    }
  });

  test('the window is sandboxed and isolated', async (context) => {
    const { app } = await open(context);
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
  });
});
