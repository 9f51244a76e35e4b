import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { pgpWords } from '../../../shared/domain/ceremony/pgp-words.js';
import { groupInFours } from '../../crypto/index.js';
import type { Sheet } from '../../printing/index.js';
import { drawTable, type Cell, type Column } from './page-table.js';

const INK = '#111827';
const SOFT = '#4a5361';
const RULE = '#9aa3b2';
const SHADE = '#eef1f5';
const PRACTICE = '#8a4b00';
const FOOT = 30;

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

  /** A table; `least` is the height of a row at least, so that there is room to write. */
  table(columns: readonly Column[], rows: readonly (readonly (string | Cell)[])[], least = 0): void {
    drawTable(this, columns, rows, least);
  }

  /** Text as it stands in a file: every line with its indent. */
  code(text: string, size = 7.4): void {
    const wide = this.sheet.widthOf('0', 'mono', size);
    for (const line of text.split('\n')) {
      const indent = (/^ */.exec(line)?.[0].length ?? 0) * wide;
      const parts = this.sheet.fold(line, this.width - indent - 2 * wide, 'mono', size);
      for (const [at, part] of parts.entries()) {
        this.need(size + 3);
        this.sheet.line(part, this.left + indent + (at > 0 ? 2 * wide : 0), this.y, 'mono', size, INK);
        this.y += size + 3;
      }
    }
    this.y += 4;
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

  nextPage(): void {
    this.sheet.document.addPage();
    this.y = this.sheet.margin;
  }

  /** Goes to the next page where there is not so much room. */
  need(height: number): void {
    if (this.y + height > this.end) this.nextPage();
  }

  /** The number of the page that is drawn on now, from 1. */
  get pageNumber(): number {
    return this.sheet.document.bufferedPageRange().count;
  }

  /** A part of its own: on a new page, and in the list of bookmarks. Answers the number of its page. */
  part(title: string): number {
    this.nextPage();
    this.sheet.document.outline.addItem(title);
    return this.pageNumber;
  }

  /** Draws on a page from before, from `y` on. */
  onPage(page: number, y: number, draw: () => void): void {
    this.sheet.document.switchToPage(page - 1);
    this.y = y;
    draw();
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
}
