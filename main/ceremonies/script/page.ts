import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { pgpWords } from '../../../shared/domain/ceremony/pgp-words.js';
import { groupInFours } from '../../crypto/index.js';
import type { Sheet } from '../../printing/index.js';

const INK = '#111827';
const SOFT = '#4a5361';
const RULE = '#9aa3b2';
const SHADE = '#eef1f5';
const PRACTICE = '#8a4b00';
const FOOT = 30;

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

/** Pages of a ceremony on paper: what is read in a hurry is large, and there is room for a pen. */
export class CeremonyPages {
  readonly sheet: Sheet;
  y: number;
  readonly #plan: Pick<CeremonyPlan, 'id' | 'mode'>;
  readonly #what: string;
  readonly #footNote: string;

  /** What draws on paper is loaded when paper is printed, not at every start. */
  static async open(
    plan: Pick<CeremonyPlan, 'id' | 'mode'>,
    what: string,
    footNote: string,
    madeAt: number,
  ): Promise<CeremonyPages> {
    const { Sheet } = await import('../../printing/index.js');
    return new CeremonyPages(plan, what, footNote, new Sheet({ title: `${what}: ${plan.id}`, madeAt, margin: 40 }));
  }

  private constructor(plan: Pick<CeremonyPlan, 'id' | 'mode'>, what: string, footNote: string, sheet: Sheet) {
    this.sheet = sheet;
    this.#plan = plan;
    this.#what = what;
    this.#footNote = footNote;
    this.y = this.sheet.margin;
  }

  get width(): number {
    return this.sheet.width;
  }

  get left(): number {
    return this.sheet.margin;
  }

  get end(): number {
    return this.sheet.bottom - FOOT;
  }

  /** The title of the document, with PRACTICE or PRODUCTION beside it. */
  title(text: string): void {
    const mode = this.#plan.mode;
    const wide = this.sheet.widthOf(mode, 'bold', 15) + 24;
    const colour = mode === 'PRACTICE' ? PRACTICE : INK;
    const x = this.left + this.width - wide;
    this.sheet.document.rect(x, this.y, wide, 28).lineWidth(1.6).stroke(colour);
    this.sheet.line(mode, x + 12, this.y + 6, 'bold', 15, colour);
    for (const line of this.sheet.fold(text, this.width - wide - 16, 'bold', 19)) {
      this.sheet.line(line, this.left, this.y + 3, 'bold', 19, INK);
      this.y += 24;
    }
    this.y += 14;
  }

  heading(text: string): void {
    this.need(60);
    this.y += 8;
    this.sheet.line(text, this.left, this.y, 'bold', 12.5, INK);
    this.y += 21;
  }

  paragraph(text: string, size = 9.5): void {
    for (const line of this.sheet.fold(text, this.width, 'regular', size)) {
      this.need(size + 4);
      this.sheet.line(line, this.left, this.y, 'regular', size, INK);
      this.y += size + 4;
    }
    this.y += 3;
  }

  /** Facts, one below the other. */
  facts(rows: readonly (readonly [name: string, value: string, font?: 'regular' | 'mono'])[], label = 112): void {
    for (const [name, value, font = 'regular'] of rows) {
      const lines = this.sheet.fold(value, this.width - label, font, 9.5);
      this.need(lines.length * 13 + 4);
      this.sheet.line(name, this.left, this.y, 'bold', 9.5, SOFT);
      for (const line of lines) {
        this.sheet.line(line, this.left + label, this.y, font, 9.5, INK);
        this.y += 13;
      }
      this.y += 2.5;
    }
  }

  /** A SHA-256 for eyes and voices: hex in groups of four, and the words, both in rows that belong together. */
  fingerprint(name: string, hex: string): void {
    const groups = groupInFours(hex).split(' ');
    const words = pgpWords(hex);
    const rows = Math.ceil(groups.length / 4);
    this.need(rows * 17 + 36);
    const top = this.y;
    this.sheet.document.rect(this.left, top, this.width, rows * 17 + 30).fill(SHADE);
    this.sheet.line(name, this.left + 10, top + 7, 'bold', 10, INK);
    this.y = top + 25;
    for (let row = 0; row < rows; row += 1) {
      this.sheet.line(groups.slice(row * 4, row * 4 + 4).join(' '), this.left + 10, this.y, 'mono', 10, INK);
      const said = words.slice(row * 8, row * 8 + 8).join(' ');
      const size = Math.min(8.6, ((this.width - 162) / Math.max(1, this.sheet.widthOf(said, 'regular', 1))) * 0.99);
      this.sheet.line(said, this.left + 152, this.y + 1.2, 'regular', size, INK);
      this.y += 17;
    }
    this.y = top + rows * 17 + 42;
  }

  /** A table; `least` is the height of a row at least, so that there is room to write. The heads stand on every page of it. */
  table(columns: readonly Column[], rows: readonly (readonly (string | Cell)[])[], least = 0): void {
    const pad = 4;
    const heads = (): void => {
      const folded = columns.map(({ head, width }) => this.sheet.fold(head, width - 2 * pad, 'bold', 8));
      const height = Math.max(...folded.map((lines) => lines.length)) * 10 + 7;
      this.sheet.document.rect(this.left, this.y, sum(columns), height).fill(SHADE);
      let x = this.left;
      for (const [at, lines] of folded.entries()) {
        for (const [row, line] of lines.entries())
          this.sheet.line(line, x + pad, this.y + 4 + row * 10, 'bold', 8, SOFT);
        x += columns[at]?.width ?? 0;
      }
      this.#rule(sum(columns), this.y + height);
      this.y += height;
    };
    this.need(40 + least);
    heads();
    for (const row of rows) {
      const cells = row.map((cell, at) => {
        const { text, font, size = 8.5 } = typeof cell === 'string' ? { text: cell, font: undefined } : cell;
        const column = columns[at];
        const face = font ?? (column?.bold ? 'bold' : 'regular');
        return {
          lines: text.split('\n').flatMap((part) => this.#fold(part, (column?.width ?? 0) - 2 * pad, face, size)),
          face,
          size,
        };
      });
      const wanted = Math.max(least, ...cells.map(({ lines, size }) => lines.length * (size + 2.6) + 2 * pad + 2));
      const height = Math.min(wanted, this.end - this.sheet.margin - 60);
      if (this.y + height > this.end) {
        this.nextPage();
        heads();
      }
      let x = this.left;
      for (const [at, { lines, face, size }] of cells.entries()) {
        for (const [line, text] of lines.entries()) {
          const y = this.y + pad + line * (size + 2.6);
          if (y + size < this.y + height) this.sheet.line(text, x + pad, y, face, size, INK);
        }
        x += columns[at]?.width ?? 0;
        if (at < columns.length - 1) this.#vertical(x, this.y, height);
      }
      this.#vertical(this.left, this.y, height);
      this.#vertical(this.left + sum(columns), this.y, height);
      this.#rule(sum(columns), this.y + height);
      this.y += height;
    }
    this.y += 10;
  }

  /** Empty lines to write on, with a label above. */
  writingLines(label: string, lines: number): void {
    this.need(lines * 24 + 20);
    this.sheet.line(label, this.left, this.y, 'bold', 9.5, SOFT);
    this.y += 10;
    for (let line = 0; line < lines; line += 1) {
      this.y += 24;
      this.#rule(this.width, this.y);
    }
    this.y += 14;
  }

  #fold(text: string, width: number, face: 'regular' | 'bold' | 'mono', size: number): readonly string[] {
    return text === '' ? [] : this.sheet.fold(text, width, face, size);
  }

  nextPage(): void {
    this.sheet.document.addPage();
    this.y = this.sheet.margin;
  }

  /** Goes to the next page where there is not so much room. */
  need(height: number): void {
    if (this.y + height > this.end) this.nextPage();
  }

  /** Foot and mark of every page; ends it. */
  async finish(): Promise<Uint8Array> {
    this.sheet.onEveryPage((page, pages) => {
      const y = this.sheet.bottom - 16;
      const practice = this.#plan.mode === 'PRACTICE';
      const mark = practice ? 'PRACTICE  ' : '';
      this.#rule(this.width, y - 6);
      const what = `${mark}${this.#what}  ${this.#plan.id}`;
      this.sheet.line(what, this.left, y, practice ? 'bold' : 'regular', 8, practice ? PRACTICE : SOFT);
      this.sheet.line(this.#footNote, this.left, y + 10, 'mono', 6.2, SOFT);
      const number = `page ${page} of ${pages}`;
      this.sheet.line(number, this.left + this.width - this.sheet.widthOf(number, 'regular', 8), y, 'regular', 8, SOFT);
      if (practice) this.#watermark();
    });
    return this.sheet.end();
  }

  /** A rehearsal is a rehearsal on every page, also when one is copied alone. */
  #watermark(): void {
    const { document } = this.sheet;
    document.save();
    document.fillOpacity(0.07);
    document.rotate(-52, { origin: [document.page.width / 2, document.page.height / 2] });
    const size = 110;
    const wide = this.sheet.widthOf('PRACTICE', 'bold', size);
    this.sheet.line(
      'PRACTICE',
      document.page.width / 2 - wide / 2,
      document.page.height / 2 - size / 2,
      'bold',
      size,
      PRACTICE,
    );
    document.restore();
  }

  #rule(width: number, y: number): void {
    this.sheet.document
      .moveTo(this.left, y)
      .lineTo(this.left + width, y)
      .lineWidth(0.6)
      .stroke(RULE);
  }

  #vertical(x: number, y: number, height: number): void {
    this.sheet.document
      .moveTo(x, y)
      .lineTo(x, y + height)
      .lineWidth(0.6)
      .stroke(RULE);
  }
}

function sum(columns: readonly Column[]): number {
  return columns.reduce((total, { width }) => total + width, 0);
}
