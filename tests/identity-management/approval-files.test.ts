import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { APPROVE, Cli, UNLOCK, type Ran } from '../doors/cli/support.js';

const ASK = ['config', 'set', 'designated-device', 'off', '--request-file', 'ask.json'] as const;
const USE = ['config', 'set', 'designated-device', 'off', '--approval', 'answer.json'] as const;
const SIGN = ['approve', 'ask.json', '--as', 'bob=bob.txt', '--justification', 'seen and right', '--out'] as const;

async function asked(): Promise<Cli> {
  const cli = new Cli();
  await cli.init();
  const ran = await cli.mustUnlocked(...ASK);
  expect(ran.out).toContain('Nothing was done yet.');
  expect((await cli.json('config', 'get', 'designated-device')).value).toMatchObject({
    settings: { 'designated-device': 'on' },
  });
  return cli;
}

function edit(cli: Cli, name: string, change: (value: Record<string, unknown>) => unknown): void {
  const path = join(cli.home, name);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)));
}

const codeOf = (ran: Ran): string | undefined =>
  (JSON.parse(ran.out) as { readonly failure?: { readonly code: string } }).failure?.code;

describe('an approval by file', () => {
  test('is signed elsewhere with a key file alone, does exactly that, once, and stands in the log', async () => {
    const cli = await asked();
    await cli.mustUnlocked('identity', 'key-file', 'bob', '--out', 'bob-key.json');
    const signed = await cli.must(...SIGN, 'answer.json', '--key-file', 'bob-key.json', '--data-dir', 'nowhere');
    expect(signed.err).toContain('Designated device  off\nAsked by           alice\n');
    await cli.mustUnlocked(...USE);
    const logs = await cli.mustUnlocked('logs', 'list', '--text', 'setting-changed', '--json');
    const { events } = JSON.parse(logs.out) as { readonly events: readonly Record<string, unknown>[] };
    expect(events.at(-1)).toMatchObject({ actor: 'alice', approver: 'bob', reason: 'seen and right' });

    await cli.mustUnlocked('config', 'set', 'designated-device', 'on', ...APPROVE);
    expect(codeOf(await cli.unlocked(...USE, '--json'))).toBe('approval-used');
  });

  test.each<[string, (cli: Cli) => void, string]>([
    ['expired', (cli) => cli.clock.advance(24 * 60 * 60_000), 'request-expired'],
    [
      'changed since',
      (cli) => edit(cli, 'answer.json', (one) => ({ ...one, justification: 'something else' })),
      'approval-refused',
    ],
    [
      'said to be of another',
      (cli) => edit(cli, 'answer.json', (one) => ({ ...one, approver: 'alice' })),
      'approver-not-allowed',
    ],
    ['no approval', (cli) => edit(cli, 'answer.json', () => ({ ok: true })), 'not-an-approval'],
    [
      'of a request that was changed',
      (cli) =>
        edit(cli, 'answer.json', (one) => ({
          ...one,
          request: { ...(one['request'] as object), askedBy: 'olga' },
        })),
      'request-refused',
    ],
  ])('that is %s is refused', async (_, spoil, code) => {
    const cli = await asked();
    await cli.must(...SIGN, 'answer.json');
    spoil(cli);
    expect(codeOf(await cli.unlocked(...USE, '--json'))).toBe(code);
  });

  test('for one thing is not for another', async () => {
    const cli = await asked();
    await cli.must(...SIGN, 'answer.json');
    await cli.mustUnlocked('config', 'set', 'designated-device', 'off', ...APPROVE);
    const other = ['config', 'set', 'designated-device', 'on', '--approval', 'answer.json'];
    expect(codeOf(await cli.unlocked(...other, '--json'))).toBe('approval-of-another');
    // Nor for somebody else who asks.
    await cli.mustUnlocked('config', 'set', 'designated-device', 'on', ...APPROVE);
    const bob = ['--unlock', 'bob=bob.txt', '--unlock', 'alice=alice.txt'];
    expect(codeOf(await cli.run([...bob, ...USE, '--json']))).toBe('approval-of-another');
  });

  test.each<[string, readonly string[], string]>([
    ['by whoever asked', ['--as', 'alice=alice.txt'], 'approver-not-allowed'],
    ['with another passphrase', ['--as', 'bob=alice.txt'], 'login-refused'],
    ['by an unknown name', ['--as', 'eve=alice.txt'], 'login-refused'],
    ['without a reason', ['--as', 'bob=bob.txt'], 'justification-needed'],
    ['with a key file that is none', ['--as', 'bob=bob.txt', '--key-file', 'ask.json'], 'not-a-key-file'],
  ])('is not signed %s', async (_, who, code) => {
    const cli = await asked();
    const why = code === 'justification-needed' ? [] : ['--justification', 'seen and right'];
    expect(codeOf(await cli.run(['approve', 'ask.json', ...who, ...why, '--out', 'answer.json', '--json']))).toBe(code);
  });

  test('is not signed for a request that was changed, or that another workstation made', async () => {
    const cli = await asked();
    edit(cli, 'ask.json', (one) => ({ ...one, title: 'Something harmless' }));
    expect(codeOf(await cli.run([...SIGN, 'answer.json', '--json']))).toBe('request-refused');
    const other = await asked();
    cli.file('ask.json', readFileSync(join(other.home, 'ask.json')));
    expect(codeOf(await cli.run([...SIGN, 'answer.json', '--json']))).toBe('request-refused');
  });
});

test('a command line under another role is refused by name, and says how to go on', async () => {
  const cli = new Cli();
  await cli.init();
  cli.file('olga.txt', 'nine slow barges under the bridge');
  const add = ['identity', 'add', 'olga', '--role', 'Operator', '--passphrase-file', 'olga.txt'];
  await cli.mustUnlocked(...add, ...APPROVE);
  const ran = await cli.run([...UNLOCK, '--as', 'olga=olga.txt', 'config', 'set', 'kek-size', '3072']);
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toContain('This needs the role Administrator; olga is an Operator.');
});
