import { asId, type CredentialId, type JobId } from '../../../shared/domain/ids.js';
import type { Row, Transaction } from '../types.js';
import { oneOf } from './one-of.js';
import { integer, optionalText, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

/** A KEK of ours. `planned` is recorded before the vault is asked, so that a crash never leaves one unknown. */
export interface KekRecord {
  readonly name: string;
  readonly jobId: JobId;
  readonly credentialId: CredentialId;
  readonly vault: string;
  readonly kid?: string;
  readonly createdAt: number;
  /** `deleted`: soft-deleted in a vault that does not let it be purged. */
  readonly state: 'planned' | 'created' | 'deleted' | 'purged' | 'absent';
}

function toKek(row: Row): KekRecord {
  return {
    name: text(row, 'name'),
    jobId: asId.job(text(row, 'job_id')),
    credentialId: asId.credential(text(row, 'credential_id')),
    vault: text(row, 'vault'),
    ...optionalText(row, 'kid', 'kid'),
    createdAt: integer(row, 'created_at'),
    state: oneOf(['planned', 'created', 'deleted', 'purged', 'absent'], text(row, 'state')),
  };
}

export function putKek(tx: Transaction, k: KekRecord): void {
  tx.run(
    `INSERT INTO kek (name, job_id, credential_id, vault, kid, created_at, state) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET kid = excluded.kid, state = excluded.state`,
    [k.name, k.jobId, k.credentialId, k.vault, k.kid ?? null, k.createdAt, k.state],
  );
}

/** KEKs that may still be in a vault. */
export function keksLeftBehind(reader: Reader): KekRecord[] {
  return reader.all("SELECT * FROM kek WHERE state IN ('planned', 'created') ORDER BY created_at").map(toKek);
}

export function keksOfJob(reader: Reader, jobId: JobId): KekRecord[] {
  return reader.all('SELECT * FROM kek WHERE job_id = ? ORDER BY created_at', [jobId]).map(toKek);
}
