import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Cli, UNLOCK } from './support.js';

describe('keyferry backup', () => {
  test('make, look at it, restore it elsewhere: the keys are there, pushing is off', async () => {
    const cli = new Cli();
    await cli.ready();
    await cli.mustUnlocked('key', 'create', 'payroll');
    const made = await cli.mustUnlocked('backup', 'make', '--out', 'one.kfbackup');
    expect(made.out).toMatch(/Backup made successfully\.\nFile .*one\.kfbackup\nSize .*\nSHA-256 +[0-9a-f]{64}\n/);
    const info = await cli.must('backup', 'info', 'one.kfbackup');
    expect(info.out).toMatch(/Opened by +2 of alice, bob/);
    const there = ['--data-dir', join(cli.home, 'new-machine')];
    const restored = await cli.must(...there, ...UNLOCK, 'backup', 'restore', 'one.kfbackup');
    expect(restored.out).toMatch(/is restored in .*new-machine.*\nIt is not the designated device/);
    const keys = await cli.must(...there, ...UNLOCK, 'key', 'list', 'payroll');
    expect(keys.out).toContain('payroll-001');
    const sync = await cli.run([...there, ...UNLOCK, 'sync', 'payroll']);
    expect([sync.code, sync.err]).toEqual([1, expect.stringContaining('not the designated device')]);
    const again = await cli.run([...there, ...UNLOCK, 'backup', 'restore', 'one.kfbackup']);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('has its Admin identities already')]);
  });

  test.each([
    ['nothing', ['backup', 'info', 'nowhere.kfbackup'], 'is not there'],
    ['a folder', ['backup', 'info', '.'], 'is no file'],
    ['another file', ['backup', 'info', 'alice.txt'], 'not a backup file'],
    ['another file, to restore', ['--data-dir', 'x', 'backup', 'restore', 'alice.txt'], 'not a backup file'],
  ])('refuses %s with a sentence', async (_, args, sentence) => {
    const cli = new Cli();
    cli.file('alice.txt', 'x'.repeat(100));
    const ran = await cli.run(args);
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining(sentence)]);
  });

  test('doctor says whether an older store would be noticed, and whether a crash would leave the memory', async () => {
    const cli = new Cli();
    await cli.init();
    const { out } = await cli.run(['doctor']);
    const plain = out.replaceAll(/\s+/g, ' ');
    expect(plain).toContain('Rollback An older store put in place of this one cannot be noticed on this machine.');
    expect(plain).toMatch(/Core dumps (Off|On|This system|Windows)/);
  });
});
