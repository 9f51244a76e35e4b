import { describe, expect, test } from 'vitest';
import { contract, ROOM_NAMES } from '../../shared/contract/index.js';
import { BridgeDouble } from '../support/bridge-double.js';
import { ARGUMENTS, CALLS } from '../support/calls.js';
import { ADA } from '../support/workstation.js';

type AnyCall = (argument?: unknown) => Promise<unknown>;

const HINT = { score: 2, sentence: 'Fair.' };

describe('the double of the bridge', () => {
  test('has every call of the contract, and nothing else', () => {
    const { bridge } = new BridgeDouble();
    expect(Object.keys(bridge)).toEqual([...ROOM_NAMES, 'listen']);
    for (const room of ROOM_NAMES) expect(Object.keys(bridge[room])).toEqual(Object.keys(contract[room].calls));
  });

  test('writes down every call, and says which one has no answer', async () => {
    const double = new BridgeDouble();
    const bridge = double.bridge as unknown as Readonly<Record<string, Readonly<Record<string, AnyCall>>>>;
    for (const { channel } of CALLS) {
      const [room = '', call = ''] = channel.split('.');
      await expect(bridge[room]?.[call]?.(ARGUMENTS[channel])).rejects.toThrow(`no answer for ${channel}.`);
    }
    expect(double.calls.map(({ channel }) => channel)).toEqual(CALLS.map(({ channel }) => channel));
  });

  test('answers what was set, what a function makes of the argument, or a refusal', async () => {
    const double = new BridgeDouble().answers('identityManagement', 'checkPassphrase', ({ passphrase }) =>
      passphrase.length < 15 ? { hint: HINT, reason: 'Too short.' } : { hint: HINT },
    );
    const { checkPassphrase } = double.bridge.identityManagement;
    expect(await checkPassphrase(ADA)).toEqual({ ok: true, value: { hint: HINT } });
    expect(await checkPassphrase({ ...ADA, passphrase: 'short' })).toEqual({
      ok: true,
      value: { hint: HINT, reason: 'Too short.' },
    });
    double.refuses('identityManagement', 'checkPassphrase', { code: 'locked', message: 'Locked.' });
    expect(await checkPassphrase(ADA)).toEqual({ ok: false, code: 'locked', message: 'Locked.' });
    expect(double.argumentsOf('identityManagement', 'checkPassphrase').map(({ passphrase }) => passphrase)).toEqual([
      ADA.passphrase,
      'short',
      ADA.passphrase,
    ]);
  });

  test('refuses an argument as the registrar would', async () => {
    const double = new BridgeDouble().answers('identityManagement', 'firstStart', () => {
      throw new Error('not reached');
    });
    expect(await double.bridge.identityManagement.firstStart({ administrators: [ADA] })).toEqual({
      ok: false,
      code: 'bad-input',
      message: 'The first start makes two Admin identities.',
    });
  });

  test('lets no answer and no push pass that the contract does not name', async () => {
    const leaking = { file: 'log.csv', clientSecret: 'x' };
    const double = new BridgeDouble().answers('loggingAndReporting', 'suggestFile', leaking);
    await expect(double.bridge.loggingAndReporting.suggestFile({ name: 'log.csv' })).rejects.toThrow('clientSecret');
    const push = { room: 'loggingAndReporting', value: { log: { total: 1, lastSequence: 1 } } } as const;
    const heard: unknown[] = [];
    const stop = double.bridge.listen((told) => void heard.push(told));
    double.tell(push);
    expect(() => double.tell({ ...push, value: { log: { ...push.value.log, ...leaking } } })).toThrow('clientSecret');
    stop();
    double.tell(push);
    expect(heard).toEqual([push]);
  });
});
