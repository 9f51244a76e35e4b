import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { overwrite, subKey } from '../crypto/index.js';
import type { MemoryDatabase } from './database.js';
import { syncFolder, writeWhole, type Files } from './files.js';
import { makeFrame, nextChain, padded, SALT_BYTES, SECTOR_BYTES, type OpeningKey } from './frame.js';
import { JOURNAL_HEAD_BYTES, journalHead, openingKey } from './journal-file.js';
import { encodePayload, type RecordedStatement } from './payload.js';
import { makeSnapshot, type SnapshotFacts } from './snapshot-file.js';
import { assertReads, assertReplayable } from './statements.js';
import { StoreWriteError, type Row, type SqlValue, type Store, type StoreStatus, type Transaction } from './types.js';
import { writeFailure } from './write-error.js';

/**
 * A journal longer than this, and than this share of the snapshot, is folded into a new snapshot when it is next
 * convenient: a large store would else be written anew over and over.
 */
const COMPACT_AT = 4 * 1024 * 1024;
const COMPACT_SHARE = 1 / 16;
/** So much room is made at once: a commit into it changes no length, and fsync has one thing less to bring to the disk. */
const ROOM = 128 * 1024;

export const SNAPSHOT = 'snapshot.kfs';
export function journalName(generation: number): string {
  return `journal-${generation}.kfj`;
}

export interface StoreParts {
  readonly folder: string;
  readonly files: Files;
  readonly database: MemoryDatabase;
  /** Owned by the store from now on: it overwrites it when closed. */
  readonly storeKey: Uint8Array;
  readonly facts: SnapshotFacts;
  readonly journalEnd: number;
  /** How long the file is: behind its last frame there may be room already. */
  readonly journalLength: number;
  /** False: its journal is of an older kind, to which no frame is added. */
  readonly journalGoesOn: boolean;
  readonly snapshotBytes: number;
}

/** The tables in memory, kept by sealed frames in the journal. */
export class SealedStore implements Store {
  readonly #folder: string;
  readonly #files: Files;
  readonly #database: MemoryDatabase;
  readonly #storeKey: Uint8Array;
  readonly #journalKey: Uint8Array;
  readonly #opening: OpeningKey;
  #attempt = 0n;
  #facts: SnapshotFacts;
  #journal: number;
  #journalEnd: number;
  /** Up to here room was made, or there was none to be had. */
  #roomUpTo: number;
  #snapshotBytes: number;
  #busy = false;
  /** After a failed write nobody knows what the journal's end looks like: it is mended before the next commit. */
  #trouble: 'none' | 'cut-tail' | 'start-anew' = 'none';

  constructor(parts: StoreParts) {
    this.#folder = parts.folder;
    this.#files = parts.files;
    this.#database = parts.database;
    this.#storeKey = parts.storeKey;
    this.#facts = parts.facts;
    this.#journalEnd = parts.journalEnd;
    this.#roomUpTo = parts.journalLength;
    if (!parts.journalGoesOn) this.#trouble = 'start-anew';
    this.#snapshotBytes = parts.snapshotBytes;
    this.#journalKey = subKey(parts.storeKey, 'keyferry/store/journal');
    const salt = Uint8Array.from(randomBytes(SALT_BYTES));
    this.#opening = { salt, key: openingKey(this.#journalKey, salt) };
    this.#journal = this.#files.open(this.#path(journalName(this.#facts.generation)), 'r+');
  }

  get status(): StoreStatus {
    return {
      sequence: this.#facts.sequence,
      journalBytes: this.#journalEnd,
      snapshotBytes: this.#snapshotBytes,
    };
  }

  all(sql: string, params: readonly SqlValue[] = []): Row[] {
    assertReads(sql);
    return this.#database.all(sql, params);
  }

  get(sql: string, params: readonly SqlValue[] = []): Row | undefined {
    return this.all(sql, params)[0];
  }

  commit<T>(work: (tx: Transaction) => T): T {
    if (this.#busy) throw new Error('A commit inside a commit.');
    this.#busy = true;
    try {
      return this.#commit(work);
    } finally {
      this.#busy = false;
    }
  }

  #commit<T>(work: (tx: Transaction) => T): T {
    const statements: RecordedStatement[] = [];
    const reads = (sql: string, params?: readonly SqlValue[]): Row[] => {
      assertReads(sql);
      return this.#database.all(sql, params);
    };
    const tx: Transaction = {
      run: (sql, params = []) => {
        assertReplayable(sql);
        this.#database.run(sql, params);
        statements.push({ sql, params: params.map(copyOf) });
      },
      all: reads,
      get: (sql, params) => reads(sql, params)[0],
    };
    this.#guarded(() => this.#mend());
    this.#database.run('BEGIN');
    try {
      const value = work(tx);
      if (statements.length > 0) this.#guarded(() => this.#write(encodePayload(statements)));
      this.#database.run('COMMIT');
      return value;
    } catch (error) {
      this.#database.run('ROLLBACK');
      throw error;
    }
  }

  compact(): void {
    this.#guarded(() => {
      if (this.#trouble === 'cut-tail') this.#mend();
      this.#startAnew();
    });
  }

  image(): Uint8Array {
    if (this.#busy) throw new Error('An image inside a commit.');
    return this.#database.image();
  }

  close(): void {
    if (this.#isLong() && this.#trouble === 'none') this.#quietlyCompact();
    this.#giveRoomBack();
    this.#files.close(this.#journal);
    this.#database.close();
    overwrite(this.#storeKey, this.#journalKey, this.#opening.key);
  }

  /** Appends a frame and returns when it is on disk. */
  #write(payload: Uint8Array): void {
    const sequence = this.#facts.sequence + 1;
    this.#attempt += 1n;
    const place = { storeId: this.#facts.storeId, sequence, chain: this.#facts.chain };
    const frame = makeFrame(place, this.#opening, this.#attempt, padded(payload, this.#journalEnd));
    this.#trouble = 'cut-tail';
    if (this.#journalEnd + frame.length > this.#roomUpTo) this.#makeRoom(frame.length);
    this.#files.write(this.#journal, frame, this.#journalEnd);
    // A failed fsync leaves the cache's state unknown (the pages may count as clean): only new files help then.
    this.#trouble = 'start-anew';
    this.#files.syncData(this.#journal);
    this.#trouble = 'none';
    this.#journalEnd += frame.length;
    this.#facts = { ...this.#facts, sequence, chain: nextChain(this.#facts.chain, frame) };
  }

  /** Zeros behind the frame that comes next. They reach the disk with that frame; on a full disk it goes without. */
  #makeRoom(frameBytes: number): void {
    const from = this.#journalEnd;
    const upTo = Math.ceil((from + frameBytes + ROOM) / SECTOR_BYTES) * SECTOR_BYTES;
    try {
      this.#files.write(this.#journal, new Uint8Array(upTo - from), from);
    } catch {
      this.#files.truncate(this.#journal, from);
    }
    this.#roomUpTo = upTo;
  }

  /** A journal at rest ends with its last frame. Where that fails the room stays: it says nothing. */
  #giveRoomBack(): void {
    if (this.#trouble !== 'none') return;
    try {
      this.#files.truncate(this.#journal, this.#journalEnd);
    } catch {
      return;
    }
  }

  #mend(): void {
    switch (this.#trouble) {
      case 'none':
        if (this.#isLong()) this.#quietlyCompact();
        return;
      case 'cut-tail':
        this.#files.truncate(this.#journal, this.#journalEnd);
        this.#files.sync(this.#journal);
        this.#roomUpTo = this.#journalEnd;
        this.#trouble = 'none';
        return;
      case 'start-anew':
        this.#startAnew();
    }
  }

  #isLong(): boolean {
    return this.#journalEnd > Math.max(COMPACT_AT, this.#snapshotBytes * COMPACT_SHARE);
  }

  /** Compaction is housekeeping: when there is no room for it, the journal simply goes on. */
  #quietlyCompact(): void {
    try {
      this.#startAnew();
    } catch {
      this.#files.remove(this.#path(`${SNAPSHOT}.new`));
    }
  }

  /** Writes a new snapshot and an empty journal beside the old ones; the rename of the snapshot is the moment. */
  #startAnew(): void {
    const generation = this.#facts.generation + 1;
    const facts = { ...this.#facts, generation };
    const image = this.#database.image();
    const snapshot = makeSnapshot(facts, this.#storeKey, image);
    overwrite(image);
    const journalPath = this.#path(journalName(generation));
    writeWhole(this.#files, journalPath, journalHead(facts.storeId, generation));
    writeWhole(this.#files, this.#path(`${SNAPSHOT}.new`), snapshot);
    syncFolder(this.#files, this.#folder);
    const journal = this.#files.open(journalPath, 'r+');
    try {
      this.#files.rename(this.#path(`${SNAPSHOT}.new`), this.#path(SNAPSHOT));
    } catch (error) {
      this.#files.close(journal);
      throw error;
    }
    const old = { journal: this.#journal, path: this.#path(journalName(this.#facts.generation)) };
    this.#journal = journal;
    this.#journalEnd = JOURNAL_HEAD_BYTES;
    this.#roomUpTo = JOURNAL_HEAD_BYTES;
    this.#facts = facts;
    this.#snapshotBytes = snapshot.length;
    this.#trouble = 'none';
    syncFolder(this.#files, this.#folder);
    this.#files.close(old.journal);
    this.#files.remove(old.path);
  }

  /** Turns what the disk refused into a sentence. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw error instanceof Error && 'code' in error ? new StoreWriteError(writeFailure(error, this.#folder)) : error;
    }
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }
}

function copyOf(value: SqlValue): SqlValue {
  return value instanceof Uint8Array ? Uint8Array.from(value) : value;
}
