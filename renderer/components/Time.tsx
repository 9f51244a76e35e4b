import type { ReactNode } from 'react';
import { formatLocal, formatUtc } from './format.js';

export interface TimeProps {
  /** UTC milliseconds; undefined shows a dash. */
  readonly at: number | undefined;
  readonly precision?: 'day' | 'minute' | 'second' | undefined;
}

/** A moment in UTC; the local time stands on hover. */
export function Time({ at, precision = 'second' }: TimeProps): ReactNode {
  if (at === undefined) return <span>–</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={formatLocal(at)}>
      {formatUtc(at, precision)}
    </time>
  );
}
