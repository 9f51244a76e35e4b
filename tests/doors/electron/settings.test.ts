import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { NO_NETWORK } from '../../../main/doors/no-network.js';
import * as electron from '../../support/fake-electron.js';
import { freshFolder } from '../../support/folders.js';
import { desktop } from './open-desktop.js';

vi.mock('electron', () => import('../../support/fake-electron.js'));

describe('the desktop window', () => {
  test('is sandboxed, isolated, and without node, webviews, spell checking', async () => {
    const { appFolder, window, session } = await desktop();
    expect(window().options.webPreferences).toEqual({
      session: session(),
      preload: join(appFolder, 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: true,
      backgroundThrottling: false,
    });
    expect(electron.app.sandboxed).toBe(true);
  });

  test('has no tools once it is packaged, neither by key nor in the menu', async () => {
    const { window } = await desktop({ before: () => (electron.app.isPackaged = true) });
    expect(window().options.webPreferences['devTools']).toBe(false);
    expect(JSON.stringify(electron.Menu.applied)).not.toMatch(/DevTools|reload/i);
  });

  test('lives in a session that leaves nothing on the disk', async () => {
    const { session } = await desktop();
    expect(session().partition).not.toMatch(/^persist:/);
  });

  test('has a scheme of its own, without the privileges that weaken one', async () => {
    await desktop();
    expect(electron.protocol.registered).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  test('has its network cut in Chromium too', async () => {
    await desktop();
    expect([...electron.app.switches]).toEqual(NO_NETWORK.map(({ name, value }) => [name, value]));
    expect(electron.app.switches.get('host-resolver-rules')).toBe('MAP * ~NOTFOUND');
  });

  test('shows our page, once it is painted', async () => {
    const { window } = await desktop();
    expect(window().acts).toEqual(['load app://keyferry/']);
    expect(window().options['show']).toBe(false);
    window().emit('ready-to-show');
    expect(window().acts).toContain('show');
  });

  test.each([
    ['app://keyferry/', 200, 'text/html; charset=utf-8'],
    ['app://keyferry/page.js', 200, 'text/javascript; charset=utf-8'],
    ['app://keyferry/notes.json', 404, 'text/plain; charset=utf-8'],
    ['app://keyferry/../../etc/passwd', 404, 'text/plain; charset=utf-8'],
    ['app://elsewhere/', 404, 'text/plain; charset=utf-8'],
    ['app://keyferry.elsewhere/page.js', 404, 'text/plain; charset=utf-8'],
  ])('is answered from memory: %s with %i', async (address, status, type) => {
    const { session } = await desktop();
    const response = session().schemes.get('app')?.(new Request(address));
    expect(response?.status).toBe(status);
    expect(response?.headers.get('Content-Type')).toBe(type);
    expect(response?.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });

  test('opens where it was, and remembers where it was closed', async () => {
    const folder = freshFolder();
    writeFileSync(
      join(folder, 'window.json'),
      JSON.stringify({ width: 1100, height: 700, x: 30, y: 40, maximized: true }),
    );
    const { window } = await desktop({ folder });
    expect(window().options).toMatchObject({ width: 1100, height: 700, x: 30, y: 40 });
    expect(window().maximized).toBe(true);
    window().bounds = { x: 5, y: 6, width: 1000, height: 650 };
    window().maximized = false;
    window().emit('close');
    const again = await desktop({ folder });
    expect(again.window().options).toMatchObject({ width: 1000, height: 650, x: 5, y: 6 });
    expect(again.window().maximized).toBe(false);
  });

  test('is dark before it is painted where the system is dark', async () => {
    const { window } = await desktop({ before: () => (electron.nativeTheme.shouldUseDarkColors = true) });
    expect(window().options['backgroundColor']).not.toBe('#ffffff');
  });

  test.skipIf(process.platform === 'win32')('makes the data folder for its owner alone', async () => {
    const { folder } = await desktop();
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(electron.app.paths.get('userData')).toBe(join(folder, 'desktop'));
  });

  test('does not open where the data folder is a file', async () => {
    const file = join(freshFolder(), 'a-file');
    writeFileSync(file, '');
    await desktop({ args: ['--data-dir', file] });
    expect(electron.FakeBrowserWindow.all).toEqual([]);
    expect(electron.dialog.errors.join()).toContain('is a file, not a folder');
    expect(electron.app.quits).toEqual(['exit 1']);
  });

  test('goes on with switches of Chromium among its arguments', async () => {
    const folder = freshFolder();
    const { answerer } = await desktop({ args: ['--no-sandbox', `--data-dir=${folder}`, '--lang=de'] });
    expect(answerer.facts).toMatchObject({ door: 'desktop', origin: 'app://keyferry', dataFolder: folder });
  });
});
