import { describe, expect, test, vi } from 'vitest';
import { app, type FakeWebContents } from '../../support/fake-electron.js';
import { desktop } from './open-desktop.js';

vi.mock('electron', () => import('../../support/fake-electron.js'));

/** Whether an event was prevented by those who listen. */
function prevented(emitter: FakeWebContents | typeof app, event: string, details: object = {}): boolean {
  let refused = false;
  const given = { ...details, preventDefault: () => (refused = true) };
  if (!emitter.emit(event, given, {}, {}, [], () => undefined)) throw new Error(`Nobody listens to ${event}.`);
  return refused;
}

const ELSEWHERE = [
  'https://example.com/',
  'http://127.0.0.1:8080/',
  'file:///etc/passwd',
  'app://elsewhere/',
  'app://keyferry.example/',
  'app://keyferry/page.js',
  'data:text/html,hello',
  'javascript:alert(1)',
  'about:blank',
];

describe('the desktop window refuses', () => {
  test.each(ELSEWHERE)('to go to %s', async (url) => {
    const { webContents } = (await desktop()).window();
    expect(prevented(webContents, 'will-navigate', { url, isMainFrame: true })).toBe(true);
    expect(prevented(webContents, 'will-redirect', { url, isMainFrame: true })).toBe(true);
    expect(prevented(webContents, 'will-frame-navigate', { url, isMainFrame: true })).toBe(true);
  });

  test('that a frame goes anywhere, also to our page', async () => {
    const { webContents } = (await desktop()).window();
    const frame = { url: 'app://keyferry/', isMainFrame: false };
    expect(prevented(webContents, 'will-frame-navigate', frame)).toBe(true);
  });

  test('but lets the page be loaded anew', async () => {
    const { webContents } = (await desktop()).window();
    const own = { url: 'app://keyferry/', isMainFrame: true };
    expect(prevented(webContents, 'will-navigate', own)).toBe(false);
    expect(prevented(webContents, 'will-frame-navigate', own)).toBe(false);
  });

  test.each([...ELSEWHERE, 'app://keyferry/'])('a new window for %s', async (url) => {
    const { webContents } = (await desktop()).window();
    expect(webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
  });

  test('a webview, and a page that does not want to be closed', async () => {
    const { webContents } = (await desktop()).window();
    expect(prevented(webContents, 'will-attach-webview')).toBe(true);
    expect(prevented(webContents, 'will-prevent-unload')).toBe(true);
  });

  test('every download', async () => {
    const { session } = await desktop();
    let refused = false;
    session().events.emit('will-download', { preventDefault: () => (refused = true) });
    expect(refused).toBe(true);
  });

  test.each([
    ...['media', 'geolocation', 'notifications', 'clipboard-read', 'display-capture', 'fullscreen', 'fileSystem'],
    ...['openExternal', 'pointerLock', 'midi', 'hid', 'serial', 'usb', 'storage-access', 'unknown'],
  ])('the permission %s', async (permission) => {
    const { session, window } = await desktop();
    expect(session().ask('permissionCheck', window().webContents, permission, 'app://keyferry')).toBe(false);
    const answer = vi.fn();
    session().ask('permissionRequest', window().webContents, permission, answer);
    expect(answer.mock.calls).toEqual([[false]]);
  });

  test('to copy for anybody but our page', async () => {
    const { session, window } = await desktop();
    const { webContents } = window();
    const copy = 'clipboard-sanitized-write';
    expect(session().ask('permissionCheck', webContents, copy, 'app://keyferry')).toBe(true);
    expect(session().ask('permissionCheck', webContents, copy, 'app://keyferry.example')).toBe(false);
    expect(session().ask('permissionCheck', null, copy, 'https://example.com')).toBe(false);
    webContents.address = 'https://example.com/';
    const answer = vi.fn();
    session().ask('permissionRequest', webContents, copy, answer);
    expect(answer.mock.calls).toEqual([[false]]);
  });

  test('devices, and pictures of the screen', async () => {
    const { session } = await desktop();
    expect(session().ask('devicePermission', {})).toBe(false);
    const answer = vi.fn();
    session().ask('displayMedia', {}, answer);
    expect(answer.mock.calls).toEqual([[{}]]);
  });

  test.each([
    ['https://example.com/x', true],
    ['http://localhost/', true],
    ['ws://127.0.0.1:9/', true],
    ['file:///etc/passwd', true],
    ['app://keyferry.example/', true],
    ['app://keyferry/page.js', false],
  ])('requests to the network: %s %s', async (url, cancel) => {
    const { session } = await desktop();
    const answer = vi.fn();
    session().ask('onBeforeRequest', { url }, answer);
    expect(answer.mock.calls).toEqual([[{ cancel }]]);
  });

  test('to answer for certificates and passwords of servers', async () => {
    await desktop();
    expect(prevented(app, 'select-client-certificate')).toBe(true);
    expect(prevented(app, 'login')).toBe(true);
  });
});
