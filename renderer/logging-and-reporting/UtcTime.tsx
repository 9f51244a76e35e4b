import type { ReactNode } from 'react';
import { formatLocal, formatUtc } from '../components/index.js';

/** A moment in a column whose head says UTC already; the local time stands on hover. */
export function UtcTime({ at }: { readonly at: number }): ReactNode {
  return (
    <time dateTime={new Date(at).toISOString()} title={formatLocal(at)}>
      {utcText(at)}
    </time>
  );
}

/** `2026-11-24 09:24:39`, for a column whose head says UTC. */
export function utcText(at: number): string {
  return formatUtc(at).replace(' UTC', '');
}
