import type { KeyGroup } from '../../shared/domain/key-group.js';
import { nextAfter } from './rotated.js';

/** When a group is rotated, as it was chosen. */
export type ScheduleFields = Pick<
  KeyGroup,
  'rotateEvery' | 'rotateAt' | 'rotateZone' | 'rotateFirst' | 'rotationPaused' | 'disableOlderAfter'
>;

/** The schedule's fields that are there; a pause that is off is left out. */
export function scheduled(fields: ScheduleFields): ScheduleFields {
  const { rotateEvery, rotateAt, rotateZone, rotateFirst, rotationPaused, disableOlderAfter } = fields;
  return {
    ...(rotateEvery === undefined ? {} : { rotateEvery }),
    ...(rotateAt === undefined ? {} : { rotateAt }),
    ...(rotateZone === undefined ? {} : { rotateZone }),
    ...(rotateFirst === undefined ? {} : { rotateFirst }),
    ...(rotationPaused === true ? { rotationPaused } : {}),
    ...(disableOlderAfter === undefined ? {} : { disableOlderAfter }),
  };
}

/** The group with another schedule. Due dates are counted anew only where what they follow from was changed. */
export function replanned(old: KeyGroup, schedule: ScheduleFields, now: number): KeyGroup {
  const kept = withoutSchedule(old);
  const dates = (fields: ScheduleFields): string =>
    [fields.rotateEvery, fields.rotateAt, fields.rotateZone, fields.rotateFirst].join(' ');
  if (dates(old) === dates(schedule)) {
    const { rotateFrom, nextRotation } = old;
    return {
      ...kept,
      ...schedule,
      ...(rotateFrom === undefined ? {} : { rotateFrom }),
      ...(nextRotation === undefined ? {} : { nextRotation }),
    };
  }
  const since = old.lastRotated ?? now;
  const fresh: KeyGroup = {
    ...kept,
    ...schedule,
    ...(schedule.rotateEvery === undefined ? {} : { rotateFrom: since }),
  };
  return { ...fresh, ...nextAfter(fresh, schedule.rotateFirst === undefined ? since : now) };
}

function withoutSchedule(group: KeyGroup): KeyGroup {
  const { id, name, vault, credentialId, keyType, usages, createdAt, lastRotated } = group;
  return {
    id,
    name,
    vault,
    credentialId,
    keyType,
    usages,
    createdAt,
    ...(lastRotated === undefined ? {} : { lastRotated }),
  };
}
