import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { StoreWriteError } from '../../main/store/index.js';
import { freshFolder } from '../support/folders.js';
import { MoodyFiles } from '../support/moody-files.js';
import { must, mustFail } from '../support/must.js';
import { notRun } from '../support/not-run.js';
import { open } from './open.js';

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof StoreWriteError ? error.failure.code : String(error);
  }
}

describe('a disk that refuses', () => {
  test.each([
    ['write', 'ENOSPC', 0, 'disk-full'],
    ['write', 'ENOSPC', 50, 'disk-full'],
    ['write', 'EROFS', 0, 'folder-read-only'],
    ['write', 'EIO', 100, 'disk-failed'],
    ['sync', 'EIO', 0, 'disk-failed'],
    ['sync', 'ENOSPC', 0, 'disk-full'],
  ] as const)(
    '%s refused with %s after %d bytes: %s, nothing lost, work goes on',
    async (on, code, writeFirst, expected) => {
      const folder = freshFolder();
      const moody = new MoodyFiles();
      const { store } = must(await open(folder, moody.files));
      const insert = (n: number): void =>
        store.commit((tx) => tx.run('INSERT INTO note VALUES (?, ?, NULL)', [n, 'x']));
      insert(1);
      moody.failing = { on, code, writeFirst };
      expect(codeOf(() => insert(2))).toBe(expected);
      expect(codeOf(() => insert(2))).toBe(expected);
      expect(store.all('SELECT n FROM note')).toEqual([{ n: 1 }]);
      moody.failing = undefined;
      insert(3);
      store.close();
      const again = must(await open(folder));
      expect(again.warnings).toEqual([]);
      expect(again.store.all('SELECT n FROM note ORDER BY n')).toEqual([{ n: 1 }, { n: 3 }]);
      again.store.close();
    },
  );

  test('a compaction that is refused changes nothing', async () => {
    const folder = freshFolder();
    const moody = new MoodyFiles();
    const { store } = must(await open(folder, moody.files));
    store.commit((tx) => tx.run('INSERT INTO note VALUES (1, ?, NULL)', ['x']));
    moody.failing = { on: 'rename', code: 'ENOSPC', writeFirst: 0 };
    expect(codeOf(() => store.compact())).toBe('disk-full');
    moody.failing = undefined;
    store.commit((tx) => tx.run('INSERT INTO note VALUES (2, ?, NULL)', ['x']));
    store.close();
    const again = must(await open(folder));
    expect(again.store.all('SELECT n FROM note')).toHaveLength(2);
    again.store.close();
    expect(readdirSync(folder).sort()).toEqual(['journal-1.kfj', 'snapshot.kfs']);
  });

  test('a folder that cannot be written at first start says so', async () => {
    const moody = new MoodyFiles();
    moody.failing = { on: 'write', code: 'EROFS', writeFirst: 0 };
    expect(mustFail(await open(freshFolder(), moody.files)).code).toBe('folder-read-only');
  });

  test('a really full file system (tmpfs of 300 KiB)', async (context) => {
    const folder = join(freshFolder(), 'small');
    mkdirSync(folder);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      notRun(context, 'mounting a tmpfs is not allowed here');
      return;
    }
    onTestFinished(() => void execFileSync('umount', ['-l', folder]));
    const { store } = must(await open(folder));
    writeFileSync(join(folder, 'ballast'), Buffer.alloc(100_000));
    let kept = 0;
    const fill = (): void => {
      for (;;) {
        store.commit((tx) => tx.run('INSERT INTO note VALUES (?, ?, NULL)', [kept + 1, 'x'.repeat(3000)]));
        kept += 1;
      }
    };
    expect(codeOf(fill)).toBe('disk-full');
    expect(kept).toBeGreaterThan(10);
    rmSync(join(folder, 'ballast'));
    store.commit((tx) => tx.run('INSERT INTO note VALUES (?, ?, NULL)', [kept + 1, 'room again']));
    store.close();
    const again = must(await open(folder));
    expect(again.store.all('SELECT n FROM note')).toHaveLength(kept + 1);
    again.store.close();
  });
});
