import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ExportFormat } from '../../../shared/domain/log-event.js';
import { formatOf, LINE_FORMATS } from '../formats/index.js';

/** No row of ours comes near; what is longer is broken or hostile. */
const LONGEST_ROW = 1024 * 1024;
const LINE_FEED = 10;

export interface FileWalk {
  readonly format: ExportFormat;
  readonly sha256: string;
  /** SHA-256 of the file up to the end of each full block of rows. */
  readonly blocks: readonly string[];
  /** The last row has no line feed: the file was cut off inside it. */
  readonly cutOff: boolean;
  /** The first line of a format that has a head is not that head. */
  readonly headAltered: boolean;
}

export interface WalkOptions {
  /** undefined: by the first line. */
  readonly format: ExportFormat | undefined;
  readonly blockRows: number;
  /** Gets every row without its line feed; a format is told before the first one. */
  readonly onRow: (row: string, format: ExportFormat) => void;
  readonly onFormat?: (format: ExportFormat) => void;
}

/** Reads a file once, row by row, in flat memory. Throws what the file system throws. */
export async function walkFile(file: string, options: WalkOptions): Promise<FileWalk> {
  const walk = new Walk(options);
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) walk.add(chunk as Buffer);
  return walk.end();
}

class Walk {
  readonly #options: WalkOptions;
  readonly #hash = createHash('sha256');
  readonly #blocks: string[] = [];
  #format: ExportFormat | undefined;
  #rest: Buffer = Buffer.alloc(0);
  #open = '';
  #rows = 0;
  #headAltered = false;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#format = options.format;
  }

  add(chunk: Buffer): void {
    const bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      this.#hash.update(bytes.subarray(start, end + 1));
      this.#line(bytes.toString('utf8', start, end));
      start = end + 1;
    }
    this.#rest = Buffer.from(bytes.subarray(start));
    // A line without an end is handed on as it is; it is no row of ours.
    if (this.#rest.length > LONGEST_ROW) {
      this.#hash.update(this.#rest);
      this.#line(this.#rest.toString('utf8'));
      this.#rest = Buffer.alloc(0);
    }
  }

  end(): FileWalk {
    const cutOff = this.#rest.length > 0 || this.#open !== '';
    this.#hash.update(this.#rest);
    const sha256 = this.#hash.digest('hex');
    const format = this.#format ?? formatOf(this.#rest.toString('utf8'));
    return { format, sha256, blocks: this.#blocks, cutOff, headAltered: this.#headAltered };
  }

  #line(line: string): void {
    if (this.#rows === 0 && this.#open === '' && this.#isHead(line)) return;
    const format = this.#format ?? 'text';
    const { isOpen } = LINE_FORMATS[format];
    const row = this.#open === '' ? line : `${this.#open}\n${line}`;
    if (isOpen?.(row) && row.length < LONGEST_ROW) {
      this.#open = row;
      return;
    }
    this.#open = '';
    this.#rows += 1;
    this.#options.onRow(row, format);
    if (this.#rows % this.#options.blockRows === 0) this.#blocks.push(this.#hash.copy().digest('hex'));
  }

  #headSeen = false;

  #isHead(line: string): boolean {
    if (this.#headSeen) return false;
    this.#headSeen = true;
    this.#format ??= formatOf(line);
    this.#options.onFormat?.(this.#format);
    const { head } = LINE_FORMATS[this.#format];
    if (head === '') return false;
    this.#headAltered = `${line}\n` !== head;
    return true;
  }
}
