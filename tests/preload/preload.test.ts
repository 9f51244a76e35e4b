import { beforeAll, describe, expect, test, vi } from 'vitest';
import { makeBridge } from '../../preload/make-bridge.js';
import { contract, ROOM_NAMES } from '../../shared/contract/index.js';
import { exposed, ipcRenderer, resetFakeElectron } from '../support/fake-electron.js';

vi.mock('electron', () => import('../support/fake-electron.js'));

type AnyCall = (argument?: unknown) => Promise<unknown>;
type AnyBridge = Readonly<Record<string, Readonly<Record<string, AnyCall>>>> & {
  readonly listen: (listener: (push: unknown) => void) => () => void;
};

const everyCall = ROOM_NAMES.flatMap((room) =>
  Object.keys(contract[room].calls).map((call) => [`${room}.${call}`, room, call] as const),
);

describe('the bridge', () => {
  test.each(everyCall)('has %s, and carries it as text', async (channel, room, call) => {
    const carried: (readonly [string, string])[] = [];
    const bridge = makeBridge({
      call: (...args) => {
        carried.push(args);
        return Promise.resolve('{"ok":true,"value":7}');
      },
      listen: () => () => undefined,
    }) as unknown as AnyBridge;
    await expect(bridge[room]?.[call]?.({ a: 1 })).resolves.toEqual({ ok: true, value: 7 });
    await bridge[room]?.[call]?.();
    expect(carried).toEqual([
      [channel, '{"a":1}'],
      [channel, ''],
    ]);
  });

  test('has nothing else, and cannot be changed', () => {
    const bridge = makeBridge({ call: () => Promise.resolve(''), listen: () => () => undefined });
    expect(Object.keys(bridge).sort()).toEqual([...ROOM_NAMES, 'listen'].sort());
    expect([bridge, ...ROOM_NAMES.map((room) => bridge[room])].every((part) => Object.isFrozen(part))).toBe(true);
  });
});

describe('the preload of the desktop', () => {
  beforeAll(async () => {
    resetFakeElectron();
    await import('../../preload/index.js');
  });

  const bridge = (): AnyBridge => exposed.get('keyferry') as AnyBridge;

  test('gives the page the bridge and nothing else', () => {
    expect([...exposed.keys()]).toEqual(['keyferry']);
  });

  test('sends every call over one channel', async () => {
    await expect(bridge()['keyManagement']?.['rotate']?.({ groupId: 'x' })).resolves.toEqual({ ok: true });
    expect(ipcRenderer.invoked).toEqual([['keyferry:call', 'keyManagement.rotate', '{"groupId":"x"}']]);
  });

  test('hears pushes until told to stop, and hands on no event of Electron', () => {
    const heard: unknown[][] = [];
    const stop = bridge().listen((...args: unknown[]) => void heard.push(args));
    ipcRenderer.emit('keyferry:push', { sender: 'electron' }, '{"room":"x"}');
    stop();
    ipcRenderer.emit('keyferry:push', {}, '{"room":"y"}');
    expect(heard).toEqual([[{ room: 'x' }]]);
  });
});
