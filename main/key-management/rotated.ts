import type { GroupId } from '../../shared/domain/ids.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { groupById, putGroup } from '../store/tables/groups.js';
import { clearTrouble } from '../store/tables/rotation-trouble.js';
import type { Transaction } from '../store/types.js';
import { dueDates } from './due-dates.js';

/** By hand the schedule counts from then on; on schedule it goes on as it was. */
export type RotatedHow = 'by-hand' | 'on-schedule';

/**
 * Records a rotation that succeeded at `moment`: only then last rotated is set, and the next one planned. The group is
 * read anew: somebody may have edited it while the job ran.
 */
export function recordRotation(tx: Transaction, groupId: GroupId, moment: number, how: RotatedHow): void {
  const group = groupById(tx, groupId);
  if (!group) return;
  const { nextRotation: _, ...kept } = how === 'by-hand' ? countedFrom(group, moment) : asCounted(group);
  const rotated: KeyGroup = { ...kept, lastRotated: moment };
  putGroup(tx, { ...rotated, ...nextAfter(rotated, moment) });
  clearTrouble(tx, groupId);
}

/** `nextRotation`, where the group has a schedule. */
export function nextAfter(group: KeyGroup, moment: number): Pick<KeyGroup, 'nextRotation'> {
  const [next] = dueDates(group, moment, 1);
  return next === undefined ? {} : { nextRotation: next };
}

function countedFrom({ rotateFirst: _, ...group }: KeyGroup, moment: number): KeyGroup {
  return group.rotateEvery === undefined ? group : { ...group, rotateFrom: moment };
}

/** Where the counting began is held on to: last rotated is about to change. */
function asCounted(group: KeyGroup): KeyGroup {
  if (group.rotateEvery === undefined || group.rotateFirst !== undefined) return group;
  return { ...group, rotateFrom: group.rotateFrom ?? group.lastRotated ?? group.createdAt };
}
