import type { KeyGroup } from '../../shared/domain/key-group.js';
import { addPeriod, parsePeriod } from '../../shared/domain/period.js';

/** The group after a rotation that succeeded at `moment`: only then last rotated is set, and the next one planned. */
export function rotated(group: KeyGroup, moment: number): KeyGroup {
  const period = group.rotateEvery === undefined ? undefined : parsePeriod(group.rotateEvery);
  return { ...group, lastRotated: moment, ...(period?.ok ? { nextRotation: addPeriod(moment, period.value) } : {}) };
}
