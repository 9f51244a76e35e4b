import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { app, dialog, FakeNotification, Menu, powerMonitor, FakeBrowserWindow } from '../../support/fake-electron.js';
import { desktop, type Desktop } from './open-desktop.js';

vi.mock('electron', () => import('../../support/fake-electron.js'));

const CALL = 'keyferry:call';

function invoke(opened: Desktop, event: object, ...args: unknown[]): unknown {
  const handler = opened.window().webContents.handled.get(CALL);
  if (!handler) throw new Error('The window has no channel.');
  return handler(event, ...args);
}

describe('the desktop door carries', () => {
  test('a call of the page, with its origin and frame as Electron tells them', async () => {
    const opened = await desktop();
    const { webContents } = opened.window();
    const event = { sender: webContents, senderFrame: webContents.mainFrame };
    await expect(invoke(opened, event, 'administration.snapshot', '{}')).resolves.toBe('{"ok":true,"value":{}}');
    expect(opened.answerer.calls).toEqual([
      {
        sender: { origin: 'app://keyferry', topFrame: true },
        channel: 'administration.snapshot',
        argument: '{}',
      },
    ]);
  });

  test('what a wrong sender sends, with the facts that make it refused', async () => {
    const opened = await desktop();
    const { webContents } = opened.window();
    const { mainFrame } = webContents;
    const senders = [
      { senderFrame: { origin: 'app://keyferry', parent: mainFrame } },
      { senderFrame: { origin: 'https://example.com', parent: mainFrame } },
      { senderFrame: { origin: 'app://keyferry', parent: null } },
      { senderFrame: null },
    ];
    for (const { senderFrame } of senders) await invoke(opened, { sender: webContents, senderFrame }, 'x', 'y');
    expect(opened.answerer.calls.map(({ sender }) => sender)).toEqual([
      { origin: 'app://keyferry', topFrame: false },
      { origin: 'https://example.com', topFrame: false },
      { origin: 'app://keyferry', topFrame: false },
      { origin: 'null', topFrame: false },
    ]);
  });

  test('what is no text as text, so that the registrar refuses it', async () => {
    const opened = await desktop();
    const { webContents } = opened.window();
    await invoke(opened, { sender: webContents, senderFrame: webContents.mainFrame }, { a: 1 }, undefined);
    expect(opened.answerer.calls[0]).toMatchObject({ channel: '[object Object]', argument: 'undefined' });
  });

  test('pushes to the window, as long as it is there', async () => {
    const opened = await desktop();
    const window = opened.window();
    opened.answerer.push({ room: 'x' });
    window.destroyed = true;
    opened.answerer.push({ room: 'y' });
    expect(window.webContents.sent).toEqual([['keyferry:push', '{"room":"x"}']]);
    const before = opened.answerer.listeners.size;
    window.emit('closed');
    expect(opened.answerer.listeners.size).toBe(before - 1);
  });
});

describe('the desktop door asks for a file', () => {
  test('by the system’s dialog', async () => {
    const { answerer } = await desktop();
    dialog.saveAnswer = { canceled: false, filePath: '/home/officer/log.csv' };
    await expect(answerer.facts?.chooseFile?.('/home/officer/suggested.csv')).resolves.toBe('/home/officer/log.csv');
    expect(dialog.asked).toEqual([expect.objectContaining({ defaultPath: '/home/officer/suggested.csv' })]);
  });

  test.each([
    { canceled: true, filePath: '' },
    { canceled: true, filePath: '/half/typed' },
    { canceled: false, filePath: '' },
  ])('and a closed dialog is no choice: %j', async (saveAnswer) => {
    const { answerer } = await desktop();
    dialog.saveAnswer = saveAnswer;
    await expect(answerer.facts?.chooseFile?.('x')).resolves.toBeUndefined();
  });
});

describe('the desktop door locks', () => {
  test.each(['lock-screen', 'suspend'])('when the system says %s', async (event) => {
    const { answerer } = await desktop();
    powerMonitor.emit(event);
    expect(answerer.locks).toBe(1);
  });

  test('by its menu, which has nothing else of its own', async () => {
    const { answerer } = await desktop();
    const items = (Menu.applied as { submenu?: object[] }[]).flatMap((menu) => menu.submenu ?? []);
    const own = items.filter((item) => 'click' in item) as { label: string; accelerator: string; click: () => void }[];
    expect(own.map(({ label, accelerator }) => [label, accelerator])).toEqual([['Lock', 'CmdOrCtrl+L']]);
    own[0]?.click();
    expect(answerer.locks).toBe(1);
  });
});

describe('a second start', () => {
  test('on the same data folder opens nothing and ends', async () => {
    const { answerer } = await desktop({ before: () => (app.firstInstance = false) });
    expect(FakeBrowserWindow.all).toEqual([]);
    expect(answerer.facts).toBeUndefined();
    expect(app.quits).toEqual(['quit']);
  });

  test('brings the first one’s window to the front', async () => {
    const window = (await desktop()).window();
    window.minimized = true;
    app.emit('second-instance');
    expect(window.acts.slice(-3)).toEqual(['restore', 'show', 'focus']);
  });
});

describe('the end', () => {
  test('seals the workstation once, before the program ends', async () => {
    const { answerer } = await desktop();
    app.emit('window-all-closed');
    const preventDefault = vi.fn();
    app.emit('will-quit', { preventDefault });
    await vi.waitFor(() => expect(app.quits).toEqual(['quit', 'quit']));
    app.emit('will-quit', { preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(1);
    expect(answerer.closes).toBe(1);
  });

  test('of the page alone is no end: it is shown again', async () => {
    const window = (await desktop()).window();
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    window.webContents.emit('render-process-gone', {}, { reason: 'clean-exit' });
    expect(window.acts.filter((act) => act.startsWith('load'))).toHaveLength(2);
  });
});

describe('a finished job', () => {
  const job = {
    id: randomUUID(),
    type: 'rotate',
    groupId: randomUUID(),
    groupName: 'payroll',
    vault: 'contoso',
    practice: false,
    state: 'running',
    done: 0,
    total: 1,
    startedAt: 1,
    by: 'anna',
    requests: 3,
    reconciled: false,
  };
  const push = (change: object = {}): object => ({
    room: 'loggingAndReporting',
    value: { jobs: [{ ...job, ...change }] },
  });
  const finished = push({ state: 'failed', finishedAt: 2 });

  test('is told while nobody looks, and leads to the window', async () => {
    const { answerer, window } = await desktop();
    answerer.push(push());
    answerer.push(finished);
    answerer.push(finished);
    expect(FakeNotification.shown.map(({ options }) => options)).toEqual([
      { title: 'Rotate HSM protected key', body: 'payroll in contoso: failed.' },
    ]);
    FakeNotification.shown[0]?.emit('click');
    expect(window().acts).toContain('focus');
  });

  test('is not told to somebody who looks, nor when it is old news', async () => {
    const { answerer, window } = await desktop();
    answerer.push(finished);
    answerer.push(push());
    window().focused = true;
    answerer.push(finished);
    expect(FakeNotification.shown).toEqual([]);
  });

  test.each([null, {}, { room: 'loggingAndReporting' }, { room: 'administration', value: { jobs: [] } }])(
    'and other pushes are none: %j',
    async (other) => {
      const { answerer } = await desktop();
      answerer.push(other);
      expect(FakeNotification.shown).toEqual([]);
    },
  );
});
