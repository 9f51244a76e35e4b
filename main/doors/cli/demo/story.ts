import { styleText } from 'node:util';
import { clean, count, fold, leftAndRight, NO_BREAK, span, tableLines } from './layout.js';

/** One row of the table at the end. */
export interface Figure {
  readonly what: string;
  readonly milliseconds: number;
  /** HTTP requests sent; absent: none can be sent by it. */
  readonly requests?: number;
  readonly outcome: string;
}

export interface StoryParts {
  readonly write: (text: string) => void;
  readonly colour: boolean;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
}

type Style = 'bold' | 'green' | 'yellow' | 'red';

/** Fits on every terminal and in every mail. */
const WIDTH = 98;
const INDENT = '   ';

/** Prints the demonstration as it goes, and keeps its figures for the table at the end. */
export class Story {
  readonly figures: Figure[] = [];
  readonly #parts: StoryParts;
  readonly #startedAt: number;
  #chapter = 0;

  constructor(parts: StoryParts) {
    this.#parts = parts;
    this.#startedAt = parts.now();
  }

  get elapsed(): number {
    return this.#parts.now() - this.#startedAt;
  }

  /** A heading with the mark that no figure of this page is about a real vault. */
  title(text: string): void {
    this.#heading(text);
    this.#line('='.repeat(WIDTH));
  }

  chapter(title: string, why: string): void {
    this.#chapter += 1;
    this.#line('');
    this.#heading(`${this.#chapter}  ${title}`);
    this.text(why);
    this.#line('');
  }

  /** A heading without a number. */
  closing(title: string): void {
    this.#line('');
    this.#heading(title);
    this.#line('');
  }

  text(text: string): void {
    for (const line of fold(clean(text), WIDTH - INDENT.length)) this.#line(INDENT + line);
  }

  /** What a job or a refusal said, word for word. */
  quote(text: string, level: 'INFO' | 'WARN' | 'ERROR' = 'INFO'): void {
    const head = `${INDENT}| ${level.padEnd(5)} `;
    const rest = `${INDENT}|       `;
    const style = level === 'ERROR' ? 'red' : level === 'WARN' ? 'yellow' : undefined;
    for (const [index, line] of fold(clean(text), WIDTH - head.length).entries())
      this.#line(this.#styled((index === 0 ? head : rest) + line, style));
  }

  /** Lines as they are, e.g. a fingerprint or a command. */
  lines(...lines: readonly string[]): void {
    for (const line of lines) this.#line(INDENT + clean(line));
  }

  table(head: readonly string[], rows: readonly (readonly string[])[]): void {
    const [first = '', ...rest] = tableLines(head, rows, WIDTH - INDENT.length);
    this.#line(this.#styled(INDENT + first, 'bold'));
    this.lines(...rest);
  }

  space(): void {
    this.#line('');
  }

  /** Does a piece of work, prints what it was and how long it took. */
  async timed<T>(what: string, work: () => Promise<T> | T): Promise<{ readonly value: T; readonly ms: number }> {
    const begun = this.#parts.now();
    const value = await work();
    const ms = this.#parts.now() - begun;
    this.#line(leftAndRight(`${INDENT}${clean(what)}`, span(ms), WIDTH));
    return { value, ms };
  }

  /** A good end, marked as such. */
  good(text: string): void {
    for (const line of fold(clean(text), WIDTH - INDENT.length)) this.#line(this.#styled(INDENT + line, 'green'));
  }

  record(figure: Figure): void {
    this.figures.push(figure);
  }

  /** The table of all figures. */
  summary(): void {
    const requests = this.figures.reduce((sum, figure) => sum + (figure.requests ?? 0), 0);
    this.table(
      ['step', 'time', 'requests', 'what came of it'],
      [
        ...this.figures.map((figure) => [
          figure.what,
          span(figure.milliseconds).padStart(6),
          String(figure.requests ?? '-').padStart(8),
          figure.outcome,
        ]),
        ['all together', span(this.elapsed).padStart(6), String(requests).padStart(8), count(this.#chapter, 'chapter')],
      ],
    );
  }

  #heading(text: string): void {
    const line = leftAndRight(clean(text), 'PRACTICE', WIDTH);
    this.#line(this.#styled(line, 'bold'));
  }

  #styled(text: string, style: Style | undefined): string {
    return style && this.#parts.colour ? styleText(style, text) : text;
  }

  #line(text: string): void {
    this.#parts.write(`${text.replaceAll(NO_BREAK, ' ')}\n`);
  }
}
