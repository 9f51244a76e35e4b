import { asId, type GroupId } from '../../../shared/domain/ids.js';
import type { RotationTrouble } from '../../../shared/domain/rotation-trouble.js';
import type { Row, Transaction } from '../types.js';
import { integer, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

function toTrouble(row: Row): RotationTrouble {
  return {
    since: integer(row, 'since'),
    failures: integer(row, 'failures'),
    retryAt: integer(row, 'retry_at'),
    message: text(row, 'message'),
  };
}

/** The groups whose scheduled rotation failed and has not succeeded since. */
export function allTroubles(reader: Reader): Map<GroupId, RotationTrouble> {
  const rows = reader.all('SELECT * FROM rotation_trouble');
  return new Map(rows.map((row) => [asId.group(text(row, 'group_id')), toTrouble(row)]));
}

export function troubleOf(reader: Reader, id: GroupId): RotationTrouble | undefined {
  const row = reader.get('SELECT * FROM rotation_trouble WHERE group_id = ?', [id]);
  return row ? toTrouble(row) : undefined;
}

export function putTrouble(tx: Transaction, id: GroupId, trouble: RotationTrouble): void {
  tx.run(
    `INSERT INTO rotation_trouble (group_id, since, failures, retry_at, message) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (group_id) DO UPDATE SET failures = excluded.failures, retry_at = excluded.retry_at,
       message = excluded.message`,
    [id, trouble.since, trouble.failures, trouble.retryAt, trouble.message],
  );
}

export function clearTrouble(tx: Transaction, id: GroupId): void {
  tx.run('DELETE FROM rotation_trouble WHERE group_id = ?', [id]);
}
