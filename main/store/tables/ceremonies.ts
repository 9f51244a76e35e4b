import type { Row, Transaction } from '../types.js';
import { oneOf } from './one-of.js';
import { bytes, integer, optionalInteger, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

export const CEREMONY_STATES = ['running', 'completed', 'failed', 'aborted'] as const;
export type CeremonyState = (typeof CEREMONY_STATES)[number];

/** A ceremony that was begun on this workstation. */
export interface StoredCeremony {
  readonly id: string;
  /** The plan's canonical form. */
  readonly plan: string;
  readonly planSha256: string;
  readonly state: CeremonyState;
  /** UTC milliseconds. */
  readonly begunAt: number;
  readonly endedAt?: number;
}

export interface StoredOutput {
  readonly file: string;
  readonly step: number;
  /** undefined: a secret that is on its medium, and here no more. */
  readonly bytes?: Uint8Array;
  readonly secret: boolean;
}

function toCeremony(row: Row): StoredCeremony {
  return {
    id: text(row, 'id'),
    plan: text(row, 'plan'),
    planSha256: text(row, 'plan_sha256'),
    state: oneOf(CEREMONY_STATES, text(row, 'state')),
    begunAt: integer(row, 'begun_at'),
    ...optionalInteger(row, 'ended_at', 'endedAt'),
  };
}

export function insertCeremony(tx: Transaction, ceremony: Omit<StoredCeremony, 'endedAt'>): void {
  const { id, plan, planSha256, state, begunAt } = ceremony;
  tx.run('INSERT INTO ceremony (id, plan, plan_sha256, state, begun_at) VALUES (?, ?, ?, ?, ?)', [
    ...[id, plan, planSha256, state, begunAt],
  ]);
}

export function ceremonyById(reader: Reader, id: string): StoredCeremony | undefined {
  const row = reader.get('SELECT * FROM ceremony WHERE id = ?', [id]);
  return row && toCeremony(row);
}

/** The newest first. */
export function allCeremonies(reader: Reader): StoredCeremony[] {
  return reader.all('SELECT * FROM ceremony ORDER BY begun_at DESC, id').map(toCeremony);
}

export function endCeremony(tx: Transaction, id: string, state: CeremonyState, endedAt: number): void {
  tx.run('UPDATE ceremony SET state = ?, ended_at = ? WHERE id = ?', [state, endedAt, id]);
}

export function insertCeremonyLine(tx: Transaction, id: string, number: number, line: string): void {
  tx.run('INSERT INTO ceremony_line (ceremony_id, number, line) VALUES (?, ?, ?)', [id, number, line]);
}

/** The lines of a record in order, without line feeds. */
export function ceremonyLines(reader: Reader, id: string): string[] {
  return reader
    .all('SELECT line FROM ceremony_line WHERE ceremony_id = ? ORDER BY number', [id])
    .map((row) => text(row, 'line'));
}

export function insertCeremonyOutput(tx: Transaction, id: string, output: Required<StoredOutput>): void {
  const { file, step, bytes: content, secret } = output;
  tx.run('INSERT INTO ceremony_output (ceremony_id, file, step, bytes, secret) VALUES (?, ?, ?, ?, ?)', [
    ...[id, file, step, content, secret ? 1 : 0],
  ]);
}

/** Takes the bytes of an output out of the store, overwritten first. */
export function forgetCeremonyOutput(tx: Transaction, id: string, file: string): void {
  const which = [id, file];
  tx.run('UPDATE ceremony_output SET bytes = zeroblob(length(bytes)) WHERE ceremony_id = ? AND file = ?', which);
  tx.run('UPDATE ceremony_output SET bytes = NULL WHERE ceremony_id = ? AND file = ?', which);
}

export function ceremonyOutputs(reader: Reader, id: string): StoredOutput[] {
  return reader
    .all('SELECT file, step, bytes, secret FROM ceremony_output WHERE ceremony_id = ? ORDER BY step, file', [id])
    .map((row) => ({
      file: text(row, 'file'),
      step: integer(row, 'step'),
      secret: integer(row, 'secret') === 1,
      ...(row['bytes'] === null ? {} : { bytes: bytes(row, 'bytes') }),
    }));
}

export function insertCeremonySignature(tx: Transaction, id: string, number: number, line: string): void {
  tx.run('INSERT INTO ceremony_signature (ceremony_id, number, line) VALUES (?, ?, ?)', [id, number, line]);
}

/** The signature lines in the order in which they were given. */
export function ceremonySignatures(reader: Reader, id: string): string[] {
  return reader
    .all('SELECT line FROM ceremony_signature WHERE ceremony_id = ? ORDER BY number', [id])
    .map((row) => text(row, 'line'));
}
