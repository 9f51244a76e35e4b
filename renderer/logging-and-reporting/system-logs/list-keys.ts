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

/** Rows chosen with Shift: from where it was first pressed to the active one. */
export interface Chosen {
  readonly oldest: number;
  readonly newest: number;
}

/** The positions between the anchor and the active event, both included; undefined where nothing is active. */
export function chosenBetween(anchor: number | undefined, active: number | undefined): Chosen | undefined {
  if (active === undefined) return undefined;
  const other = anchor ?? active;
  return { oldest: Math.min(other, active), newest: Math.max(other, active) };
}
