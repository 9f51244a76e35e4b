import { describe, expect, test } from 'vitest';
import { ALICE, BOB, Cli } from './support.js';

const INIT = ['alice', ALICE, ALICE, 'bob', BOB, BOB];

describe('where somebody sits at the terminal', () => {
  test('the first start asks for two people, each passphrase twice', async () => {
    const cli = new Cli();
    const ran = await cli.run(['init'], { answers: INIT });
    expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('Admin identities: alice, bob.') as string });
    expect(ran.err).toContain('15 characters or more');
    expect(cli.printed).not.toContain(ALICE);
  });

  test.each<[what: string, answers: (string | undefined)[], sentence: string]>([
    ['two passphrases differ', ['alice', ALICE, BOB], 'The two passphrases of alice are not the same.'],
    ['a passphrase is too short', ['alice', 'short'], 'has 5 characters; at least 15 are needed.'],
    ['two share one', ['alice', ALICE, ALICE, 'bob', ALICE, ALICE], 'Two identities have the same passphrase.'],
    ['a question is broken off', ['alice', undefined], 'Cancelled. Nothing was done.'],
  ])('nothing is made when %s', async (_, answers, sentence) => {
    const cli = new Cli();
    const ran = await cli.run(['init'], { answers });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain(sentence);
    expect((await cli.run(['status'])).out).toContain('There is no workstation');
  });

  test('both are asked to unlock, and only the one who is missing when the other has a file', async () => {
    const cli = new Cli();
    await cli.init();
    const both = await cli.run(['config', 'get'], { answers: ['alice', ALICE, 'bob', BOB] });
    expect(both).toMatchObject({ code: 0, err: expect.stringContaining('(alice, bob)') as string });
    const one = await cli.run(['config', 'get', '--unlock', 'alice=alice.txt'], { answers: ['bob', BOB] });
    expect(one).toMatchObject({ code: 0, err: expect.stringContaining('second Admin identity') as string });
    expect(one.err).not.toContain('first Admin identity');
  });

  test('a client secret is asked for, checked at once and not shown', async () => {
    const cli = new Cli();
    await cli.init();
    const id = '11111111-1111-4111-8111-111111111111';
    const add = ['credential', 'add', 'azure', '--tenant', id, '--client', id];
    const wrong = await cli.run(add, { answers: [id] });
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('This looks like the Secret ID.') as string });
    const right = await cli.run(add, { answers: ['abcdefgh~12345678', 'alice', ALICE, 'bob', BOB] });
    expect(right.code).toBe(0);
    expect(cli.printed).not.toContain('abcdefgh');
  });

  test('status and the practice vault ask nobody', async () => {
    const cli = new Cli();
    await cli.ready();
    expect(await cli.run(['status'], { answers: [] })).toMatchObject({ code: 0, err: '' });
    expect(await cli.run(['practice-vault', 'show'], { answers: [] })).toMatchObject({ code: 0, err: '' });
  });
});
