import { LOG_LEVELS, LOG_SERVICES, type LogLevel, type LogService } from '../../../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../../../shared/result.js';

const DAY_MS = 86_400_000;

/**
 * A moment (UTC milliseconds) from `2026-11-23` or `2026-11-23T09:00[:00][Z|+01:00]`; without a zone it is UTC.
 * A day alone means its beginning, or with `end` the end of it. Code `usage`.
 */
export function parseMoment(text: string, flag: string, end = false): Result<number> {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text.trim());
  const [, year, month, date, clock, zone] = match ?? [];
  const day = Date.UTC(Number(year), Number(month) - 1, Number(date));
  // 31 February would quietly become 3 March.
  const real = match !== null && new Date(day).toISOString().startsWith(`${year ?? ''}-${month ?? ''}-${date ?? ''}`);
  const moment = clock === undefined ? day : Date.parse(`${text.trim().slice(0, 10)}T${clock}${zone ?? 'Z'}`);
  if (!real || Number.isNaN(moment)) {
    return fail('usage', `${flag}: "${text}" is no day and no time.`, {
      advice: 'Write 2026-11-23 (the whole day, UTC) or 2026-11-23T09:30:00Z.',
    });
  }
  return ok(clock === undefined && end ? moment + DAY_MS : moment);
}

/** A whole number within its borders. Code `usage`. */
export function parseWhole(text: string, flag: string, least: number, most: number): Result<number> {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= least && number <= most
    ? ok(number)
    : fail('usage', `${flag}: "${text}" is no whole number from ${least} to ${most}.`);
}

/** Words between commas, e.g. `sign,verify`. */
export function parseWords(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** A service of the System Logs, written any way: `Azure Service`, `azure-service`, `azure`. Code `usage`. */
export function parseService(text: string): Result<LogService> {
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s_-]+/g, '');
  const wanted = plain(text);
  const found = wanted === '' ? undefined : LOG_SERVICES.find((service) => plain(service).startsWith(wanted));
  return found
    ? ok(found)
    : fail('usage', `There is no service "${text}" in the System Logs.`, {
        advice: `There are ${LOG_SERVICES.map((service) => `"${service}"`).join(', ')}.`,
      });
}

/** INFO, WARN or ERROR in any case. Code `usage`. */
export function parseLevel(text: string): Result<LogLevel> {
  const found = LOG_LEVELS.find((level) => level === text.toUpperCase());
  return found
    ? ok(found)
    : fail('usage', `There is no level "${text}".`, { advice: `There are ${LOG_LEVELS.join(', ')}.` });
}

/** `on` or `off`. Code `usage`. */
export function parseOnOff(text: string, flag: string): Result<boolean> {
  if (text === 'on' || text === 'off') return ok(text === 'on');
  return fail('usage', `${flag}: "${text}" is neither on nor off.`);
}
