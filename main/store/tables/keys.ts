import { KEY_TYPE_NAMES } from '../../../shared/azure/key-types.js';
import { asId, type GroupId, type KeyId } from '../../../shared/domain/ids.js';
import { KEY_ORIGINS, KEY_SOURCES, type CloudVersion, type Key } from '../../../shared/domain/key.js';
import type { Row, Transaction } from '../types.js';
import { oneOf } from './one-of.js';
import { bytes, integer, optionalInteger, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

function toVersion(row: Row): CloudVersion {
  return {
    keyId: asId.key(text(row, 'key_id')),
    version: text(row, 'version'),
    kid: text(row, 'kid'),
    pushedAt: integer(row, 'pushed_at'),
    ...optionalInteger(row, 'expires_on', 'expiresOn'),
    state: oneOf(['live', 'disabled', 'deleted'], text(row, 'state')),
    active: integer(row, 'active') === 1,
  };
}

function toKey(row: Row, versions: readonly CloudVersion[]): Key {
  return {
    id: asId.key(text(row, 'id')),
    groupId: asId.group(text(row, 'group_id')),
    name: text(row, 'name'),
    keyType: oneOf(KEY_TYPE_NAMES, text(row, 'key_type')),
    source: oneOf(KEY_SOURCES, text(row, 'source')),
    origin: oneOf(KEY_ORIGINS, text(row, 'origin')),
    spkiSha256: text(row, 'spki_sha256'),
    thumbprint: text(row, 'thumbprint'),
    createdAt: integer(row, 'created_at'),
    versions,
  };
}

/** The versions of one key, oldest push first. */
export function versionsOfKey(reader: Reader, id: KeyId): CloudVersion[] {
  return reader.all('SELECT * FROM cloud_version WHERE key_id = ? ORDER BY pushed_at, version', [id]).map(toVersion);
}

/** The keys of a group with their versions, oldest first. */
export function keysOfGroup(reader: Reader, groupId: GroupId): Key[] {
  const versions = new Map<string, CloudVersion[]>();
  const rows = reader.all(
    'SELECT v.* FROM cloud_version v JOIN key k ON k.id = v.key_id WHERE k.group_id = ? ORDER BY v.pushed_at, v.version',
    [groupId],
  );
  for (const version of rows.map(toVersion)) {
    const list = versions.get(version.keyId);
    if (list) list.push(version);
    else versions.set(version.keyId, [version]);
  }
  return reader
    .all('SELECT * FROM key WHERE group_id = ? ORDER BY created_at, rowid', [groupId])
    .map((row) => toKey(row, versions.get(text(row, 'id')) ?? []));
}

/** Only their names: a group may have thousands. */
export function keyNamesOfGroup(reader: Reader, groupId: GroupId): string[] {
  return reader.all('SELECT name FROM key WHERE group_id = ?', [groupId]).map((row) => text(row, 'name'));
}

export function keyById(reader: Reader, id: KeyId): Key | undefined {
  const row = reader.get('SELECT * FROM key WHERE id = ?', [id]);
  return row ? toKey(row, versionsOfKey(reader, id)) : undefined;
}

/** SubjectPublicKeyInfo DER of a key. */
export function spkiOfKey(reader: Reader, id: KeyId): Uint8Array | undefined {
  const row = reader.get('SELECT spki FROM key WHERE id = ?', [id]);
  return row ? bytes(row, 'spki') : undefined;
}

/** What the key source keeps of a key: sealed bytes that only it can read. */
export function materialOfKey(reader: Reader, id: KeyId): Uint8Array | undefined {
  const row = reader.get('SELECT material FROM key_material WHERE key_id = ?', [id]);
  return row ? bytes(row, 'material') : undefined;
}

/** `material` left out: the private half is elsewhere. */
export function insertKey(
  tx: Transaction,
  key: Omit<Key, 'versions'>,
  spki: Uint8Array,
  material: Uint8Array | undefined,
): void {
  tx.run(
    `INSERT INTO key (id, group_id, name, key_type, source, origin, spki, spki_sha256, thumbprint, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      key.id,
      key.groupId,
      key.name,
      key.keyType,
      key.source,
      key.origin,
      spki,
      key.spkiSha256,
      key.thumbprint,
      key.createdAt,
    ],
  );
  if (material) putMaterial(tx, key.id, material);
}

/** Keeps the sealed private half of a key that had none here. */
export function putMaterial(tx: Transaction, id: KeyId, material: Uint8Array): void {
  tx.run('INSERT INTO key_material (key_id, material) VALUES (?, ?)', [id, material]);
}

/** Where the private half of a key is, and how it came there. */
export function putOrigin(tx: Transaction, id: KeyId, { source, origin }: Pick<Key, 'source' | 'origin'>): void {
  tx.run('UPDATE key SET source = ?, origin = ? WHERE id = ?', [source, origin, id]);
}

/** Removes a key, its sealed material and its version rows from this workstation; nothing happens in any vault. */
export function deleteKey(tx: Transaction, id: KeyId): void {
  tx.run('DELETE FROM cloud_version WHERE key_id = ?', [id]);
  tx.run('DELETE FROM key_material WHERE key_id = ?', [id]);
  tx.run('DELETE FROM key WHERE id = ?', [id]);
}

/** Records a version; a live one becomes the active material of its group. */
export function putVersion(tx: Transaction, groupId: GroupId, version: CloudVersion): void {
  if (version.active) {
    tx.run(
      'UPDATE cloud_version SET active = 0 WHERE active = 1 AND key_id IN (SELECT id FROM key WHERE group_id = ?)',
      [groupId],
    );
  }
  tx.run(
    `INSERT INTO cloud_version (key_id, version, kid, pushed_at, expires_on, state, active) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key_id, version) DO UPDATE SET state = excluded.state, active = excluded.active, expires_on = excluded.expires_on`,
    [
      version.keyId,
      version.version,
      version.kid,
      version.pushedAt,
      version.expiresOn ?? null,
      version.state,
      version.active ? 1 : 0,
    ],
  );
}

/** Delete on Cloud Service succeeded: no version of the group is in the vault any more. */
export function markGroupDeletedOnCloud(tx: Transaction, groupId: GroupId): void {
  tx.run(
    "UPDATE cloud_version SET state = 'deleted', active = 0 WHERE key_id IN (SELECT id FROM key WHERE group_id = ?)",
    [groupId],
  );
}
