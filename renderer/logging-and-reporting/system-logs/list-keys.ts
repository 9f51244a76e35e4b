import type { KeyboardEvent } from 'react';

export interface ListKeys {
  readonly rows: number;
  readonly pageRows: number;
  /** The active row; undefined: none yet. */
  readonly row: number | undefined;
  /** The first row in sight, where there is no active one. */
  readonly firstInSight: number;
}

/** The row that a key leads to; undefined where the key leads nowhere. */
export function rowAfterKey(key: string, { rows, pageRows, row, firstInSight }: ListKeys): number | undefined {
  if (rows === 0) return undefined;
  const last = rows - 1;
  const within = (wanted: number): number => Math.min(last, Math.max(0, wanted));
  switch (key) {
    case 'ArrowDown':
      return within(row === undefined ? firstInSight : row + 1);
    case 'ArrowUp':
      return within(row === undefined ? firstInSight : row - 1);
    case 'PageDown':
      return within((row ?? firstInSight) + pageRows);
    case 'PageUp':
      return within((row ?? firstInSight) - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Whether a key belongs to the frame or the system rather than to the list. */
export function isWithModifier(event: Pick<KeyboardEvent, 'altKey' | 'metaKey' | 'shiftKey'>): boolean {
  return event.altKey || event.metaKey || event.shiftKey;
}
