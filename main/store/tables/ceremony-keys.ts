import { KEY_TYPE_NAMES, KEY_USAGES, type KeyTypeName, type KeyUsage } from '../../../shared/azure/key-types.js';
import { asId, type KeyId } from '../../../shared/domain/ids.js';
import type { Row, Transaction } from '../types.js';
import { oneOf } from './one-of.js';
import { bytes, integer, optionalInteger, optionalText, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

/** A key of a ceremony. `blob`: it was wrapped; `escrowSet`: it was sealed for escrow. */
export interface CeremonyKey {
  readonly id: KeyId;
  readonly ceremony: string;
  /** Of a rehearsal. */
  readonly practice: boolean;
  readonly group: string;
  readonly vault: string;
  readonly type: KeyTypeName;
  readonly usages: readonly KeyUsage[];
  readonly validFor?: string;
  readonly spki: Uint8Array;
  readonly spkiSha256: string;
  readonly thumbprint: string;
  readonly state: 'made' | 'recovered' | 'destroyed';
  readonly madeAt: number;
  readonly destroyedAt?: number;
  readonly kekKid?: string;
  readonly blob?: Uint8Array;
  readonly escrowSet?: string;
}

function toKey(row: Row): CeremonyKey {
  return {
    id: asId.key(text(row, 'id')),
    ceremony: text(row, 'ceremony'),
    practice: integer(row, 'practice') === 1,
    group: text(row, 'group_name'),
    vault: text(row, 'vault'),
    type: oneOf(KEY_TYPE_NAMES, text(row, 'key_type')),
    usages: text(row, 'usages')
      .split(',')
      .map((usage) => oneOf(KEY_USAGES, usage)),
    ...optionalText(row, 'valid_for', 'validFor'),
    spki: bytes(row, 'spki'),
    spkiSha256: text(row, 'spki_sha256'),
    thumbprint: text(row, 'thumbprint'),
    state: oneOf(['made', 'recovered', 'destroyed'], text(row, 'state')),
    madeAt: integer(row, 'made_at'),
    ...optionalInteger(row, 'destroyed_at', 'destroyedAt'),
    ...optionalText(row, 'kek_kid', 'kekKid'),
    ...(row['blob'] === null ? {} : { blob: bytes(row, 'blob') }),
    ...optionalText(row, 'escrow_set', 'escrowSet'),
  };
}

export function ceremonyKeys(reader: Reader, ceremony: string): CeremonyKey[] {
  return reader.all('SELECT * FROM ceremony_key WHERE ceremony = ? ORDER BY made_at, rowid', [ceremony]).map(toKey);
}

export function ceremonyKey(reader: Reader, ceremony: string, group: string): CeremonyKey | undefined {
  const row = reader.get('SELECT * FROM ceremony_key WHERE ceremony = ? AND group_name = ?', [ceremony, group]);
  return row ? toKey(row) : undefined;
}

/** All that hold this public key, in whichever ceremony. */
export function ceremonyKeysBySpki(reader: Reader, spkiSha256: string): CeremonyKey[] {
  return reader.all('SELECT * FROM ceremony_key WHERE spki_sha256 = ? ORDER BY made_at', [spkiSha256]).map(toKey);
}

export function insertCeremonyKey(tx: Transaction, key: CeremonyKey, material: Uint8Array): void {
  tx.run(
    `INSERT INTO ceremony_key (id, ceremony, practice, group_name, vault, key_type, usages, valid_for, spki, spki_sha256, thumbprint, state, made_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      key.id,
      key.ceremony,
      key.practice ? 1 : 0,
      key.group,
      key.vault,
      key.type,
      key.usages.join(','),
      key.validFor ?? null,
      key.spki,
      key.spkiSha256,
      key.thumbprint,
      key.state,
      key.madeAt,
    ],
  );
  tx.run('INSERT INTO ceremony_material (key_id, material) VALUES (?, ?)', [key.id, material]);
}

/** What the key source keeps of it; undefined once it is destroyed. */
export function ceremonyMaterial(reader: Reader, id: KeyId): Uint8Array | undefined {
  const row = reader.get('SELECT material FROM ceremony_material WHERE key_id = ?', [id]);
  return row ? bytes(row, 'material') : undefined;
}

export function putCeremonyBlob(tx: Transaction, id: KeyId, kekKid: string, blob: Uint8Array): void {
  tx.run('UPDATE ceremony_key SET kek_kid = ?, blob = ? WHERE id = ?', [kekKid, blob, id]);
}

export function noteEscrowed(tx: Transaction, id: KeyId, setId: string): void {
  tx.run('UPDATE ceremony_key SET escrow_set = ? WHERE id = ?', [setId, id]);
}

/** Overwrites the sealed material with zeros of its length, removes it, and notes that the journal is to be compacted. */
export function destroyCeremonyMaterial(tx: Transaction, id: KeyId, at: number): void {
  tx.run('UPDATE ceremony_material SET material = zeroblob(length(material)) WHERE key_id = ?', [id]);
  tx.run('DELETE FROM ceremony_material WHERE key_id = ?', [id]);
  tx.run("UPDATE ceremony_key SET state = 'destroyed', destroyed_at = ? WHERE id = ?", [at, id]);
  tx.run(
    'INSERT INTO ceremony_destruction (key_id, compacted) VALUES (?, 0) ON CONFLICT (key_id) DO UPDATE SET compacted = 0',
    [id],
  );
}

/** Whether a destroyed key may still stand in the journal. */
export function destructionPending(reader: Reader): boolean {
  return reader.get('SELECT key_id FROM ceremony_destruction WHERE compacted = 0') !== undefined;
}

export function noteCompacted(tx: Transaction): void {
  tx.run('UPDATE ceremony_destruction SET compacted = 1 WHERE compacted = 0');
}
