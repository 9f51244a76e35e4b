import type { Argument } from '../../../shared/contract/index.js';

export type ReportRequest = Argument<'loggingAndReporting', 'report'>;
export type ReportKind = ReportRequest['kind'];

export const REPORT_CHOICES = ['inventory', 'expiring'] as const satisfies readonly ReportKind[];
export const FIRST_DAYS = 30;
export const MOST_DAYS = 3650;

/** What to ask for; undefined while the number of days is none. */
export function reportRequest(kind: ReportKind, days: number): ReportRequest | undefined {
  if (kind === 'inventory') return { kind };
  return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? { kind, withinDays: days } : undefined;
}
