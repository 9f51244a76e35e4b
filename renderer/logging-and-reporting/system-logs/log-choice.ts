import type { JobId } from '../../../shared/domain/ids.js';
import type { LogFilter as DomainFilter, LogLevel, LogService } from '../../../shared/domain/log-event.js';
import { formatUtc } from '../../components/index.js';

/** What the bridge takes: the domain's filter, and a text. */
export type LogFilter = DomainFilter & { readonly text?: string };

export const WHENS = ['any', 'hour', 'day', 'week', 'month', 'range'] as const;
export type When = (typeof WHENS)[number];

/** What is set in the bar above the events. */
export interface LogChoice {
  readonly service: LogService | 'all';
  readonly level: LogLevel | 'all';
  readonly when: When;
  /** UTC milliseconds; NaN: what is typed is no time. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly text: string;
  readonly jobId: JobId | undefined;
}

/** The guide's own first step: the events of the Azure Service. */
export const FIRST_CHOICE: LogChoice = {
  service: 'Azure Service',
  level: 'all',
  when: 'any',
  from: undefined,
  until: undefined,
  text: '',
  jobId: undefined,
};

/** Everything there is. */
export const ALL_EVENTS: LogChoice = { ...FIRST_CHOICE, service: 'all' };

/** More than the contract takes is cut off. */
export const MOST_TEXT = 200;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const SPANS: Readonly<Record<Exclude<When, 'any' | 'range'>, number>> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
};

/** The choice with another time; a span begins where it began when it was chosen, so that the list does not creep. */
export function chooseWhen(choice: LogChoice, when: When, now: number): LogChoice {
  switch (when) {
    case 'any':
      return { ...choice, when, from: undefined, until: undefined };
    case 'range':
      return { ...choice, when };
    case 'hour':
    case 'day':
    case 'week':
    case 'month':
      return {
        ...choice,
        when,
        from: Math.floor((now - SPANS[when]) / MINUTE_MS) * MINUTE_MS,
        until: undefined,
      };
  }
}

/** Whether the two ends stand the wrong way round. */
export function isUntilBeforeFrom({ from, until }: Pick<LogChoice, 'from' | 'until'>): boolean {
  return from !== undefined && until !== undefined && until <= from;
}

/** The filter that a choice means; undefined while a time in it is none. */
export function filterOf(choice: LogChoice): LogFilter | undefined {
  const { service, level, from, until, jobId } = choice;
  if (Number.isNaN(from) || Number.isNaN(until) || isUntilBeforeFrom(choice)) return undefined;
  const text = choice.text.trim().slice(0, MOST_TEXT);
  return {
    ...(service === 'all' ? {} : { service }),
    ...(level === 'all' ? {} : { level }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { to: until }),
    ...(jobId === undefined ? {} : { jobId }),
    ...(text === '' ? {} : { text }),
  };
}

export function isEverything(filter: LogFilter): boolean {
  return Object.keys(filter).length === 0;
}

/** The filter in words, for the export: `Azure Service, ERROR, from 2026-11-24 09:00 UTC, with "payroll"`. */
export function filterWords(filter: LogFilter): string {
  const { service, level, from, to, jobId, text } = filter;
  const words = [
    service,
    level,
    from === undefined ? undefined : `from ${formatUtc(from, 'minute')}`,
    to === undefined ? undefined : `until ${formatUtc(to, 'minute')}`,
    jobId === undefined ? undefined : `job ${jobId}`,
    text === undefined ? undefined : `with "${text}"`,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? 'no filter' : words.join(', ');
}
