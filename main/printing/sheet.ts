import PDFDocument from 'pdfkit';
import { FONT_NAMES, fontBytes, type FontName } from './fonts.js';

export interface SheetOptions {
  readonly title: string;
  /** UTC milliseconds. */
  readonly madeAt: number;
  readonly layout?: 'portrait' | 'landscape';
  /** Points around every page. */
  readonly margin?: number;
}

/** What the embedded font of pdfkit can tell; pdfkit's types leave it out. */
interface Glyphs {
  hasGlyphForCodePoint(point: number): boolean;
}

/**
 * An A4 document with our fonts, measured a character at a time: pdfkit's own measuring shapes every text anew and takes
 * most of the time of a long table. Sizes are in points.
 */
export class Sheet {
  readonly document: PDFKit.PDFDocument;
  readonly margin: number;
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<void>;
  readonly #widths = new Map<string, number>();

  constructor({ title, madeAt, layout = 'portrait', margin = 36 }: SheetOptions) {
    this.margin = margin;
    this.document = new PDFDocument({
      size: 'A4',
      layout,
      margin,
      bufferPages: true,
      lang: 'en',
      displayTitle: true,
      info: { Title: title, Producer: 'Keyferry', Creator: 'Keyferry', CreationDate: new Date(madeAt) },
    });
    for (const name of FONT_NAMES) this.document.registerFont(name, fontBytes(name));
    this.document.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#ended = new Promise((resolve) => this.document.once('end', resolve));
  }

  /** The width between the margins. */
  get width(): number {
    return this.document.page.width - 2 * this.margin;
  }

  get bottom(): number {
    return this.document.page.height - this.margin;
  }

  /** Draws one line and nothing more; what the font has no glyph for is written as its code point. */
  line(text: string, x: number, y: number, font: FontName, size: number, colour = '#000000'): void {
    const shown = this.readable(text, font);
    this.document.font(font).fontSize(size).fillColor(colour);
    // Without a width pdfkit would break the line at the margin.
    this.document.text(shown, x, y, { lineBreak: false, features: [] });
  }

  /** The width of a text at that size. */
  widthOf(text: string, font: FontName, size: number): number {
    let width = 0;
    for (const character of text) width += this.#widthOf(character, font);
    return width * size;
  }

  /** Folds a text at spaces, and inside words that are longer than a line. */
  fold(text: string, width: number, font: FontName, size: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of this.readable(text, font)
      .split(/\s+/)
      .filter((part) => part !== '')) {
      const joined = line === '' ? word : `${line} ${word}`;
      if (this.widthOf(joined, font, size) <= width) {
        line = joined;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const piece of this.#pieces(word, width, font, size)) {
        if (line !== '') lines.push(line);
        line = piece;
      }
    }
    return line === '' && lines.length > 0 ? lines : [...lines, line];
  }

  /** The text with characters that the font does not have as `[U+4E2D]`: readable, and not a row of boxes. */
  readable(text: string, font: FontName): string {
    // Most texts are plain, and every font has those.
    if (/^[\x20-\x7e]*$/.test(text)) return text;
    const glyphs = this.#glyphs(font);
    return [...text]
      .map((character) => {
        const point = character.codePointAt(0) ?? 0;
        if (point >= 32 && (glyphs?.hasGlyphForCodePoint(point) ?? true)) return character;
        return /\s/.test(character) ? ' ' : `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
      })
      .join('');
  }

  /** Calls `draw` on every page with its number and how many there are. */
  onEveryPage(draw: (page: number, pages: number) => void): void {
    const { start, count } = this.document.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.document.switchToPage(page);
      draw(page - start + 1, count);
    }
  }

  /** Ends it and answers the PDF. */
  async end(): Promise<Uint8Array> {
    this.document.end();
    await this.#ended;
    return Uint8Array.from(Buffer.concat(this.#chunks));
  }

  /** A word in pieces, each as long as a line can be; after a slash, dot, dash or underscore where there is one late in the line. */
  *#pieces(word: string, width: number, font: FontName, size: number): Generator<string> {
    let piece = '';
    let taken = 0;
    for (const character of word) {
      const wide = this.#widthOf(character, font) * size;
      if (piece !== '' && taken + wide > width) {
        const at = /^.{4,}[/._-](?=.{0,6}$)/u.exec(piece)?.[0].length ?? piece.length;
        yield piece.slice(0, at);
        piece = piece.slice(at);
        taken = this.widthOf(piece, font, size);
      }
      piece += character;
      taken += wide;
    }
    if (piece !== '') yield piece;
  }

  #widthOf(character: string, font: FontName): number {
    const key = font + character;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const width = this.document.font(font).fontSize(1000).widthOfString(character, { features: [] }) / 1000;
    this.#widths.set(key, width);
    return width;
  }

  #glyphs(font: FontName): Glyphs | undefined {
    this.document.font(font);
    const embedded: unknown = Reflect.get(this.document, '_font');
    const inner: unknown =
      typeof embedded === 'object' && embedded !== null ? Reflect.get(embedded, 'font') : undefined;
    return isGlyphs(inner) ? inner : undefined;
  }
}

function isGlyphs(value: unknown): value is Glyphs {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'hasGlyphForCodePoint') === 'function'
  );
}
