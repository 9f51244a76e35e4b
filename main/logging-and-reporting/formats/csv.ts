import type { LogEvent } from '../../../shared/domain/log-event.js';
import { eventOf, type LineFormat } from './line-format.js';

const COLUMNS = [
  ...(['sequence', 'time', 'service', 'level', 'event', 'actor', 'approver', 'object', 'message'] as const),
  ...(['outcome', 'reason', 'jobId', 'requestId', 'previousHash', 'hash'] as const),
] as const;

/** What a spreadsheet takes for a formula, the full-width signs too; and our own apostrophe, so that it can be taken away again. */
const NEUTRALISED = /^['=+\-@\t\r\n＝＋－＠]/;

/**
 * A CSV cell (RFC 4180), neutralised: what a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, "CSV Injection"); the full-width signs count as such in Japanese settings.
 */
export function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const harmless = NEUTRALISED.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A line of CSV, with its line feed. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function rowOf(event: LogEvent): string {
  let row = `${event.sequence},${new Date(event.time).toISOString()}`;
  for (let at = 2; at < COLUMNS.length; at += 1) row += `,${csvCell(event[COLUMNS[at] ?? 'hash'])}`;
  return `${row}\n`;
}

/** Whether a quoted cell is still open at the end of a text: its row goes on in the next line. */
function isOpen(row: string): boolean {
  let quotes = 0;
  for (let at = row.indexOf('"'); at >= 0; at = row.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

function cellsOf(row: string): string[] {
  if (!row.includes('"')) return row.split(',');
  const cells = [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)];
  return cells.map(([, quoted, plain = '']) => (quoted === undefined ? plain : quoted.replaceAll('""', '"')));
}

function read(row: string): ReturnType<LineFormat['read']> {
  const cells = cellsOf(row);
  if (cells.length !== COLUMNS.length) return undefined;
  const members = COLUMNS.flatMap((name, at): [string, string | number][] => {
    const cell = cells[at] ?? '';
    if (name === 'sequence') return [[name, Number(cell)]];
    if (name === 'time') return [[name, Date.parse(cell)]];
    return cell === '' && OPTIONAL.has(name) ? [] : [[name, cell.startsWith("'") ? cell.slice(1) : cell]];
  });
  return eventOf(Object.fromEntries(members));
}

const OPTIONAL: ReadonlySet<string> = new Set(['approver', 'outcome', 'reason', 'jobId', 'requestId']);

/** CSV with a head, for a spreadsheet. */
export const CSV: LineFormat = { head: csvLine(COLUMNS), row: rowOf, read, isOpen };
