import { parsePeriod } from '../../shared/domain/period.js';
import { formatUtc } from '../components/format.js';
import { CELLS, PERIOD_WORDS } from './strings.js';

const MINUTE_MS = 60_000;

/** `90d` as `90 days`; a text that is no period as it is. */
export function periodWords(text: string): string {
  const parsed = parsePeriod(text);
  if (!parsed.ok) return text;
  const { count, unit } = parsed.value;
  const [one, many] = PERIOD_WORDS[unit];
  return `${count} ${count === 1 ? one : many}`;
}

/** How long ago, in one unit: `just now`, `12 min ago`, `3 h ago`, `5 days ago`. */
export function agoWords(moment: number, now: number): string {
  const minutes = Math.floor((now - moment) / MINUTE_MS);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

/** Days left for a cell: the number, or that it is over. */
export function daysLeftWords(days: number | undefined): string {
  if (days === undefined) return CELLS.none;
  if (days < 0) return CELLS.expired(days);
  return days === 0 ? CELLS.today : String(days);
}

/** The day of a moment in UTC; a dash for none. */
export function dayWords(moment: number | undefined): string {
  return moment === undefined ? CELLS.none : formatUtc(moment, 'day');
}
