import { expect } from 'vitest';
import { SEED, WHOLE } from './how-many.js';
import type { CaseEnd } from './run-cell.js';

export interface PlayedCase extends CaseEnd {
  readonly what: string;
}

/** Prints how many cases of how many were played and what came of them, and fails when anything was wrong. */
export function summarise(table: string, work: string, all: number, played: readonly PlayedCase[]): void {
  const outcomes = new Map<string, number>();
  for (const { outcome } of played) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const counted = [...outcomes].sort(([, a], [, b]) => b - a).map(([outcome, count]) => `${count} ${outcome}`);
  const how = WHOLE ? '' : ` (seed ${SEED})`;
  console.info(`${table} | ${work}: ${played.length} of ${all} cases${how}: ${counted.join(', ')}`);
  expect(played.length).toBeGreaterThan(0);
  const wrong = played.flatMap((one) => one.wrong.map((sentence) => `${one.what}: ${sentence}`));
  const more = wrong.length > 40 ? [`... and ${wrong.length - 40} more`] : [];
  expect([...wrong.slice(0, 40), ...more]).toEqual([]);
}
