import { describe, expect, it } from 'vitest';
import { contract } from '../../../shared/contract/index.js';
import { asId } from '../../../shared/domain/ids.js';
import {
  ALL_EVENTS,
  chooseWhen,
  filterOf,
  filterWords,
  FIRST_CHOICE,
  isEverything,
  WHENS,
} from '../../../renderer/logging-and-reporting/system-logs/log-choice.js';
import { NOW } from './make.js';

describe('what is chosen above the events', () => {
  it('is the Azure Service at first', () => {
    expect(filterOf(FIRST_CHOICE)).toEqual({ service: 'Azure Service' });
  });

  it('can be everything', () => {
    expect(filterOf(ALL_EVENTS)).toEqual({});
    expect(isEverything({})).toBe(true);
    expect(isEverything({ level: 'WARN' })).toBe(false);
  });

  it('holds a span from where it was chosen, to the minute', () => {
    const chosen = chooseWhen(ALL_EVENTS, 'hour', NOW);
    expect(filterOf(chosen)).toEqual({ from: Date.UTC(2026, 10, 24, 8, 24) });
    expect(filterOf(chooseWhen(chosen, 'any', NOW))).toEqual({});
  });

  it.each([
    ['a time that is none', { from: Number.NaN }],
    ['an end that is none', { until: Number.NaN }],
    ['an end before the beginning', { from: NOW, until: NOW - 1 }],
    ['an end at the beginning', { from: NOW, until: NOW }],
  ])('means no filter with %s', (_what, times) => {
    expect(filterOf({ ...ALL_EVENTS, when: 'range', ...times })).toBeUndefined();
  });

  it('takes either end of a range alone', () => {
    expect(filterOf({ ...ALL_EVENTS, when: 'range', until: NOW })).toEqual({ to: NOW });
  });

  it('is always what the contract takes', () => {
    const schema = contract.loggingAndReporting.calls.exportLogs.argument.shape.filter;
    const jobId = asId.job('7d1c2b3a-0000-4000-8000-000000000001');
    for (const when of WHENS) {
      const choice = chooseWhen({ ...FIRST_CHOICE, level: 'ERROR', text: ` ${'x'.repeat(300)}`, jobId }, when, NOW);
      expect(schema.safeParse(filterOf(choice)).success).toBe(true);
    }
  });

  it('is said in words', () => {
    expect(filterWords({})).toBe('no filter');
    expect(filterWords({ service: 'Identity', level: 'WARN', from: NOW, text: 'alice' })).toBe(
      'Identity, WARN, from 2026-11-24 09:24 UTC, with "alice"',
    );
  });
});
