import type { ReportView } from '../../../shared/contract/index.js';
import type { TableColumn } from '../../components/index.js';

/** A row of a report, with its number: rows have no id of their own. */
export interface ReportRow {
  readonly number: number;
  readonly cells: readonly string[];
}

const LONGEST = 320;
const SHORTEST = 84;
/** About the width of a character, and what stands around the text, in CSS pixels. */
const CHARACTER = 7.4;
const AROUND = 28;
/** More rows than this say nothing new about the width. */
const LOOKED_AT = 200;

/** Columns wide enough for what is in them. */
export function reportColumns({
  columns,
  rows,
}: Pick<ReportView, 'columns' | 'rows'>): readonly TableColumn<ReportRow>[] {
  return columns.map((title, at) => {
    const longest = Math.max(title.length, ...rows.slice(0, LOOKED_AT).map((row) => row[at]?.length ?? 0));
    return {
      id: `${at}-${title}`,
      title,
      text: (row) => row.cells[at] ?? '',
      sortBy: (row) => (row.cells[at] === '' ? undefined : row.cells[at]),
      width: Math.round(Math.min(LONGEST, Math.max(SHORTEST, longest * CHARACTER + AROUND))),
      mono: isHash(rows, at),
    };
  });
}

export function reportRows(rows: ReportView['rows']): readonly ReportRow[] {
  return rows.map((cells, number) => ({ number, cells }));
}

export const reportRowId = (row: ReportRow): string => String(row.number);

/** Fingerprints and versions: long hexadecimal texts. */
export function isHash(rows: ReportView['rows'], at: number): boolean {
  const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
  return cells.length > 0 && cells.every((cell) => /^[0-9a-f]{32,}$/.test(cell));
}
