import { describe, expect, test } from 'vitest';
import {
  daysUntil,
  formatBytes,
  formatCount,
  formatDays,
  formatDuration,
  formatUtc,
  inFours,
  parseUtc,
} from '../../../renderer/components/format.js';

const moment = Date.UTC(2026, 10, 24, 9, 5, 7);

describe('times', () => {
  test('are written in UTC, to the second, the minute or the day', () => {
    expect(formatUtc(moment)).toBe('2026-11-24 09:05:07 UTC');
    expect(formatUtc(moment, 'minute')).toBe('2026-11-24 09:05 UTC');
    expect(formatUtc(moment, 'day')).toBe('2026-11-24');
  });

  test.each([
    ['2027-03-31', Date.UTC(2027, 2, 31)],
    [' 2027-03-31 ', Date.UTC(2027, 2, 31)],
    ['2027-03-31 14:30', Date.UTC(2027, 2, 31, 14, 30)],
    ['2028-02-29T23:59', Date.UTC(2028, 1, 29, 23, 59)],
  ])('%s is read', (text, expected) => {
    expect(parseUtc(text)).toBe(expected);
  });

  test.each([
    '',
    'tomorrow',
    '31.03.2027',
    '2027-02-29',
    '2027-13-01',
    '2027-00-10',
    '2027-03-31 24:10',
    '2027-03-31 10:75',
  ])('"%s" is no date', (text) => {
    expect(parseUtc(text)).toBeUndefined();
  });
});

describe('spans', () => {
  test.each([
    [340, '340 ms'],
    [4200, '4.2 s'],
    [200_000, '3 min 20 s'],
    [7_500_000, '2 h 5 min'],
    [273_600_000, '3 d 4 h'],
  ])('%d ms are %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  test('days count whole days, and go below zero when it is over', () => {
    expect(daysUntil(moment + 86_400_000 * 12.5, moment)).toBe(12);
    expect(daysUntil(moment - 1, moment)).toBe(-1);
  });

  test.each([
    [12, 'in 12 days'],
    [1, 'in 1 day'],
    [0, 'today'],
    [-1, '1 day ago'],
  ])('%d: %s', (days, text) => {
    expect(formatDays(days)).toBe(text);
  });
});

describe('amounts', () => {
  test.each([
    [999, '999 B'],
    [12_034, '12.0 kB'],
    [8_834_500, '8.8 MB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('thousands have gaps', () => {
    expect([0, 999, 1000, 1_234_567].map(formatCount)).toEqual(['0', '999', '1 000', '1 234 567']);
  });

  test('fingerprints come in fours', () => {
    expect(inFours('a1b2c3d4e5')).toEqual(['a1b2', 'c3d4', 'e5']);
  });
});
