import type { ReactNode } from 'react';

/** One column of a Table. */
export interface TableColumn<T> {
  readonly id: string;
  readonly title: string;
  /** The cell as text: what is copied, searched by typing ahead, and sorted when `sortBy` is not given. */
  readonly text: (row: T) => string;
  /** What is drawn; the text when not given. */
  readonly cell?: ((row: T) => ReactNode) | undefined;
  /** What is sorted by; undefined sorts last. `false`: this column does not sort. */
  readonly sortBy?: ((row: T) => string | number | undefined) | false | undefined;
  /** CSS pixels, or a share of what is left (`1fr`). Widths changed by hand are remembered. */
  readonly width?: number | `${number}fr` | undefined;
  readonly minWidth?: number | undefined;
  /** Numbers stand at the end. */
  readonly align?: 'start' | 'end' | undefined;
  readonly mono?: boolean | undefined;
  /** Names the row to a screen reader; the first column when none says so. */
  readonly isRowHeader?: boolean | undefined;
}

export interface TableSort {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The rows in the order of `sort`; rows without a value stand last in both directions. Stable. */
export function sortRows<T>(
  rows: readonly T[],
  columns: readonly TableColumn<T>[],
  sort: TableSort | undefined,
): readonly T[] {
  const column = columns.find((entry) => entry.id === sort?.column);
  if (!sort || !column || column.sortBy === false) return rows;
  const valueOf = column.sortBy ?? column.text;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows
    .map((row) => ({ row, value: valueOf(row) }))
    .sort((a, b) => compareValues(a.value, b.value, sign))
    .map(({ row }) => row);
}

function compareValues(a: string | number | undefined, b: string | number | undefined, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}

/** Rows as a table to paste into a spreadsheet: tabs between cells. */
export function rowsAsText<T>(rows: readonly T[], columns: readonly TableColumn<T>[]): string {
  return rows
    .map((row) => columns.map((column) => column.text(row).replaceAll(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n');
}
