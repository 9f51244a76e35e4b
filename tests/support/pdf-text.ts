import { inflateSync } from 'node:zlib';

/** What a page of one of our PDFs says and draws: enough of the format for what pdfkit writes, and no more. */
export interface PdfPage {
  /** The lines of text in the order in which they were drawn. */
  readonly lines: readonly string[];
  /** Filled boxes, in points of the page. */
  readonly boxes: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

/** Reads a PDF back. */
export function pdfPages(pdf: Uint8Array): PdfPage[] {
  const objects = objectsOf(Buffer.from(pdf));
  const fonts = new Map<string, ReadonlyMap<number, string>>();
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary));
  return pages.map(({ dictionary }) => {
    const resources = objects.get(reference(dictionary, 'Resources'))?.dictionary ?? '';
    for (const [, name = '', number = ''] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = objects.get(reference(objects.get(number)?.dictionary ?? '', 'ToUnicode'));
      if (map && !fonts.has(name)) fonts.set(name, charactersOf(map.stream));
    }
    return drawn(objects.get(reference(dictionary, 'Contents'))?.stream ?? '', fonts);
  });
}

/** Text without any space: what is folded over lines, or set in groups, is found all the same. */
export function squeezed(text: string | readonly string[]): string {
  return (typeof text === 'string' ? text : text.join('')).replaceAll(/\s+/g, '');
}

interface PdfObject {
  readonly dictionary: string;
  readonly stream: string;
}

function objectsOf(bytes: Buffer): ReadonlyMap<string, PdfObject> {
  const text = bytes.toString('latin1');
  const found = new Map<string, PdfObject>();
  for (const { 1: number = '', index } of text.matchAll(/^(\d+) 0 obj$/gm)) {
    const end = text.indexOf('\nendobj', index);
    const start = text.indexOf('stream\n', index);
    const streamed = start !== -1 && start < end;
    const dictionary = text.slice(index, streamed ? start : end);
    // The length may be an object of its own: the end of the stream is looked for.
    const content = streamed ? bytes.subarray(start + 7, text.lastIndexOf('\nendstream', end)) : Buffer.alloc(0);
    const packed = streamed && dictionary.includes('/FlateDecode');
    found.set(number, { dictionary, stream: (packed ? inflateSync(content) : content).toString('latin1') });
  }
  return found;
}

function reference(dictionary: string, name: string): string {
  return new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1] ?? '';
}

/** Glyph numbers to characters, from a ToUnicode map. */
function charactersOf(map: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    const values = [...list.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = '']) => hex.replaceAll(' ', ''));
    for (const [at, hex] of values.entries())
      found.set(parseInt(from, 16) + at, Buffer.from(hex, 'hex').swap16().toString('utf16le'));
  }
  return found;
}

function drawn(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): PdfPage {
  const lines: string[] = [];
  const boxes: PdfPage['boxes'][number][] = [];
  let font: ReadonlyMap<number, string> | undefined;
  for (const row of content.split('\n')) {
    const name = /^\/(F\d+) [\d.]+ Tf$/.exec(row)?.[1];
    if (name !== undefined) font = fonts.get(name);
    const shown = /^\[(.*)\] TJ$/.exec(row)?.[1];
    if (shown !== undefined) lines.push(textOf(shown, font));
    const box = /^([\d.-]+) ([\d.-]+) ([\d.-]+) ([\d.-]+) re$/.exec(row);
    if (box) {
      const [x = 0, y = 0, width = 0, height = 0] = box.slice(1).map(Number);
      boxes.push({ x, y, width, height });
    }
  }
  return { lines, boxes };
}

function textOf(shown: string, font: ReadonlyMap<number, string> | undefined): string {
  const hex = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, part]) => part).join('');
  return (hex.match(/.{4}/g) ?? []).map((glyph) => font?.get(parseInt(glyph, 16)) ?? '?').join('');
}
