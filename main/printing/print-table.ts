import { shareWidth } from './column-widths.js';
import type { FontName } from './fonts.js';
import { Sheet } from './sheet.js';

/** A table on paper, with what has to stand on every page of it. */
export interface PrintedTable {
  readonly title: string;
  /** What was asked for, in words. */
  readonly filter: string;
  /** Of the installation that made it. */
  readonly workstationId: string;
  /** Practice vaults are in it: every page says so. */
  readonly practice: boolean;
  readonly reportId: string;
  readonly by: string;
  /** UTC milliseconds. */
  readonly madeAt: number;
  /** SHA-256 of the CSV form of exactly these rows. */
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const SIZE = 7;
const LEADING = 9;
const PAD = 3;
const HEAD_COLOUR = '#e8ebf0';
const LINE_COLOUR = '#c4cad4';
const SOFT = '#4a5361';
const PRACTICE_COLOUR = '#8a4b00';
/** More rows say nothing new about the widths. */
const LOOKED_AT = 400;
/** The least a column has to be read in: about ten characters. */
const LEAST = 34;
/** A word up to this width is not broken where there is room. */
const MOST_WORD = 68;
const FOOT = 24;
const ROWS_AT_ONCE = 40;

const nextTurn = (): Promise<void> => new Promise((done) => setImmediate(done));

/**
 * A report as PDF: A4, landscape, heads repeated on every page, cells folded, `page n of m`, and on every page the report's
 * id and the SHA-256 of its CSV form. Others have a turn every few rows.
 */
export async function printTable(table: PrintedTable, pause: () => Promise<void> = nextTurn): Promise<Uint8Array> {
  const sheet = new Sheet({ title: `Keyferry: ${table.title}`, madeAt: table.madeAt, layout: 'landscape' });
  const printer = new TablePrinter(sheet, table);
  printer.top();
  printer.heads();
  for (const [number, row] of table.rows.entries()) {
    printer.row(row);
    if (number % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await pause();
  }
  printer.ending();
  return sheet.end();
}

class TablePrinter {
  readonly #sheet: Sheet;
  readonly #table: PrintedTable;
  readonly #fonts: readonly FontName[];
  readonly #widths: readonly number[];
  #y: number;

  constructor(sheet: Sheet, table: PrintedTable) {
    this.#sheet = sheet;
    this.#table = table;
    this.#y = sheet.margin;
    const some = table.rows.slice(0, LOOKED_AT);
    this.#fonts = table.columns.map((_, at) => (isHex(some, at) ? 'mono' : 'regular'));
    const needs = table.columns.map((column, at) => {
      const cells = some.map((row) => sheet.widthOf(shown(row[at] ?? ''), this.#fonts[at] ?? 'regular', SIZE));
      return Math.max(sheet.widthOf(column, 'bold', SIZE), ...cells) + 2 * PAD + 0.5;
    });
    const words = table.columns.map((_, at) => {
      const found = some.flatMap((row) => shown(row[at] ?? '').split(' '));
      const widest = found.map((word) => sheet.widthOf(word, this.#fonts[at] ?? 'regular', SIZE));
      return Math.max(LEAST, Math.min(MOST_WORD, ...[Math.max(0, ...widest)])) + 2 * PAD + 0.5;
    });
    this.#widths = shareWidth(needs, sheet.width, words);
  }

  /** Title, what is in it, and the facts by which it is known again. */
  top(): void {
    const { title, filter, workstationId, reportId, by, madeAt, sha256, rows, practice } = this.#table;
    const { margin, width } = this.#sheet;
    this.#sheet.line(`Keyferry: ${title}`, margin, this.#y, 'bold', 15);
    if (practice) this.#practiceMark(margin + width, this.#y);
    this.#y += 24;
    for (const line of this.#sheet.fold(filter, width, 'regular', 9)) {
      this.#sheet.line(line, margin, this.#y, 'regular', 9);
      this.#y += 12;
    }
    this.#y += 4;
    const facts = [
      ['Report', reportId, 'mono'],
      ['Workstation', workstationId, 'mono'],
      ['Made', `${new Date(madeAt).toISOString().slice(0, 19).replace('T', ' ')} UTC, by ${by}`, 'regular'],
      ['Rows', String(rows.length), 'regular'],
      ['SHA-256 of the CSV form', sha256, 'mono'],
    ] as const;
    for (const [name, value, font] of facts) {
      this.#sheet.line(name, margin, this.#y, 'regular', 8, SOFT);
      this.#sheet.line(value, margin + 120, this.#y, font, 8);
      this.#y += 11.5;
    }
    this.#y += 8;
  }

  heads(): void {
    const { columns } = this.#table;
    const cells = columns.map((column, at) => this.#fold(column, at, 'bold'));
    const height = this.#heightOf(cells);
    const { document, margin, width } = this.#sheet;
    document.rect(margin, this.#y, width, height).fill(HEAD_COLOUR);
    this.#cells(cells, () => 'bold');
    this.#rule(height);
  }

  row(row: readonly string[]): void {
    const cells = this.#table.columns.map((_, at) =>
      this.#fold(shown(row[at] ?? ''), at, this.#fonts[at] ?? 'regular'),
    );
    // A row higher than a page is cut over several; every other one stands on one page.
    for (let from = 0, most = Math.max(1, ...cells.map((lines) => lines.length)); from < most;) {
      const room = Math.floor((this.#end - this.#y - 2 * PAD) / LEADING);
      const rest = most - from;
      if (room < 1 || (rest > room && from === 0 && rest <= this.#linesOfPage())) {
        this.#nextPage();
        continue;
      }
      const part = cells.map((lines) => lines.slice(from, from + room));
      this.#cells(part, (at) => this.#fonts[at] ?? 'regular');
      this.#rule(this.#heightOf(part));
      from += room;
    }
  }

  /** The last words, and head and foot of every page. */
  ending(): void {
    const { rows, title, reportId, sha256, practice, workstationId } = this.#table;
    const sheet = this.#sheet;
    if (rows.length === 0) sheet.line('No rows.', sheet.margin, this.#y + 6, 'regular', 9, SOFT);
    sheet.onEveryPage((page, pages) => {
      const y = sheet.bottom - 16;
      const number = `page ${page} of ${pages}`;
      const mark = practice ? 'PRACTICE   ' : '';
      sheet.line(
        `${mark}${title}   report ${reportId}   workstation ${workstationId}`,
        sheet.margin,
        y,
        'regular',
        6.5,
        practice ? PRACTICE_COLOUR : SOFT,
      );
      sheet.line(`SHA-256 of the CSV form ${sha256}`, sheet.margin, y + 9, 'mono', 6, SOFT);
      sheet.line(number, sheet.margin + sheet.width - sheet.widthOf(number, 'regular', 8), y + 2, 'regular', 8);
    });
  }

  get #end(): number {
    return this.#sheet.bottom - FOOT;
  }

  #linesOfPage(): number {
    return Math.floor((this.#end - this.#sheet.margin - 4 * LEADING) / LEADING);
  }

  #nextPage(): void {
    this.#sheet.document.addPage();
    this.#y = this.#sheet.margin;
    this.heads();
  }

  #practiceMark(right: number, y: number): void {
    const text = 'PRACTICE: keys of practice vaults are in it';
    const width = this.#sheet.widthOf(text, 'bold', 9) + 12;
    this.#sheet.document
      .rect(right - width, y, width, 17)
      .lineWidth(1)
      .stroke(PRACTICE_COLOUR);
    this.#sheet.line(text, right - width + 6, y + 4, 'bold', 9, PRACTICE_COLOUR);
  }

  #fold(text: string, at: number, font: FontName): string[] {
    return this.#sheet.fold(text, (this.#widths[at] ?? LEAST) - 2 * PAD, font, SIZE);
  }

  #heightOf(cells: readonly (readonly string[])[]): number {
    return Math.max(1, ...cells.map((lines) => lines.length)) * LEADING + 2 * PAD;
  }

  #cells(cells: readonly (readonly string[])[], fontOf: (at: number) => FontName): void {
    let x = this.#sheet.margin;
    for (const [at, lines] of cells.entries()) {
      for (const [number, line] of lines.entries()) {
        if (line !== '') this.#sheet.line(line, x + PAD, this.#y + PAD + number * LEADING, fontOf(at), SIZE);
      }
      x += this.#widths[at] ?? 0;
    }
  }

  #rule(height: number): void {
    const { document, margin, width } = this.#sheet;
    this.#y += height;
    document
      .moveTo(margin, this.#y)
      .lineTo(margin + width, this.#y)
      .lineWidth(0.5)
      .stroke(LINE_COLOUR);
  }
}

/** As it is read on paper: a time in two words, a fingerprint in groups of sixteen. */
function shown(cell: string): string {
  const time = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2}Z)$/.exec(cell);
  if (time) return `${time[1] ?? ''} ${time[2] ?? ''}`;
  return /^[0-9a-f]{32,}$/.test(cell) ? cell.replace(/(.{16})(?=.)/g, '$1 ') : cell;
}

/** Fingerprints, versions and ids stand in a font in which they can be compared. */
function isHex(rows: readonly (readonly string[])[], at: number): boolean {
  const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
  return cells.length > 0 && cells.every((cell) => /^[0-9a-f-]{32,}$/.test(cell));
}
