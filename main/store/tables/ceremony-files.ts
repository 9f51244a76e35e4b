import { z } from 'zod';
import { asId, type CredentialId } from '../../../shared/domain/ids.js';
import type { Row, Transaction } from '../types.js';
import { oneOf } from './one-of.js';
import { bytes, integer, optionalInteger, optionalText, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

// The KEK that a ceremony read (air-gapped).

export interface KekReadRecord {
  readonly ceremony: string;
  readonly kid: string;
  readonly spki: Uint8Array;
  readonly spkiSha256: string;
  readonly vault: string;
  readonly expiresOn?: number;
  readonly practice: boolean;
  readonly origin: 'package' | 'elsewhere';
  readonly readAt: number;
}

export function kekReadBy(reader: Reader, ceremony: string): KekReadRecord | undefined {
  const row = reader.get('SELECT * FROM ceremony_kek_read WHERE ceremony = ?', [ceremony]);
  if (!row) return undefined;
  return {
    ceremony,
    kid: text(row, 'kid'),
    spki: bytes(row, 'spki'),
    spkiSha256: text(row, 'spki_sha256'),
    vault: text(row, 'vault'),
    ...optionalInteger(row, 'expires_on', 'expiresOn'),
    practice: integer(row, 'practice') === 1,
    origin: oneOf(['package', 'elsewhere'], text(row, 'origin')),
    readAt: integer(row, 'read_at'),
  };
}

/** Inserts or replaces the whole row. */
export function putKekRead(tx: Transaction, k: KekReadRecord): void {
  tx.run('DELETE FROM ceremony_kek_read WHERE ceremony = ?', [k.ceremony]);
  tx.run(
    `INSERT INTO ceremony_kek_read (ceremony, kid, spki, spki_sha256, vault, expires_on, practice, origin, read_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [k.ceremony, k.kid, k.spki, k.spkiSha256, k.vault, k.expiresOn ?? null, k.practice ? 1 : 0, k.origin, k.readAt],
  );
}

// The escrow of a ceremony (air-gapped): what tells shares apart, and nothing of their secret.

const shareFacts = z.array(z.strictObject({ index: z.number(), holder: z.string(), checksum: z.string() }));

export interface EscrowRecord {
  readonly ceremony: string;
  readonly setId: string;
  readonly commitment: string;
  readonly threshold: number;
  readonly shares: readonly { readonly index: number; readonly holder: string; readonly checksum: string }[];
  readonly madeAt: number;
}

export function escrowOf(reader: Reader, ceremony: string): EscrowRecord | undefined {
  const row = reader.get('SELECT * FROM ceremony_escrow WHERE ceremony = ?', [ceremony]);
  if (!row) return undefined;
  return {
    ceremony,
    setId: text(row, 'set_id'),
    commitment: text(row, 'commitment'),
    threshold: integer(row, 'threshold'),
    shares: shareFacts.parse(JSON.parse(text(row, 'shares'))),
    madeAt: integer(row, 'made_at'),
  };
}

export function insertEscrow(tx: Transaction, e: EscrowRecord): void {
  tx.run(
    'INSERT INTO ceremony_escrow (ceremony, set_id, commitment, threshold, shares, made_at) VALUES (?, ?, ?, ?, ?, ?)',
    [e.ceremony, e.setId, e.commitment, e.threshold, JSON.stringify(e.shares), e.madeAt],
  );
}

// KEKs made for ceremonies (online). Apart from those of jobs, which are removed when they are left behind.

export interface CeremonyKekRecord {
  readonly name: string;
  readonly credentialId: CredentialId;
  readonly vault: string;
  readonly kid?: string;
  readonly spki?: Uint8Array;
  readonly ceremony?: string;
  readonly practice: boolean;
  readonly bits: number;
  readonly madeBy: string;
  readonly createdAt: number;
  readonly expiresOn: number;
  /** `planned` is recorded before the vault is asked. */
  readonly state: 'planned' | 'created' | 'deleted' | 'purged' | 'absent';
}

function toKek(row: Row): CeremonyKekRecord {
  return {
    name: text(row, 'name'),
    credentialId: asId.credential(text(row, 'credential_id')),
    vault: text(row, 'vault'),
    ...optionalText(row, 'kid', 'kid'),
    ...(row['spki'] === null ? {} : { spki: bytes(row, 'spki') }),
    ...optionalText(row, 'ceremony', 'ceremony'),
    practice: integer(row, 'practice') === 1,
    bits: integer(row, 'bits'),
    madeBy: text(row, 'made_by'),
    createdAt: integer(row, 'created_at'),
    expiresOn: integer(row, 'expires_on'),
    state: oneOf(['planned', 'created', 'deleted', 'purged', 'absent'], text(row, 'state')),
  };
}

/** The newest last. */
export function ceremonyKeks(reader: Reader): CeremonyKekRecord[] {
  return reader.all('SELECT * FROM ceremony_kek ORDER BY created_at, rowid').map(toKek);
}

export function putCeremonyKek(tx: Transaction, k: CeremonyKekRecord): void {
  tx.run(
    `INSERT INTO ceremony_kek (name, credential_id, vault, kid, spki, ceremony, practice, bits, made_by, created_at, expires_on, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET kid = excluded.kid, spki = excluded.spki, state = excluded.state`,
    [
      k.name,
      k.credentialId,
      k.vault,
      k.kid ?? null,
      k.spki ?? null,
      k.ceremony ?? null,
      k.practice ? 1 : 0,
      k.bits,
      k.madeBy,
      k.createdAt,
      k.expiresOn,
      k.state,
    ],
  );
}

// Uploads of ceremony packages (online).

export interface UploadRecord {
  readonly packageSha256: string;
  readonly ceremony: string;
  readonly begunAt: number;
  readonly kekRemoved?: 'purged' | 'deleted' | 'absent' | 'left';
  /** The closing record's file, once everything is done. */
  readonly closing?: Uint8Array;
}

export function uploadOf(reader: Reader, packageSha256: string): UploadRecord | undefined {
  const row = reader.get('SELECT * FROM ceremony_upload WHERE package_sha256 = ?', [packageSha256]);
  return row && toUpload(row);
}

/** Of one ceremony, the newest first; a package that was made anew is another upload. */
export function uploadsOf(reader: Reader, ceremony: string): UploadRecord[] {
  return reader
    .all('SELECT * FROM ceremony_upload WHERE ceremony = ? ORDER BY begun_at DESC, rowid DESC', [ceremony])
    .map(toUpload);
}

function toUpload(row: Row): UploadRecord {
  const removed = row['kek_removed'];
  return {
    packageSha256: text(row, 'package_sha256'),
    ceremony: text(row, 'ceremony'),
    begunAt: integer(row, 'begun_at'),
    ...(removed === null
      ? {}
      : { kekRemoved: oneOf(['purged', 'deleted', 'absent', 'left'], text(row, 'kek_removed')) }),
    ...(row['closing'] === null ? {} : { closing: bytes(row, 'closing') }),
  };
}

export function putUpload(tx: Transaction, u: UploadRecord): void {
  tx.run(
    `INSERT INTO ceremony_upload (package_sha256, ceremony, begun_at, kek_removed, closing) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (package_sha256) DO UPDATE SET kek_removed = excluded.kek_removed, closing = excluded.closing`,
    [u.packageSha256, u.ceremony, u.begunAt, u.kekRemoved ?? null, u.closing ?? null],
  );
}
