const DAY_MS = 86_400_000;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-24 09:24:39 UTC`; with `day` only `2026-11-24`, with `minute` without the seconds. */
export function formatUtc(moment: number, precision: 'day' | 'minute' | 'second' = 'second'): string {
  const iso = new Date(moment).toISOString();
  switch (precision) {
    case 'day':
      return iso.slice(0, 10);
    case 'minute':
      return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
    case 'second':
      return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
  }
}

/** The same moment on the clock on the wall: `2026-11-24 10:24:39 (local time, UTC+01:00)`. */
export function formatLocal(moment: number): string {
  const date = new Date(moment);
  const minutes = -date.getTimezoneOffset();
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time} (local time, UTC${offset})`;
}

/** A span in milliseconds: `340 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(minutes / 60);
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Whole days from `now` to `moment`, negative when it is over. */
export function daysUntil(moment: number, now: number): number {
  return Math.floor((moment - now) / DAY_MS);
}

/** `in 12 days`, `today`, `3 days ago`. */
export function formatDays(days: number): string {
  if (days === 0) return 'today';
  const count = Math.abs(days);
  const text = count === 1 ? '1 day' : `${count} days`;
  return days > 0 ? `in ${text}` : `${text} ago`;
}

/** `1 234 567` bytes as `1.2 MB` (decimal units). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes / 1000;
  let at = 0;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000;
    at += 1;
  }
  return `${value.toFixed(1)} ${units[at] ?? 'TB'}`;
}

/** A count with thin gaps between the thousands: `1 234 567`. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ' ');
}

/** `a1b2c3d4...` in fours, to be read aloud: `a1b2 c3d4 ...`. */
export function inFours(text: string): readonly string[] {
  return text.match(/.{1,4}/gu) ?? [];
}

/** `2027-03-31` or `2027-03-31 14:30` (UTC) as UTC milliseconds; undefined when it is neither or there is no such day. */
export function parseUtc(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day, hour, minute] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const moment = Date.UTC(year, month - 1, day, hour ?? 0, minute ?? 0);
  const back = new Date(moment);
  const same = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === (hour ?? 0);
  return same ? moment : undefined;
}
