import { drift, type DriftView } from '../../../shared/contract/key-management.js';
import { asId, type GroupId } from '../../../shared/domain/ids.js';
import type { Row, Transaction } from '../types.js';
import { integer, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

function toDrift(row: Row): DriftView {
  const findings: unknown = JSON.parse(text(row, 'findings'));
  return drift.parse({
    comparedAt: integer(row, 'compared_at'),
    foreignVersions: integer(row, 'foreign_versions'),
    findings,
  });
}

/** What the last comparison of a group found; undefined: it was never compared. */
export function driftOfGroup(reader: Reader, groupId: GroupId): DriftView | undefined {
  const row = reader.get('SELECT * FROM drift WHERE group_id = ?', [groupId]);
  return row ? toDrift(row) : undefined;
}

/** The last comparisons of all groups that were ever compared. */
export function listDrift(reader: Reader): ReadonlyMap<GroupId, DriftView> {
  return new Map(reader.all('SELECT * FROM drift').map((row) => [asId.group(text(row, 'group_id')), toDrift(row)]));
}

/** Replaces what an earlier comparison found. */
export function putDrift(tx: Transaction, groupId: GroupId, found: DriftView): void {
  tx.run(
    `INSERT INTO drift (group_id, compared_at, foreign_versions, findings) VALUES (?, ?, ?, ?)
     ON CONFLICT (group_id) DO UPDATE SET compared_at = excluded.compared_at,
       foreign_versions = excluded.foreign_versions, findings = excluded.findings`,
    [groupId, found.comparedAt, found.foreignVersions, JSON.stringify(found.findings)],
  );
}

export function deleteDrift(tx: Transaction, groupId: GroupId): void {
  tx.run('DELETE FROM drift WHERE group_id = ?', [groupId]);
}
