import { Temporal } from 'temporal-polyfill';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { parsePeriod, type Period } from '../../shared/domain/period.js';

/** What the due dates of a group follow from. */
export type Schedule = Pick<
  KeyGroup,
  'rotateEvery' | 'rotateAt' | 'rotateZone' | 'rotateFirst' | 'rotateFrom' | 'lastRotated' | 'createdAt'
>;

/**
 * The next `count` due dates after a moment (UTC milliseconds, as the answer). Empty where Rotate Key is off.
 *
 * All of them are counted from one origin, so that the 31st of a month comes back after the short months, and a rotation
 * that was late does not move the ones after it. A time of day that the clocks leave out is taken so much later; one that
 * they show twice is taken the first time (RFC 5545, as calendars do).
 */
export function dueDates(schedule: Schedule, after: number, count: number): number[] {
  const period = schedule.rotateEvery === undefined ? undefined : parsePeriod(schedule.rotateEvery);
  if (!period?.ok) return [];
  const zone = schedule.rotateZone ?? 'UTC';
  const origin = originOf(schedule, zone);
  const at = (number: number): number =>
    origin.add(times(period.value, number)).toZonedDateTime(zone).epochMilliseconds;
  // Only a first date is a due date itself; counting from a rotation, the next one is a whole period later.
  const least = schedule.rotateFirst === undefined ? 1 : 0;
  let number = Math.max(least, Math.floor((after - at(0)) / longest(period.value)) - 1);
  while (at(number) <= after) number += 1;
  return Array.from({ length: count }, (_, index) => at(number + index));
}

function originOf(schedule: Schedule, zone: string): Temporal.PlainDateTime {
  const { rotateFirst, rotateFrom, rotateAt, lastRotated, createdAt } = schedule;
  const from = rotateFrom ?? lastRotated ?? createdAt;
  const local = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDateTime();
  const day = rotateFirst === undefined ? local.toPlainDate() : Temporal.PlainDate.from(rotateFirst);
  const time = rotateAt === undefined ? local.toPlainTime() : Temporal.PlainTime.from(rotateAt);
  return day.toPlainDateTime(time);
}

function times({ count, unit }: Period, number: number): Temporal.DurationLike {
  const UNITS = { d: 'days', w: 'weeks', m: 'months', y: 'years' } as const;
  return { [UNITS[unit]]: count * number };
}

/** No period is longer, in milliseconds: with it no due date is passed over. */
function longest({ count, unit }: Period): number {
  const DAYS = { d: 1, w: 7, m: 31, y: 366 } as const;
  return count * DAYS[unit] * 86_400_000 + 3_600_000;
}
