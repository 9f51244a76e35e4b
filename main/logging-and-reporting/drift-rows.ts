import type { DriftView } from '../../shared/contract/index.js';
import type { GroupId } from '../../shared/domain/ids.js';
import { cloudOf, time, type Holdings, type Table } from './report-rows.js';

const COLUMNS = ['Key Group', 'Vault', 'Cloud', 'Compared', 'Difference', 'Key', 'Version', 'What was found', 'To do'];

/** What the last Compare with Vault of every group found; groups that were never compared, or are in sync, stand there as that. */
export function driftRows({ groups, credentials }: Holdings, drifts: ReadonlyMap<GroupId, DriftView>): Table {
  const rows = groups.flatMap(({ group, keys }) => {
    const cloud = cloudOf(credentials.find(({ id }) => id === group.credentialId));
    const base = [group.name, group.vault, cloud];
    const drift = drifts.get(group.id);
    if (!drift) return [[...base, '', 'never compared', '', '', 'Nobody has compared it yet.', 'Compare with Vault.']];
    const compared = time(drift.comparedAt);
    const foreign = drift.foreignVersions > 0 ? ` ${drift.foreignVersions} version(s) there were not made here.` : '';
    if (drift.findings.length === 0) return [[...base, compared, 'in sync', '', '', `No difference.${foreign}`, '']];
    return drift.findings.map(({ kind, keyId, version, text, advice }) => {
      const key = keys.find(({ id }) => id === keyId)?.name ?? '';
      return [...base, compared, kind, key, version ?? '', text, advice];
    });
  });
  return { columns: COLUMNS, rows };
}
