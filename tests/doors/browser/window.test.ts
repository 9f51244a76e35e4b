import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi, type TestContext } from 'vitest';
import type { Bridge } from '../../../shared/contract/index.js';
import { openBrowserDoor } from '../../../main/doors/browser/index.js';
import {
  browserOf,
  builtPreload,
  openTestWindow,
  openWindow,
  TEST_PAGE,
  type OpenedWindow,
} from '../../support/browser.js';
import { notRun } from '../../support/not-run.js';
import { FakeAnswerer } from '../../support/fake-answerer.js';
import { freshFolder } from '../../support/folders.js';

/** What the page's own window holds. */
interface PageWindow {
  readonly keyferry: Bridge;
  heard?: unknown[];
}
declare const globalThis: PageWindow;

let shared: Promise<OpenedWindow> | undefined;
afterAll(async () => {
  await (await shared)?.close();
});

/** One window for the tests that leave it as it was, its page loaded anew for each. */
async function freshPage(context: TestContext): Promise<OpenedWindow> {
  const door = await (shared ??= openTestWindow(browserOf(context)));
  await door.page.goto('https://keyferry.localhost/');
  door.answerer.calls.length = 0;
  return door;
}

/** The profiles in a folder for temporary files that is this test's own. */
function ownProfiles(): () => readonly string[] {
  vi.stubEnv('TMPDIR', freshFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  return () => readdirSync(tmpdir()).filter((name) => name.startsWith('keyferry-window-'));
}

describe('the browser window', () => {
  test('shows our page from memory, as our own origin', async (context) => {
    const { page } = await freshPage(context);
    expect(page.url()).toBe('https://keyferry.localhost/');
    expect(await page.title()).toBe("A page of the doors' tests");
    expect(await page.evaluate('[isSecureContext, crossOriginIsolated]')).toEqual([true, true]);
  });

  test('runs our scripts and styles, and neither inline ones nor eval', async (context) => {
    const { page } = await freshPage(context);
    const text = (id: string): Promise<string | null> => page.locator(id).textContent();
    expect([await text('#script'), await text('#inline'), await text('#eval')]).toEqual([
      'run',
      'not run',
      'EvalError',
    ]);
    const colour = (selector: string): Promise<unknown> =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).color`);
    expect(await colour('h1')).toBe('rgb(4, 5, 6)');
    expect(await colour('#styled')).not.toBe('rgb(9, 9, 9)');
  });

  test('carries a call, with origin and frame as Chromium tells them', async (context) => {
    const { page, answerer } = await freshPage(context);
    answerer.reply = '{"ok":true,"value":{"file":"x"}}';
    const answer = await page.evaluate(() => globalThis.keyferry.loggingAndReporting.suggestFile({ name: 'log' }));
    expect(answer).toEqual({ ok: true, value: { file: 'x' } });
    expect(answerer.calls).toEqual([
      {
        sender: { origin: 'https://keyferry.localhost', topFrame: true },
        channel: 'loggingAndReporting.suggestFile',
        argument: '{"name":"log"}',
      },
    ]);
  });

  test('hears pushes in their order, also after it was loaded anew', async (context) => {
    const { page, answerer } = await freshPage(context);
    const listen = (): Promise<void> =>
      page.evaluate(() => {
        const heard: unknown[] = [];
        globalThis.heard = heard;
        globalThis.keyferry.listen((push) => heard.push(push.room));
      });
    const heard = (): Promise<unknown> => page.evaluate(() => globalThis.heard);
    await listen();
    for (let number = 0; number < 200; number += 1) answerer.push({ room: number });
    const all = Array.from({ length: 200 }, (_, index) => index);
    await vi.waitFor(async () => expect(await heard()).toEqual(all), 10_000);
    await page.reload();
    await listen();
    answerer.push({ room: 'again' });
    await vi.waitFor(async () => expect(await heard()).toEqual(['again']), 10_000);
  });

  test('has a bridge that the page cannot change, and no other way to call', async (context) => {
    const { page } = await freshPage(context);
    expect(
      await page.evaluate(`(() => {
        const before = window.keyferry;
        try { window.keyferry = {}; } catch {}
        try { delete window.keyferry; } catch {}
        try { window.keyferry.keyManagement.rotate = () => 'mine'; } catch {}
        return [window.keyferry === before, Object.isFrozen(before.keyManagement), typeof window.keyferryCall];
      })()`),
    ).toEqual([true, true, 'undefined']);
  });

  test('opens no port', async (context) => {
    if (process.platform !== 'linux') {
      notRun(context, 'listening sockets are read from /proc, which only Linux has');
      return;
    }
    const profiles = ownProfiles();
    await openWindow(context);
    const pids = processesOf(profiles()[0] ?? 'none');
    expect(pids.length).toBeGreaterThan(1);
    expect(listeningSockets(pids)).toEqual([]);
  });

  test('leaves nothing behind', async (context) => {
    const profiles = ownProfiles();
    const door = await openWindow(context);
    expect(profiles()).toHaveLength(1);
    await door.close();
    await expect(door.closed).resolves.toEqual({ crashed: false });
    expect(profiles()).toEqual([]);
    expect(door.answerer.closes).toBe(1);
    expect(door.answerer.listeners.size).toBe(0);
  });

  test('seals when somebody closes it', async (context) => {
    const door = await openWindow(context);
    await door.page.close();
    await expect(door.closed).resolves.toEqual({ crashed: false });
    expect(door.answerer.closes).toBe(1);
  });

  test('seals when its page crashes, and says so', async (context) => {
    const door = await openWindow(context);
    const session = await door.page.context().newCDPSession(door.page);
    void session.send('Page.crash').catch(() => undefined);
    await expect(door.closed).resolves.toEqual({ crashed: true });
    expect(door.answerer.closes).toBe(1);
  });

  test('that does not start leaves nothing behind', async (context) => {
    browserOf(context);
    const preloadFile = await builtPreload();
    const profiles = ownProfiles();
    const answerer = new FakeAnswerer();
    await expect(
      openBrowserDoor({
        answerer,
        rendererFolder: TEST_PAGE,
        preloadFile,
        executablePath: '/bin/false',
        headless: true,
      }),
    ).rejects.toThrow();
    expect(profiles()).toEqual([]);
    expect(answerer.listeners.size).toBe(0);
  });
});

/** The processes of the Chromium with this profile: the one that names it, and all that came from it. */
function processesOf(profile: string): readonly number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name), command: textOf(join('/proc', name, 'cmdline')) }));
  const found = all.filter(({ command }) => command.includes(`--user-data-dir=${join(tmpdir(), profile)}`));
  const pids = new Set(found.map(({ pid }) => pid));
  for (let size = 0; size < pids.size;) {
    size = pids.size;
    for (const { pid, parent } of all) if (pids.has(parent)) pids.add(pid);
  }
  return [...pids];
}

function parentOf(pid: string): number {
  return Number(/^PPid:\s*(\d+)/m.exec(textOf(join('/proc', pid, 'status')))?.[1] ?? 0);
}

/** What these processes listen on, from /proc: local TCP addresses. */
function listeningSockets(pids: readonly number[]): readonly string[] {
  const lines = ['tcp', 'tcp6'].flatMap((name) => textOf(`/proc/net/${name}`).split('\n').slice(1));
  const fields = lines.map((line) => line.trim().split(/\s+/));
  const LISTEN = '0A';
  const listening = new Map(fields.filter(({ 3: state }) => state === LISTEN).map((all) => [all[9], all[1] ?? '']));
  return pids.flatMap(socketsOf).flatMap((inode) => listening.get(inode) ?? []);
}

function socketsOf(pid: number): readonly string[] {
  const folder = join('/proc', String(pid), 'fd');
  try {
    return readdirSync(folder).flatMap((name) => /^socket:\[(\d+)\]$/.exec(linkOf(join(folder, name)))?.[1] ?? []);
  } catch {
    return [];
  }
}

/** A process may end while it is looked at. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
