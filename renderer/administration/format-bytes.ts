const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;

/** `412 bytes`, `1.4 MB`: a size for people, by thousands. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit] ?? ''}`;
}
