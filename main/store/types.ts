import type { Failure } from '../../shared/result.js';

/** What a cell can hold. */
export type SqlValue = string | number | null | Uint8Array;
export type Row = Readonly<Record<string, SqlValue>>;

/** Statements inside one commit: all of them are kept, or none. */
export interface Transaction {
  run(sql: string, params?: readonly SqlValue[]): void;
  all(sql: string, params?: readonly SqlValue[]): Row[];
  get(sql: string, params?: readonly SqlValue[]): Row | undefined;
}

/** The tables in memory with a sealed snapshot and journal behind them. */
export interface Store {
  all(sql: string, params?: readonly SqlValue[]): Row[];
  get(sql: string, params?: readonly SqlValue[]): Row | undefined;
  /**
   * Runs `work` in one transaction and returns after its journal frame is on disk (fsync).
   * Nothing is kept when `work` throws. Throws StoreWriteError when the disk refuses; the store stays usable and the
   * next commit tries again. Not reentrant.
   */
  commit<T>(work: (tx: Transaction) => T): T;
  /** Writes a new snapshot and starts an empty journal. */
  compact(): void;
  /** The whole database as of the last commit, in the clear: whoever asks for it overwrites it. */
  image(): Uint8Array;
  readonly status: StoreStatus;
  /** Compacts when worthwhile, closes files. The master key copy is overwritten. */
  close(): void;
}

export interface StoreStatus {
  /** Number of the last frame. */
  readonly sequence: number;
  readonly journalBytes: number;
  readonly snapshotBytes: number;
}

/** The disk refused a write (full, read-only, failing). Carries the sentence for people. */
export class StoreWriteError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'StoreWriteError';
    this.failure = failure;
  }
}

/** One step of the schema; numbered from 1 in order, never changed after release. */
export interface Migration {
  readonly title: string;
  readonly statements: readonly string[];
}
