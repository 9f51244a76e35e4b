import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { overwrite, subKey } from '../crypto/index.js';
import { ok, type Result } from '../../shared/result.js';
import { MemoryDatabase } from './database.js';
import { realFiles, syncFolder, writeWhole, type Files } from './files.js';
import { JOURNAL_HEAD_BYTES, journalHead, readJournal, type ReadJournal } from './journal-file.js';
import { migrate } from './migrate.js';
import { journalName, SealedStore, SNAPSHOT } from './sealed-store.js';
import { damaged, makeSnapshot, openSnapshot, type SnapshotFacts } from './snapshot-file.js';
import { StoreWriteError, type Migration, type Store } from './types.js';
import { writeFailure } from './write-error.js';

export interface OpenStoreRequest {
  readonly folder: string;
  /** 32 bytes; a sub-key is taken, the master key itself stays the caller's. */
  readonly masterKey: Uint8Array;
  readonly migrations: readonly Migration[];
  readonly files?: Files;
}

export interface OpenedStore {
  readonly store: Store;
  /** What was mended on the way: belongs into the log as WARN. */
  readonly warnings: readonly string[];
}

/** True when a data folder holds a store already. */
export function storeExists(folder: string, files: Files = realFiles): boolean {
  return files.exists(join(folder, SNAPSHOT));
}

/** Takes away a store that was only just made, and that nobody will ever open. The caller holds the folder's lock. */
export function removeStore(folder: string, files: Files = realFiles): void {
  for (const name of files.list(folder)) {
    if (name.startsWith(SNAPSHOT) || /^journal-\d+\.kfj$/.test(name)) files.remove(join(folder, name));
  }
}

/**
 * Opens the store of a data folder, or makes a new one; the caller holds the folder's lock.
 * Codes: `store-damaged` (file, frame and offset in the sentence; nothing changed), `wrong-master-key`, `store-newer`,
 * and those of a disk that does not write.
 */
export async function openStore(request: OpenStoreRequest): Promise<Result<OpenedStore>> {
  const files = request.files ?? realFiles;
  const storeKey = subKey(request.masterKey, 'keyferry/store');
  try {
    if (!storeExists(request.folder, files)) {
      const orphan = orphanJournal(files, request.folder);
      if (orphan !== undefined) {
        overwrite(storeKey);
        return damaged(join(request.folder, SNAPSHOT), `it is missing, but ${orphan} is there`);
      }
      await makeEmpty(files, request.folder, storeKey);
    }
    const opened = await openExisting(files, request.folder, storeKey);
    if (!opened.ok) {
      overwrite(storeKey);
      return opened;
    }
    const migrated = migrate(opened.value.store, request.migrations);
    if (migrated.ok) return opened;
    opened.value.store.close();
    return migrated;
  } catch (error) {
    overwrite(storeKey);
    if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
    if (error instanceof Error && 'code' in error) return { ok: false, failure: writeFailure(error, request.folder) };
    throw error;
  }
}

async function openExisting(files: Files, folder: string, storeKey: Uint8Array): Promise<Result<OpenedStore>> {
  const snapshotPath = join(folder, SNAPSHOT);
  const file = files.read(snapshotPath);
  const snapshot = openSnapshot(file, snapshotPath, storeKey);
  if (!snapshot.ok) return snapshot;
  const { image, ...facts } = snapshot.value;
  const journalPath = join(folder, journalName(facts.generation));
  if (!files.exists(journalPath)) return damaged(journalPath, 'it is missing');
  const database = await MemoryDatabase.open(image);
  overwrite(image);
  const journal = files.read(journalPath);
  const read = replayInto(database, journal, journalPath, facts, storeKey);
  if (!read.ok) {
    database.close();
    return read;
  }
  const { sequence, chain, end, tornBytes, goesOn } = read.value;
  const warnings: string[] = [];
  if (tornBytes > 0) {
    cutTail(files, journalPath, end);
    warnings.push(
      `${journalPath} ended in ${tornBytes} bytes of a commit that was never finished (frame ${sequence + 1}); they were cut off. Every finished commit is there.`,
    );
  }
  removeLeftovers(files, folder, facts.generation);
  const store = new SealedStore({
    ...{ folder, files, database, storeKey, snapshotBytes: file.length },
    facts: { ...facts, sequence, chain },
    journalEnd: end,
    journalLength: tornBytes > 0 ? end : journal.length,
    journalGoesOn: goesOn,
  });
  return ok({ store, warnings });
}

function replayInto(
  database: MemoryDatabase,
  journal: Uint8Array,
  path: string,
  facts: SnapshotFacts,
  storeKey: Uint8Array,
): Result<ReadJournal> {
  const journalKey = subKey(storeKey, 'keyferry/store/journal');
  try {
    return readJournal(journal, path, facts, journalKey, (statements) => {
      database.run('BEGIN');
      for (const { sql, params } of statements) database.run(sql, params);
      database.run('COMMIT');
    });
  } finally {
    overwrite(journalKey);
  }
}

function cutTail(files: Files, path: string, end: number): void {
  const descriptor = files.open(path, 'r+');
  try {
    files.truncate(descriptor, end);
    files.sync(descriptor);
  } finally {
    files.close(descriptor);
  }
}

/**
 * Makes a store in a folder that has none, from the image of another one; its commits are counted on from `sequence`.
 * Throws what the disk says.
 */
export function makeStoreOf(request: {
  readonly folder: string;
  readonly masterKey: Uint8Array;
  readonly image: Uint8Array;
  readonly sequence: number;
  readonly files?: Files;
}): void {
  const { folder, masterKey, image, sequence, files = realFiles } = request;
  const storeKey = subKey(masterKey, 'keyferry/store');
  try {
    writeFirst(files, folder, storeKey, image, sequence);
  } finally {
    overwrite(storeKey);
  }
}

async function makeEmpty(files: Files, folder: string, storeKey: Uint8Array): Promise<void> {
  const database = await MemoryDatabase.open();
  const image = database.image();
  database.close();
  writeFirst(files, folder, storeKey, image, 0);
}

function writeFirst(files: Files, folder: string, storeKey: Uint8Array, image: Uint8Array, sequence: number): void {
  const facts = { storeId: Uint8Array.from(randomBytes(16)), generation: 1, sequence, chain: new Uint8Array(32) };
  writeWhole(files, join(folder, journalName(1)), journalHead(facts.storeId, 1));
  writeWhole(files, join(folder, `${SNAPSHOT}.new`), makeSnapshot(facts, storeKey, image));
  files.rename(join(folder, `${SNAPSHOT}.new`), join(folder, SNAPSHOT));
  syncFolder(files, folder);
}

/** A journal with frames in it but no snapshot: somebody took the snapshot away. */
function orphanJournal(files: Files, folder: string): string | undefined {
  return files
    .list(folder)
    .find((name) => /^journal-\d+\.kfj$/.test(name) && files.read(join(folder, name)).length > JOURNAL_HEAD_BYTES);
}

/** What a compaction that was cut short left behind, before or after its moment. */
function removeLeftovers(files: Files, folder: string, generation: number): void {
  for (const name of files.list(folder)) {
    const journal = /^journal-(\d+)\.kfj$/.exec(name);
    if ((journal && Number(journal[1]) !== generation) || name === `${SNAPSHOT}.new`) files.remove(join(folder, name));
  }
}
