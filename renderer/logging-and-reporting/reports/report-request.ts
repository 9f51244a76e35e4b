import type { Argument } from '../../../shared/contract/index.js';

export type ReportRequest = Argument<'loggingAndReporting', 'report'>;
export type ReportKind = ReportRequest['kind'];

export const REPORT_CHOICES = [
  ...(['inventory', 'expiring', 'access', 'drift', 'key-history'] as const),
] as const satisfies readonly ReportKind[];
export const FIRST_DAYS = 30;
export const MOST_DAYS = 3650;

/** What to ask for; undefined while the number of days is none, or no Key Group is chosen. */
export function reportRequest(kind: ReportKind, days: number, group?: string): ReportRequest | undefined {
  switch (kind) {
    case 'expiring':
      return Number.isInteger(days) && days >= 1 && days <= MOST_DAYS ? { kind, withinDays: days } : undefined;
    case 'key-history':
      return group === undefined ? undefined : { kind, group };
    default:
      return { kind };
  }
}
