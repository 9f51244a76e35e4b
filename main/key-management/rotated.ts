import type { GroupId } from '../../shared/domain/ids.js';
import { addPeriod, parsePeriod } from '../../shared/domain/period.js';
import { groupById, putGroup } from '../store/tables/groups.js';
import type { Transaction } from '../store/types.js';

/**
 * Records a rotation that succeeded at `moment`: only then last rotated is set, and the next one planned. The group is
 * read anew: somebody may have edited it while the job ran.
 */
export function recordRotation(tx: Transaction, groupId: GroupId, moment: number): void {
  const group = groupById(tx, groupId);
  if (!group) return;
  const period = group.rotateEvery === undefined ? undefined : parsePeriod(group.rotateEvery);
  const next = period?.ok ? { nextRotation: addPeriod(moment, period.value) } : {};
  putGroup(tx, { ...group, lastRotated: moment, ...next });
}
