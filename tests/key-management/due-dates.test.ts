import { describe, expect, test } from 'vitest';
import { dueDates, type Schedule } from '../../main/key-management/due-dates.js';

const at = (iso: string): number => Date.parse(iso);
const iso = (moment: number): string => new Date(moment).toISOString().slice(0, 16);

function dates(schedule: Omit<Schedule, 'createdAt'>, after: string, count: number): readonly string[] {
  return dueDates({ createdAt: at('2020-01-01T00:00:00Z'), ...schedule }, at(after), count).map(iso);
}

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

describe('due dates', () => {
  test.each<readonly [string, Omit<Schedule, 'createdAt'>, string, readonly string[]]>([
    [
      'days, counted from the last rotation',
      { rotateEvery: '90d', lastRotated: at('2026-11-23T09:00:00Z') },
      '2026-11-23T09:00:00Z',
      ['2027-02-21T09:00', '2027-05-22T09:00'],
    ],
    [
      'weeks keep the day of the week and the time in the zone, over both changes of the clocks',
      { rotateEvery: '26w', rotateFirst: '2026-01-05', rotateAt: '08:00', rotateZone: BERLIN },
      '2026-01-01T00:00:00Z',
      ['2026-01-05T07:00', '2026-07-06T06:00', '2027-01-04T07:00'],
    ],
    [
      'the 31st comes back after the short months',
      { rotateEvery: '1m', rotateFirst: '2026-01-31', rotateAt: '12:00' },
      '2026-01-30T00:00:00Z',
      ['2026-01-31T12:00', '2026-02-28T12:00', '2026-03-31T12:00', '2026-04-30T12:00', '2026-05-31T12:00'],
    ],
    [
      'the 30th in February of a leap year',
      { rotateEvery: '1m', rotateFirst: '2028-01-30', rotateAt: '00:00' },
      '2028-01-30T00:00:00Z',
      ['2028-02-29T00:00', '2028-03-30T00:00'],
    ],
    [
      'a leap day every year, and again on it',
      { rotateEvery: '1y', rotateFirst: '2024-02-29', rotateAt: '06:00' },
      '2026-01-01T00:00:00Z',
      ['2026-02-28T06:00', '2027-02-28T06:00', '2028-02-29T06:00'],
    ],
    [
      'an hour that the clocks leave out is taken an hour later, that day only',
      { rotateEvery: '1d', rotateFirst: '2026-03-28', rotateAt: '02:30', rotateZone: BERLIN },
      '2026-03-27T12:00:00Z',
      ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30'],
    ],
    [
      'an hour that comes twice is taken the first time, once',
      { rotateEvery: '1d', rotateFirst: '2026-10-24', rotateAt: '02:30', rotateZone: BERLIN },
      '2026-10-24T00:00:00Z',
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'another zone has its own changes',
      { rotateEvery: '1d', rotateFirst: '2026-03-07', rotateAt: '02:30', rotateZone: NEW_YORK },
      '2026-03-07T00:00:00Z',
      ['2026-03-07T07:30', '2026-03-08T07:30', '2026-03-09T06:30'],
    ],
    [
      'a day that is another one in UTC',
      { rotateEvery: '1w', rotateFirst: '2026-11-23', rotateAt: '01:00', rotateZone: 'Pacific/Auckland' },
      '2026-11-20T00:00:00Z',
      ['2026-11-22T12:00', '2026-11-29T12:00'],
    ],
    [
      'a first date in the past is only where the counting begins',
      { rotateEvery: '6m', rotateFirst: '2020-08-31', rotateAt: '00:00' },
      '2026-11-24T00:00:00Z',
      ['2027-02-28T00:00', '2027-08-31T00:00'],
    ],
    [
      'a first date is a due date itself, a rotation is not',
      { rotateEvery: '30d', rotateFrom: at('2026-11-23T09:00:00Z'), rotateAt: '23:00' },
      '2026-11-23T09:00:00Z',
      ['2026-12-23T23:00'],
    ],
    ['Rotate Key off', {}, '2026-11-23T09:00:00Z', []],
  ])('%s', (_what, schedule, after, expected) => {
    expect(dates(schedule, after, Math.max(1, expected.length))).toEqual(expected);
  });

  test('each is after the one before, and after the moment, wherever one begins to look', () => {
    const schedule = { rotateEvery: '1m', rotateFirst: '2024-08-31', rotateAt: '02:30', rotateZone: BERLIN };
    const all = dueDates({ createdAt: 0, ...schedule }, at('2024-01-01T00:00:00Z'), 60);
    for (const [index, due] of all.entries()) {
      const before = all[index - 1] ?? 0;
      expect(due).toBeGreaterThan(before);
      expect(dueDates({ createdAt: 0, ...schedule }, due - 1, 1)).toEqual([due]);
      expect(dueDates({ createdAt: 0, ...schedule }, due, 1)).toEqual(
        all[index + 1] === undefined ? [expect.any(Number)] : [all[index + 1]],
      );
    }
  });

  test('years later the answer is found at once', () => {
    const begun = performance.now();
    dates({ rotateEvery: '1d', rotateFirst: '1900-01-01' }, '2999-01-01T00:00:00Z', 10);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
