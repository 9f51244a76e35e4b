import { KEY_TYPE_NAMES, KEY_USAGES } from '../../../shared/azure/key-types.js';
import { asId, type CredentialId, type GroupId } from '../../../shared/domain/ids.js';
import type { KeyGroup } from '../../../shared/domain/key-group.js';
import type { Row, Transaction } from '../types.js';
import { oneOf } from './one-of.js';
import { integer, optionalInteger, optionalText, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

function toGroup(row: Row): KeyGroup {
  return {
    id: asId.group(text(row, 'id')),
    name: text(row, 'name'),
    vault: text(row, 'vault'),
    credentialId: asId.credential(text(row, 'credential_id')),
    keyType: oneOf(KEY_TYPE_NAMES, text(row, 'key_type')),
    usages: text(row, 'usages')
      .split(',')
      .map((usage) => oneOf(KEY_USAGES, usage)),
    ...optionalText(row, 'rotate_every', 'rotateEvery'),
    ...optionalText(row, 'rotate_at', 'rotateAt'),
    ...optionalText(row, 'rotate_zone', 'rotateZone'),
    ...optionalText(row, 'rotate_first', 'rotateFirst'),
    ...optionalInteger(row, 'rotate_from', 'rotateFrom'),
    ...(integer(row, 'rotation_paused') === 1 ? { rotationPaused: true } : {}),
    ...optionalText(row, 'disable_older_after', 'disableOlderAfter'),
    ...optionalText(row, 'valid_for', 'validFor'),
    createdAt: integer(row, 'created_at'),
    ...optionalInteger(row, 'last_rotated', 'lastRotated'),
    ...optionalInteger(row, 'next_rotation', 'nextRotation'),
  };
}

export function listGroups(reader: Reader): KeyGroup[] {
  return reader.all('SELECT * FROM key_group ORDER BY name, vault').map(toGroup);
}

export function groupById(reader: Reader, id: GroupId): KeyGroup | undefined {
  const row = reader.get('SELECT * FROM key_group WHERE id = ?', [id]);
  return row ? toGroup(row) : undefined;
}

/** All groups of that name, in whichever vault; names compare without regard to case. */
export function groupsByName(reader: Reader, name: string): KeyGroup[] {
  return reader.all('SELECT * FROM key_group WHERE name = ? ORDER BY vault', [name]).map(toGroup);
}

export function groupsOfCredential(reader: Reader, id: CredentialId): KeyGroup[] {
  return reader.all('SELECT * FROM key_group WHERE credential_id = ? ORDER BY name', [id]).map(toGroup);
}

/** Groups whose next rotation is due at `now` and not paused, the longest overdue first. */
export function groupsDue(reader: Reader, now: number): KeyGroup[] {
  return reader
    .all(
      'SELECT * FROM key_group WHERE next_rotation IS NOT NULL AND next_rotation <= ? AND rotation_paused = 0 ORDER BY next_rotation, name',
      [now],
    )
    .map(toGroup);
}

/** Inserts or replaces the whole row. */
export function putGroup(tx: Transaction, g: KeyGroup): void {
  tx.run(
    `INSERT INTO key_group (id, name, vault, credential_id, key_type, usages, rotate_every, valid_for, created_at, last_rotated, next_rotation,
       rotate_at, rotate_zone, rotate_first, rotate_from, rotation_paused, disable_older_after)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET credential_id = excluded.credential_id, usages = excluded.usages,
       rotate_every = excluded.rotate_every, valid_for = excluded.valid_for, last_rotated = excluded.last_rotated,
       next_rotation = excluded.next_rotation, rotate_at = excluded.rotate_at, rotate_zone = excluded.rotate_zone,
       rotate_first = excluded.rotate_first, rotate_from = excluded.rotate_from,
       rotation_paused = excluded.rotation_paused, disable_older_after = excluded.disable_older_after`,
    [
      g.id,
      g.name,
      g.vault,
      g.credentialId,
      g.keyType,
      g.usages.join(','),
      g.rotateEvery ?? null,
      g.validFor ?? null,
      g.createdAt,
      g.lastRotated ?? null,
      g.nextRotation ?? null,
      g.rotateAt ?? null,
      g.rotateZone ?? null,
      g.rotateFirst ?? null,
      g.rotateFrom ?? null,
      g.rotationPaused ? 1 : 0,
      g.disableOlderAfter ?? null,
    ],
  );
}

export function deleteGroup(tx: Transaction, id: GroupId): void {
  tx.run('DELETE FROM key_group WHERE id = ?', [id]);
}
