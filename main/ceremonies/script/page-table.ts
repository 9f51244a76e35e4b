import type { Sheet } from '../../printing/index.js';

const INK = '#111827';
const SOFT = '#4a5361';
const RULE = '#9aa3b2';
const SHADE = '#eef1f5';
const PAD = 4;

/** How the cells of a table are drawn. */
export interface Column {
  readonly head: string;
  /** Points. */
  readonly width: number;
  readonly bold?: boolean;
}

/** A cell: words in a font, or a box for the pen. */
export interface Cell {
  readonly text: string;
  readonly font?: 'regular' | 'bold' | 'mono';
  readonly size?: number;
}

/** Where a table is drawn; `y` goes on with it. */
interface Place {
  readonly sheet: Sheet;
  readonly left: number;
  readonly end: number;
  y: number;
  need(height: number): void;
  nextPage(): void;
}

interface FoldedCell {
  readonly lines: readonly string[];
  readonly face: 'regular' | 'bold' | 'mono';
  readonly size: number;
}

/** A table; `least` is the height of a row at least, so that there is room to write. The heads stand on every page of it. */
export function drawTable(
  place: Place,
  columns: readonly Column[],
  rows: readonly (readonly (string | Cell)[])[],
  least: number,
): void {
  place.need(40 + least);
  heads(place, columns);
  for (const row of rows) {
    let cells = row.map((cell, at) => folded(place.sheet, cell, columns[at]));
    const whole = place.end - place.sheet.margin - 60;
    // A row goes to the next page as a whole; only one that no page could hold is cut over several.
    if (place.y + heightOf(cells, least) > place.end && heightOf(cells, least) <= whole) next(place, columns);
    for (;;) {
      const room = place.end - place.y;
      const part = cells.map((cell) => firstLines(cell, room));
      drawRow(place, columns, part, least);
      cells = cells.map((cell, at) => ({ ...cell, lines: cell.lines.slice(part[at]?.lines.length ?? 0) }));
      if (cells.every(({ lines }) => lines.length === 0)) break;
      next(place, columns);
    }
  }
  place.y += 10;
}

function next(place: Place, columns: readonly Column[]): void {
  place.nextPage();
  heads(place, columns);
}

function folded(sheet: Sheet, cell: string | Cell, column: Column | undefined): FoldedCell {
  const { text, font, size = 8.5 } = typeof cell === 'string' ? { text: cell, font: undefined } : cell;
  const face = font ?? (column?.bold ? 'bold' : 'regular');
  const width = (column?.width ?? 0) - 2 * PAD;
  const lines = text === '' ? [] : text.split('\n').flatMap((part) => sheet.fold(part, width, face, size));
  return { lines, face, size };
}

function firstLines(cell: FoldedCell, room: number): FoldedCell {
  const most = Math.max(1, Math.floor((room - 2 * PAD - 2) / leading(cell)));
  return { ...cell, lines: cell.lines.slice(0, most) };
}

function leading({ size }: FoldedCell): number {
  return size + 2.6;
}

function heightOf(cells: readonly FoldedCell[], least: number): number {
  return Math.max(least, ...cells.map((cell) => cell.lines.length * leading(cell) + 2 * PAD + 2));
}

function heads(place: Place, columns: readonly Column[]): void {
  const { sheet, left } = place;
  const lines = columns.map(({ head, width }) => sheet.fold(head, width - 2 * PAD, 'bold', 8));
  const height = Math.max(...lines.map(({ length }) => length)) * 10 + 7;
  sheet.document.rect(left, place.y, sum(columns), height).fill(SHADE);
  let x = left;
  for (const [at, head] of lines.entries()) {
    for (const [row, line] of head.entries()) sheet.line(line, x + PAD, place.y + 4 + row * 10, 'bold', 8, SOFT);
    x += columns[at]?.width ?? 0;
  }
  place.y += height;
  line(place, [left, place.y], [left + sum(columns), place.y]);
}

function drawRow(place: Place, columns: readonly Column[], cells: readonly FoldedCell[], least: number): void {
  const { sheet, left } = place;
  const height = Math.min(heightOf(cells, least), place.end - place.y);
  let x = left;
  for (const [at, cell] of cells.entries()) {
    for (const [number, text] of cell.lines.entries())
      sheet.line(text, x + PAD, place.y + PAD + number * leading(cell), cell.face, cell.size, INK);
    line(place, [x, place.y], [x, place.y + height]);
    x += columns[at]?.width ?? 0;
  }
  line(place, [x, place.y], [x, place.y + height]);
  place.y += height;
  line(place, [left, place.y], [x, place.y]);
}

function line({ sheet }: Place, from: readonly [number, number], to: readonly [number, number]): void {
  sheet.document
    .moveTo(...from)
    .lineTo(...to)
    .lineWidth(0.6)
    .stroke(RULE);
}

function sum(columns: readonly Column[]): number {
  return columns.reduce((total, { width }) => total + width, 0);
}
