/** `2026-11-23 09:00:00`, UTC. */
export function when(moment: number): string {
  return iso(moment).slice(0, 19).replace('T', ' ');
}

/** `2026-11-23 09:00:00 UTC`; `-` when there is none. */
export function whenUtc(moment: number | undefined): string {
  return moment === undefined ? '-' : `${when(moment)} UTC`;
}

/** `2026-11-23`, UTC; `-` when there is none. */
export function day(moment: number | undefined): string {
  return moment === undefined ? '-' : iso(moment).slice(0, 10);
}

/** ISO 8601 with milliseconds, UTC: what --json gives. */
export function iso(moment: number): string {
  return new Date(moment).toISOString();
}

/** A span for people: `850 ms`, `1.2 s`, `3 min 5 s`. */
export function span(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.max(0, Math.round(milliseconds))} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `812 bytes`, `14 kB`, `2.1 MB`, `84.2 GB`. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
