import { describe, expect, test } from 'vitest';
import { MoodyFiles } from '../../support/moody-files.js';
import { Cli, UNLOCK } from './support.js';

async function withKeys(keys: number): Promise<Cli> {
  const cli = new Cli();
  await cli.ready();
  for (let made = 0; made < keys; made += 1) await cli.mustUnlocked('key', 'create', 'payroll');
  return cli;
}

describe('progress', () => {
  test('goes to standard error where that is a terminal', async () => {
    const cli = await withKeys(2);
    const ran = await cli.run([...UNLOCK, 'sync', 'payroll'], { errIsTerminal: true });
    expect(ran.err).toContain('  Synchronizing 2 HSM protected key(s)...\n');
    expect(ran.err).toContain('1 of 2 keys');
    expect(ran.err).toContain('  Synchronized HSM protected key payroll-002');
    // The progress line is cleared, so that what follows begins at the margin.
    expect(['\n', 'K']).toContain(ran.err.at(-1));
    expect(ran.err.split('\u001b[2K').at(-1)).not.toContain('2 keys');
    expect(ran.out).not.toContain('Synchronizing');
  });

  test('is silent elsewhere', async () => {
    const cli = await withKeys(1);
    expect((await cli.run([...UNLOCK, 'sync', 'payroll'])).err).toBe('');
  });
});

describe('Ctrl-C', () => {
  test('cancels the job after the step it is in, and the KEK is gone', async () => {
    const cli = await withKeys(3);
    let interrupt = (): void => undefined;
    let cancelled = false;
    const ran = await cli.run([...UNLOCK, 'sync', 'payroll'], {
      errIsTerminal: true,
      onReady: (handler) => (interrupt = handler),
      onErr: (text) => {
        if (text.endsWith('1 of 3 keys') && !cancelled) {
          cancelled = true;
          interrupt();
          interrupt();
        }
      },
    });
    expect(ran.code).toBe(1);
    // On a line of its own, the progress below it again.
    expect(ran.err).toContain('\u001b[2KCancelling: it stops after the step it is in, and cleans up.\n  1 of 3 keys');
    expect(ran.err).toContain('Already cancelling: it is cleaning up');
    expect(ran.err).toContain('PRACTICE: Cancelled. What was pushed before is kept; nothing more was sent.');
    expect(ran.err).toContain('Pushed before that: 1 of 3 key(s). Job ');
    const { vaults } = await cli.practice().admin({ call: 'overview' });
    expect(vaults[0]?.keys.map((key) => [key.name, key.state, key.versions.length])).toEqual([['payroll', 'live', 1]]);
    const job = ((await cli.json('jobs', 'list')).value['jobs'] as { state: string }[])[0];
    expect(job?.state).toBe('cancelled');
    // What was not pushed is pushed the next time, and nothing twice.
    expect((await cli.mustUnlocked('sync', 'payroll')).out).toContain('Successfully synchronized 2');
  });

  test('before anything was sent sends nothing', async () => {
    const cli = await withKeys(1);
    const ran = await cli.run([...UNLOCK, 'sync', 'payroll'], { onReady: (interrupt) => interrupt() });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('Cancelled before anything was sent.');
    expect((await cli.json('jobs', 'list')).value['jobs']).toEqual([]);
  });

  test('at a question ends the command, and nothing is locked', async () => {
    const cli = await withKeys(0);
    expect(await cli.run(['config', 'get'], { answers: ['alice', undefined] })).toMatchObject({ code: 1, out: '' });
    expect((await cli.mustUnlocked('config', 'get')).code).toBe(0);
  });
});

describe('what an earlier run left behind', () => {
  test('is looked after by the next command that goes to the vault, and told', async () => {
    const cli = await withKeys(1);
    await cli.must('practice-vault', 'vault', 'contoso', '--permissions', 'get,list,create,import');
    expect((await cli.mustUnlocked('sync', 'payroll')).out).toContain('There were warnings');
    await cli.must('practice-vault', 'vault', 'contoso', '--permissions', 'all');
    const tested = await cli.mustUnlocked('credential', 'test', 'rehearsal');
    expect(tested.err).toMatch(
      /Looked after what job [0-9a-f]{8} of payroll in the vault contoso \(PRACTICE\) left behind\./,
    );
    const { vaults } = await cli.practice().admin({ call: 'overview' });
    expect(vaults[0]?.keys.filter((key) => key.kek)).toEqual([]);
  });
});

describe('an error of our own', () => {
  test('is one sentence without its text, and the folder is free again', async () => {
    const cli = await withKeys(0);
    const broken = cli.practice();
    Object.assign(broken, { admin: () => Promise.reject(new TypeError('practice~secret in an exception')) });
    const ran = await cli.unlocked('credential', 'add', 'x', '--practice');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('Keyferry met an error of its own (TypeError) and stopped');
    expect(ran.err).not.toContain('practice~');
    expect((await cli.mustUnlocked('config', 'get')).code).toBe(0);
  });
});

describe('a full disk', () => {
  test('at unlocking is one sentence, and the folder is free again', async () => {
    const cli = await withKeys(0);
    const disk = new MoodyFiles();
    disk.fill();
    const ran = await cli.run([...UNLOCK, 'config', 'get'], { files: disk.files });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('is full. What was recorded before is safe; this was not recorded.\nMake room');
    disk.free();
    expect((await cli.run([...UNLOCK, 'config', 'get'], { files: disk.files })).code).toBe(0);
  });
});
