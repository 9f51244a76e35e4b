import type { Row, Transaction } from '../types.js';
import { bytes, integer, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

/** A checkpoint of the log as it is stored. */
export interface StoredCheckpoint {
  /** How many events it is over. */
  readonly size: number;
  /** UTC milliseconds. */
  readonly time: number;
  readonly why: string;
  /** The signed note. */
  readonly note: string;
}

/** Somebody who cosigned a checkpoint. */
export interface StoredCoSigner {
  readonly size: number;
  readonly name: string;
  readonly verifierKey: string;
  readonly time: number;
}

function toCheckpoint(row: Row): StoredCheckpoint {
  return { size: integer(row, 'size'), time: integer(row, 'time'), why: text(row, 'why'), note: text(row, 'note') };
}

export function insertCheckpoint(tx: Transaction, checkpoint: StoredCheckpoint): void {
  const { size, time, why, note } = checkpoint;
  tx.run('INSERT INTO checkpoint (size, time, why, note) VALUES (?, ?, ?, ?)', [size, time, why, note]);
}

export function newestCheckpoint(reader: Reader): StoredCheckpoint | undefined {
  const row = reader.get('SELECT * FROM checkpoint ORDER BY size DESC LIMIT 1');
  return row && toCheckpoint(row);
}

/** The checkpoint over that many events. */
export function checkpointOf(reader: Reader, size: number): StoredCheckpoint | undefined {
  const row = reader.get('SELECT * FROM checkpoint WHERE size = ?', [size]);
  return row && toCheckpoint(row);
}

/** Up to `limit` checkpoints over more than `after` events, the smallest first. */
export function checkpointsAfter(reader: Reader, after: number, limit: number): StoredCheckpoint[] {
  return reader.all('SELECT * FROM checkpoint WHERE size > ? ORDER BY size LIMIT ?', [after, limit]).map(toCheckpoint);
}

/** Adds a cosignature: the note with it, and who it was. */
export function putCoSignature(tx: Transaction, note: string, by: StoredCoSigner): void {
  tx.run('UPDATE checkpoint SET note = ? WHERE size = ?', [note, by.size]);
  tx.run('INSERT INTO checkpoint_cosigner (size, name, verifier_key, time) VALUES (?, ?, ?, ?)', [
    by.size,
    by.name,
    by.verifierKey,
    by.time,
  ]);
}

/** Everybody who cosigned, by checkpoint. */
export function coSigners(reader: Reader): StoredCoSigner[] {
  return reader.all('SELECT * FROM checkpoint_cosigner ORDER BY size, name').map((row) => ({
    size: integer(row, 'size'),
    name: text(row, 'name'),
    verifierKey: text(row, 'verifier_key'),
    time: integer(row, 'time'),
  }));
}

/** The nodes of the Merkle tree over the log that are stored; those of smaller trees may be among them. */
export function treeNodes(
  reader: Reader,
): { readonly level: number; readonly upTo: number; readonly hash: Uint8Array }[] {
  return reader
    .all('SELECT level, up_to, hash FROM log_tree')
    .map((row) => ({ level: integer(row, 'level'), upTo: integer(row, 'up_to'), hash: bytes(row, 'hash') }));
}

export function putTreeNode(tx: Transaction, level: number, upTo: number, hash: Uint8Array): void {
  tx.run(
    `INSERT INTO log_tree (level, up_to, hash) VALUES (?, ?, ?)
     ON CONFLICT (level) DO UPDATE SET up_to = excluded.up_to, hash = excluded.hash`,
    [level, upTo, hash],
  );
}
