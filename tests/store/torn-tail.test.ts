import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { journalHead } from '../../main/store/journal-file.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { open } from './open.js';

const JOURNAL = 'journal-1.kfj';
const COMMITS = 6;
const SECTOR = 512;
const HEAD = 44;
const ROOM = Buffer.alloc(8 * SECTOR);

interface Frame {
  readonly from: number;
  readonly to: number;
}

/** A store that was killed while it had room left: its journal, and where its frames stand. */
interface Killed {
  readonly folder: string;
  readonly journal: Buffer;
  readonly frames: readonly Frame[];
}

async function makeKilled(textLength = 700): Promise<Killed> {
  const folder = freshFolder();
  const { store } = must(await open(folder));
  const frames: Frame[] = [];
  for (let n = 1; n <= COMMITS; n += 1) {
    const from = store.status.journalBytes;
    store.commit((tx) => tx.run('INSERT INTO note VALUES (?, ?, NULL)', [n, 'x'.repeat(textLength)]));
    frames.push({ from, to: store.status.journalBytes });
  }
  const journal = readFileSync(join(folder, JOURNAL));
  store.close();
  return { folder, journal, frames };
}

function copyWith(killed: Killed, journal: Uint8Array): string {
  const folder = join(killed.folder, 'copy');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  cpSync(join(killed.folder, 'snapshot.kfs'), join(folder, 'snapshot.kfs'));
  writeFileSync(join(folder, JOURNAL), journal);
  return folder;
}

/** What a store says of a journal with this piece of it set to zeros. */
async function withZeros(
  killed: Killed,
  from: number,
  to: number,
): Promise<{ rows: number; warned: boolean } | string> {
  const opened = await open(copyWith(killed, Buffer.from(killed.journal).fill(0, from, to)));
  if (!opened.ok) return opened.failure.code;
  const rows = opened.value.store.all('SELECT n FROM note').length;
  opened.value.store.close();
  return { rows, warned: opened.value.warnings.length > 0 };
}

const frameOf = ({ frames }: Killed, index: number): Frame => frames.at(index) ?? { from: 0, to: 0 };
const sectorOf = (at: number): number => Math.floor(at / SECTOR) * SECTOR;

describe('the room behind the last frame', () => {
  test('is there while a store is open, says nothing after a kill, and is given back when it is closed', async () => {
    const killed = await makeKilled();
    const { to } = frameOf(killed, -1);
    expect(killed.journal.length).toBeGreaterThan(to + 100_000);
    expect(killed.journal.subarray(to).every((byte) => byte === 0)).toBe(true);
    expect(statSync(join(killed.folder, JOURNAL)).size).toBe(to);

    const folder = copyWith(killed, killed.journal);
    const { store, warnings } = must(await open(folder));
    expect(warnings).toEqual([]);
    store.commit((tx) => tx.run('INSERT INTO note VALUES (100, ?, NULL)', ['into the room that was there']));
    expect(statSync(join(folder, JOURNAL)).size).toBe(killed.journal.length);
    store.close();
    const again = must(await open(folder));
    expect(again.store.all('SELECT n FROM note')).toHaveLength(COMMITS + 1);
    again.store.close();
  });

  test.each(Array.from({ length: 22 }, (_, at) => 560 + 24 * at))(
    'no head crosses a sector, and no sector holds less of a frame than a tag (texts of %d characters)',
    async (length) => {
      const { frames } = await makeKilled(length);
      for (const { from, to } of frames) {
        expect(sectorOf(from)).toBe(sectorOf(from + HEAD - 1));
        expect(to % SECTOR === 0 || to % SECTOR >= 16).toBe(true);
      }
    },
  );
});

describe('a last frame of which some sectors never reached the disk', () => {
  test('is cut off with a warning, whichever they were', async () => {
    const killed = await makeKilled();
    const { from, to } = frameOf(killed, -1);
    for (let at = sectorOf(from); at < to; at += SECTOR) {
      const torn = await withZeros(killed, Math.max(from, at), Math.min(at + SECTOR, to));
      expect(torn).toEqual({ rows: COMMITS - 1, warned: true });
    }
  });

  test('is cut off when its end is missing, at any byte', async () => {
    const killed = await makeKilled(40);
    const { from, to } = frameOf(killed, -1);
    for (let kept = from + 4; kept <= to - 16; kept += 5) {
      expect(await withZeros(killed, kept, to)).toEqual({ rows: COMMITS - 1, warned: true });
    }
  });

  test('as if it had never been begun, when nothing of it is there', async () => {
    const killed = await makeKilled();
    const { from, to } = frameOf(killed, -1);
    expect(await withZeros(killed, from, to)).toEqual({ rows: COMMITS - 1, warned: false });
  });
});

describe('damage with room behind it is refused, and nothing is changed', () => {
  test('zeros in place of any frame that others follow, or of a piece of it', async () => {
    const killed = await makeKilled();
    for (let index = 0; index < COMMITS - 1; index += 1) {
      const { from, to } = frameOf(killed, index);
      expect(await withZeros(killed, from, to)).toBe('store-damaged');
      expect(await withZeros(killed, from, from + HEAD)).toBe('store-damaged');
      expect(await withZeros(killed, sectorOf(to - SECTOR), sectorOf(to))).toBe('store-damaged');
      expect(await withZeros(killed, to - 16, to)).toBe('store-damaged');
    }
  });

  test('zeros over several frames and the head after them', async () => {
    const killed = await makeKilled();
    expect(await withZeros(killed, frameOf(killed, 0).from, frameOf(killed, 3).from + HEAD)).toBe('store-damaged');
  });

  test('a bit flipped anywhere in a frame', async () => {
    const killed = await makeKilled(40);
    const end = frameOf(killed, -1).to;
    for (let at = frameOf(killed, 0).from; at < end; at += 11) {
      const bytes = Buffer.from(killed.journal.subarray(0, sectorOf(end) + SECTOR));
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      const folder = copyWith(killed, Buffer.concat([bytes, ROOM]));
      const before = digest(folder);
      const failure = mustFail(await open(folder));
      expect([failure.code, failure.message]).toEqual([
        'store-damaged',
        expect.stringMatching(/journal-1\.kfj.*frame \d+, at byte \d+/),
      ]);
      expect(digest(folder)).toBe(before);
    }
  });
});

test('a journal of the kind before is read as ever, and the next commit begins a new one', async () => {
  const killed = await makeKilled();
  const head = Buffer.from(killed.journal.subarray(0, 40));
  const older = Buffer.from(journalHead(head.subarray(8, 24), Number(head.readBigUInt64BE(24)), 'KFJRNL01'));
  const frames = killed.journal.subarray(40, frameOf(killed, -1).to);
  const folder = copyWith(killed, Buffer.concat([older, frames, Buffer.alloc(20)]));
  const { store, warnings } = must(await open(folder));
  expect(warnings).toHaveLength(1);
  expect(store.all('SELECT n FROM note')).toHaveLength(COMMITS);
  store.commit((tx) => tx.run('INSERT INTO note VALUES (100, ?, NULL)', ['after']));
  store.close();
  expect(readdirSync(folder).sort()).toEqual(['journal-2.kfj', 'snapshot.kfs']);
  expect(readFileSync(join(folder, 'journal-2.kfj')).subarray(0, 8).toString('latin1')).toBe('KFJRNL02');
  const again = must(await open(folder));
  expect(again.store.all('SELECT n FROM note')).toHaveLength(COMMITS + 1);
  again.store.close();
});

function digest(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
