import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../main/store/index.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { MASTER_KEY, NOTES, open } from './open.js';

describe('the store', () => {
  test('what was committed is there after reopening, bytes and nulls included', async () => {
    const folder = freshFolder();
    const { store } = must(await open(folder));
    const data = Uint8Array.from([0, 255, 128]);
    store.commit((tx) => tx.run('INSERT INTO note VALUES (?, ?, ?)', [1, 'grüße 🔑', data]));
    store.commit((tx) => tx.run('INSERT INTO note VALUES (?, ?, ?)', [2, 'nothing', null]));
    store.close();
    const again = must(await open(folder));
    expect(again.warnings).toEqual([]);
    expect(again.store.all('SELECT * FROM note ORDER BY n')).toEqual([
      { n: 1, text: 'grüße 🔑', data },
      { n: 2, text: 'nothing', data: null },
    ]);
    again.store.close();
  });

  test('a commit that throws leaves nothing, in memory or on disk', async () => {
    const folder = freshFolder();
    const { store } = must(await open(folder));
    expect(() =>
      store.commit((tx) => {
        tx.run('INSERT INTO note VALUES (1, ?, NULL)', ['half']);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(store.get('SELECT count(*) AS n FROM note')).toEqual({ n: 0 });
    store.close();
    const again = must(await open(folder));
    expect(again.store.get('SELECT count(*) AS n FROM note')).toEqual({ n: 0 });
    again.store.close();
  });

  test('compaction keeps everything and leaves one snapshot and one journal', async () => {
    const folder = freshFolder();
    const { store } = must(await open(folder));
    for (let n = 1; n <= 50; n += 1)
      store.commit((tx) => tx.run('INSERT INTO note VALUES (?, ?, NULL)', [n, 'x'.repeat(100)]));
    const before = store.status;
    store.compact();
    expect(store.status.sequence).toBe(before.sequence);
    expect(store.status.journalBytes).toBeLessThan(before.journalBytes);
    store.commit((tx) => tx.run('INSERT INTO note VALUES (51, ?, NULL)', ['after']));
    store.close();
    expect(readdirSync(folder).sort()).toEqual(['journal-2.kfj', 'snapshot.kfs']);
    const again = must(await open(folder));
    expect(again.store.get('SELECT count(*) AS n FROM note')).toEqual({ n: 51 });
    again.store.close();
  });

  test('a long journal is folded into a snapshot by itself', async () => {
    const folder = freshFolder();
    const { store } = must(await open(folder));
    const text = 'x'.repeat(200_000);
    for (let n = 1; n <= 30; n += 1) store.commit((tx) => tx.run('INSERT INTO note VALUES (?, ?, NULL)', [n, text]));
    expect(store.status.journalBytes).toBeLessThan(4.5 * 1024 * 1024);
    expect(store.get('SELECT count(*) AS n FROM note')).toEqual({ n: 30 });
    store.close();
  });

  test('nothing readable stands on the disk, and the files are for their owner only', async () => {
    const folder = freshFolder();
    const { store } = must(await open(folder));
    store.commit((tx) => tx.run('INSERT INTO note VALUES (1, ?, NULL)', ['a planted secret']));
    store.compact();
    store.commit((tx) => tx.run('INSERT INTO note VALUES (2, ?, NULL)', ['a planted secret']));
    store.close();
    const { readFileSync } = await import('node:fs');
    for (const name of readdirSync(folder)) {
      const bytes = readFileSync(join(folder, name));
      expect(bytes.includes('planted')).toBe(false);
      expect(bytes.includes('note')).toBe(false);
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  test('another master key is told from damage', async () => {
    const folder = freshFolder();
    must(await open(folder)).store.close();
    const failure = mustFail(await open(folder, undefined, new Uint8Array(32)));
    expect(failure.code).toBe('wrong-master-key');
    expect(failure.advice).toContain('identities.json');
  });

  test('a missing journal or snapshot is refused by name', async () => {
    const folder = freshFolder();
    const { store } = must(await open(folder));
    store.commit((tx) => tx.run('INSERT INTO note VALUES (1, ?, NULL)', ['x']));
    store.close();
    rmSync(join(folder, 'snapshot.kfs'));
    const noSnapshot = mustFail(await open(folder));
    expect([noSnapshot.code, noSnapshot.message]).toEqual(['store-damaged', expect.stringContaining('snapshot.kfs')]);
    const other = freshFolder();
    must(await open(other)).store.close();
    rmSync(join(other, 'journal-1.kfj'));
    expect(mustFail(await open(other)).message).toContain('journal-1.kfj');
  });

  test.each([
    'INSERT INTO note VALUES (random(), ?, NULL)',
    "INSERT INTO note VALUES (1, datetime('now'), NULL)",
    'INSERT INTO note VALUES (1, CURRENT_TIMESTAMP, NULL)',
    'COMMIT',
    ' rollback',
    "ATTACH 'x' AS y",
    'PRAGMA user_version = 3',
    'DELETE FROM note; DELETE FROM note',
  ])('refuses what could not be replayed: %s', async (sql) => {
    const { store } = must(await open(freshFolder()));
    expect(() => store.commit((tx) => tx.run(sql, sql.includes('?') ? ['x'] : []))).toThrow();
    expect(store.get('SELECT count(*) AS n FROM note')).toEqual({ n: 0 });
    store.close();
  });

  test('reading cannot write, and a commit does not nest', async () => {
    const { store } = must(await open(freshFolder()));
    expect(() => store.all("INSERT INTO note VALUES (1, 'x', NULL) RETURNING n")).toThrow('reading');
    expect(() => store.commit(() => store.commit(() => 1))).toThrow('inside a commit');
    store.close();
  });

  test('migrations run once, in order; a later schema is refused', async () => {
    const folder = freshFolder();
    must(await open(folder)).store.close();
    const two = [...NOTES, { title: 'Tags', statements: ['CREATE TABLE tag (name TEXT PRIMARY KEY) STRICT'] }];
    const request = { folder, masterKey: MASTER_KEY };
    const { store } = must(await openStore({ ...request, migrations: two }));
    expect(store.all('SELECT version, title FROM schema_step ORDER BY version')).toEqual([
      { version: 1, title: 'Notes' },
      { version: 2, title: 'Tags' },
    ]);
    store.close();
    expect(mustFail(await openStore({ ...request, migrations: NOTES })).code).toBe('store-newer');
  });
});
