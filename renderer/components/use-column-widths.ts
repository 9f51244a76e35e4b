import { useMemo, useState } from 'react';
import { recallWidths, rememberWidths } from './remembered.js';
import type { TableColumn } from './table-columns.js';

/** What a column without a width of its own keeps at least. */
const FLEXIBLE_LEAST = 120;

export interface ColumnWidths {
  /** For grid-template-columns. */
  readonly template: string;
  /** Less than this the columns do not take together, in CSS pixels. */
  readonly least: number;
  /** Widths that are known in CSS pixels, by column. */
  readonly widths: Readonly<Record<string, number>>;
  readonly resize: (column: string, width: number) => void;
}

/** The widths of a table's columns: as given, or as somebody made them; those are remembered. */
export function useColumnWidths<T>(id: string, columns: readonly TableColumn<T>[]): ColumnWidths {
  const [changed, setChanged] = useState(() => recallWidths(`keyferry.columns.${id}`));
  const { template, least, widths } = useMemo(() => {
    const wanted = columns.map((column) => changed[column.id] ?? column.width ?? '1fr');
    const known = columns.flatMap((column, at) =>
      typeof wanted[at] === 'number' ? [[column.id, wanted[at]] as const] : [],
    );
    const parts = columns.map((column, at) =>
      typeof wanted[at] === 'number'
        ? `${wanted[at]}px`
        : `minmax(${column.minWidth ?? FLEXIBLE_LEAST}px, ${wanted[at] ?? '1fr'})`,
    );
    const sizes = columns.map((column, at) =>
      typeof wanted[at] === 'number' ? wanted[at] : (column.minWidth ?? FLEXIBLE_LEAST),
    );
    return {
      template: parts.join(' '),
      least: sizes.reduce((sum, size) => sum + size, 0),
      widths: Object.fromEntries(known),
    };
  }, [columns, changed]);
  const resize = (column: string, width: number): void => {
    const next = { ...changed, [column]: width };
    setChanged(next);
    rememberWidths(`keyferry.columns.${id}`, next);
  };
  return { template, least, widths, resize };
}
