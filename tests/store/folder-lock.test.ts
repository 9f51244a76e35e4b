import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockDataFolder } from '../../main/store/index.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const write = (folder: string, value: unknown): void =>
  writeFileSync(join(folder, 'lock.json'), typeof value === 'string' ? value : JSON.stringify(value));

describe('one process per data folder', () => {
  test('the second one is refused with the pid of the first; after release it is free', () => {
    const folder = freshFolder();
    const lock = must(lockDataFolder(folder));
    const failure = mustFail(lockDataFolder(folder));
    expect([failure.code, failure.message]).toEqual(['folder-in-use', expect.stringContaining(String(process.pid))]);
    lock.release();
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
    must(lockDataFolder(folder)).release();
  });

  test('a lock of a process that is gone is taken over', () => {
    const folder = freshFolder();
    write(folder, { pid: deadPid(), started: '1', host: hostname(), token: 'old' });
    must(lockDataFolder(folder)).release();
  });

  test('a pid that was given to another process since is stale too', () => {
    const folder = freshFolder();
    write(folder, { pid: process.pid, started: '1', host: hostname(), token: 'old' });
    const lock = must(lockDataFolder(folder));
    expect(readFileSync(join(folder, 'lock.json'), 'utf8')).not.toContain('"old"');
    lock.release();
  });

  test('a lock from another machine is never taken over', () => {
    const folder = freshFolder();
    write(folder, { pid: deadPid(), started: '1', host: 'another-machine', token: 'old' });
    expect(mustFail(lockDataFolder(folder)).message).toContain('another-machine');
  });

  test.each(['', 'garbage', '{}', '[1]'])('an unreadable lock (%j) is not guessed about', (content) => {
    const folder = freshFolder();
    write(folder, content);
    expect(mustFail(lockDataFolder(folder)).advice).toContain('remove');
  });
});
