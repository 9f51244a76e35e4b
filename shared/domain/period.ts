import { fail, ok, type Result } from '../result.js';

export type PeriodUnit = 'd' | 'w' | 'm' | 'y';

/** A span of the calendar: `90d`, `12w`, `6m`, `1y`. */
export interface Period {
  readonly count: number;
  readonly unit: PeriodUnit;
}

const PATTERN = /^([1-9]\d{0,3})([dwmy])$/;

/** Reads `90d`, `12w`, `6m` or `1y`. */
export function parsePeriod(text: string): Result<Period> {
  const match = PATTERN.exec(text.trim());
  const [, count, unit] = match ?? [];
  if (count === undefined || (unit !== 'd' && unit !== 'w' && unit !== 'm' && unit !== 'y')) {
    return fail('bad-period', `"${text}" is not a period.`, {
      advice: 'Give a number and a unit: 90d (days), 12w (weeks), 6m (months) or 1y (years).',
    });
  }
  return ok({ count: Number(count), unit });
}

/** `90d` again. */
export function formatPeriod(period: Period): string {
  return `${period.count}${period.unit}`;
}

/**
 * Adds a period to a moment (UTC milliseconds). Months and years keep the day of the month; where the month is too
 * short, its last day is taken (31 January + 1m = 28 or 29 February).
 */
export function addPeriod(moment: number, period: Period): number {
  const dayMs = 86_400_000;
  switch (period.unit) {
    case 'd':
      return moment + period.count * dayMs;
    case 'w':
      return moment + period.count * 7 * dayMs;
    case 'm':
      return addMonths(moment, period.count);
    case 'y':
      return addMonths(moment, period.count * 12);
  }
}

function addMonths(moment: number, months: number): number {
  const date = new Date(moment);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime();
}
