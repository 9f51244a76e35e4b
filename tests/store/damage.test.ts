import { createHash, randomInt } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { open } from './open.js';

const COMMITS = 8;

interface Sound {
  readonly folder: string;
  readonly journal: Buffer;
  /** ends[k]: length of the journal after k commits of ours. */
  readonly ends: readonly number[];
}

async function makeSound(): Promise<Sound> {
  const folder = freshFolder();
  const { store } = must(await open(folder));
  const ends = [store.status.journalBytes];
  for (let n = 1; n <= COMMITS; n += 1) {
    store.commit((tx) => {
      tx.run('INSERT INTO note VALUES (?, ?, NULL)', [n * 2, `first of ${n}`]);
      tx.run('INSERT INTO note VALUES (?, ?, NULL)', [n * 2 + 1, `second of ${n}`]);
    });
    ends.push(store.status.journalBytes);
  }
  store.close();
  return { folder, journal: readFileSync(join(folder, 'journal-1.kfj')), ends };
}

function copyWith(sound: Sound, name: string, bytes: Uint8Array): string {
  const folder = join(sound.folder, 'copy');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  cpSync(join(sound.folder, 'snapshot.kfs'), join(folder, 'snapshot.kfs'));
  cpSync(join(sound.folder, 'journal-1.kfj'), join(folder, 'journal-1.kfj'));
  writeFileSync(join(folder, name), bytes);
  return folder;
}

function digest(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

describe('a damaged store', () => {
  beforeAll(() => undefined);

  test(
    'the journal cut at every byte: whole commits stay, half ones go, with a warning',
    { timeout: 120_000 },
    async () => {
      const sound = await makeSound();
      for (let cut = sound.ends[0] ?? 0; cut <= sound.journal.length; cut += 1) {
        const whole = sound.ends.filter((end) => end <= cut).length - 1;
        const folder = copyWith(sound, 'journal-1.kfj', sound.journal.subarray(0, cut));
        const { store, warnings } = must(await open(folder));
        expect(store.all('SELECT n FROM note')).toHaveLength(whole * 2);
        expect(warnings).toHaveLength(cut === sound.ends[whole] ? 0 : 1);
        store.commit((tx) => tx.run('INSERT INTO note VALUES (1000, ?, NULL)', ['goes on']));
        store.close();
        const again = must(await open(folder));
        expect(again.warnings).toEqual([]);
        expect(again.store.all('SELECT n FROM note')).toHaveLength(whole * 2 + 1);
        again.store.close();
      }
    },
  );

  test('the journal cut before its first frame: refused, or as if nothing had been committed', async () => {
    const sound = await makeSound();
    for (let cut = 0; cut < 40; cut += 1) {
      const folder = copyWith(sound, 'journal-1.kfj', sound.journal.subarray(0, cut));
      expect(mustFail(await open(folder)).code).toBe('store-damaged');
    }
  });

  test('space given but not written (zeros at the end) is a torn tail too', async () => {
    const sound = await makeSound();
    const last = sound.ends.at(-2) ?? 0;
    for (const kept of [0, 3, 44, 60, sound.journal.length - last - 16]) {
      const bytes = Buffer.from(sound.journal);
      bytes.fill(0, last + kept);
      const { store, warnings } = must(await open(copyWith(sound, 'journal-1.kfj', bytes)));
      expect(store.all('SELECT n FROM note')).toHaveLength((COMMITS - 1) * 2);
      expect(warnings).toHaveLength(1);
      store.close();
    }
  });

  test(
    'every byte of the journal flipped: refused with file, frame and offset, and nothing is changed',
    { timeout: 120_000 },
    async () => {
      const sound = await makeSound();
      for (let at = 0; at < sound.journal.length; at += 1) {
        const bytes = Buffer.from(sound.journal);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << randomInt(8));
        const folder = copyWith(sound, 'journal-1.kfj', bytes);
        const before = digest(folder);
        const failure = mustFail(await open(folder));
        expect(failure.code).toBe('store-damaged');
        expect(failure.message).toMatch(
          at < 40 ? /journal-1\.kfj.*first 40 bytes/ : /journal-1\.kfj.*frame \d+, at byte \d+/,
        );
        expect(failure.advice).toContain('backup');
        expect(digest(folder)).toBe(before);
      }
    },
  );

  test('every byte of the snapshot flipped (a sample of its long body): refused by name', async () => {
    const sound = await makeSound();
    const snapshot = readFileSync(join(sound.folder, 'snapshot.kfs'));
    const places = [
      ...Array.from({ length: 200 }, (_, at) => at),
      ...Array.from({ length: 100 }, () => randomInt(snapshot.length)),
    ];
    for (const at of places) {
      const bytes = Buffer.from(snapshot);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << randomInt(8));
      const failure = mustFail(await open(copyWith(sound, 'snapshot.kfs', bytes)));
      expect([failure.code, failure.message]).toEqual(['store-damaged', expect.stringContaining('snapshot.kfs')]);
    }
  });

  test('frames swapped, repeated or taken out are damage', async () => {
    const sound = await makeSound();
    const frame = (k: number): Buffer => sound.journal.subarray(sound.ends[k - 1], sound.ends[k]);
    const head = sound.journal.subarray(0, sound.ends[0]);
    for (const order of [
      [2, 1, 3],
      [1, 1, 2],
      [1, 3],
    ]) {
      const bytes = Buffer.concat([head, ...order.map(frame)]);
      expect(mustFail(await open(copyWith(sound, 'journal-1.kfj', bytes))).code).toBe('store-damaged');
    }
  });

  test('a journal of another store is refused', async () => {
    const [one, two] = [await makeSound(), await makeSound()];
    expect(mustFail(await open(copyWith(one, 'journal-1.kfj', two.journal))).code).toBe('store-damaged');
  });
});
