import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { shareWidth } from '../../main/printing/column-widths.js';
import { printTable, Sheet, type PrintedTable } from '../../main/printing/index.js';

function tableOf(change: Partial<PrintedTable> = {}): PrintedTable {
  return {
    title: 'Key inventory',
    filter: 'Every key.',
    workstationId: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
    practice: false,
    reportId: '9b2d7c1e-0b1d-4f52-8d0a-111111111111',
    by: 'Ada',
    madeAt: Date.UTC(2026, 10, 24),
    sha256: 'cd34'.repeat(16),
    columns: ['Key', 'Fingerprint'],
    rows: [['payroll-001', 'ab'.repeat(32)]],
    ...change,
  };
}

const pagesOf = (pdf: Uint8Array): number =>
  Buffer.from(pdf)
    .toString('latin1')
    .match(/\/Type \/Page(?!s)/g)?.length ?? 0;

/** What the pages draw: content streams, unpacked. */
function drawn(pdf: Uint8Array): string {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString('latin1');
  return [...text.matchAll(/stream\n/g)]
    .map(({ index }) => bytes.subarray(index + 7, text.indexOf('endstream', index)))
    .map((stream) => {
      try {
        return inflateSync(stream).toString('latin1');
      } catch {
        return '';
      }
    })
    .filter((stream) => stream.includes('BT'))
    .join('\n');
}

describe('a printed table', () => {
  test('breaks over pages, with a head on each', async () => {
    const rows = Array.from({ length: 200 }, (_, at) => [`payroll-${at}`, 'ab'.repeat(32)]);
    const pdf = await printTable(tableOf({ rows }));
    expect(pagesOf(pdf)).toBeGreaterThan(4);
    // The head is the one filled box of a page.
    expect(drawn(pdf).match(/^f$/gm)).toHaveLength(pagesOf(pdf));
  });

  test('a cell higher than a page goes on over the next ones', async () => {
    const pdf = await printTable(tableOf({ rows: [['x', 'word '.repeat(12_000)]] }));
    expect(pagesOf(pdf)).toBeGreaterThan(2);
  });

  test('without rows is one page, and the same each time', async () => {
    const one = await printTable(tableOf({ rows: [] }));
    expect(pagesOf(one)).toBe(1);
    expect(Buffer.compare(one, await printTable(tableOf({ rows: [] })))).toBe(0);
  });

  test('of 2,000 rows lets others have a turn', async () => {
    let turns = 0;
    const rows = Array.from({ length: 400 }, () => ['x', 'y']);
    await printTable(tableOf({ rows }), () => {
      turns += 1;
      return Promise.resolve();
    });
    expect(turns).toBe(10);
  });
});

describe('a sheet', () => {
  test('knows what its fonts can show: other alphabets stay, what has no glyph becomes its code point', () => {
    const sheet = new Sheet({ title: 'x', madeAt: 0 });
    expect(sheet.readable('Prüfung зарплата Ελληνικά עברית', 'regular')).toBe('Prüfung зарплата Ελληνικά עברית');
    expect(sheet.readable('名前-1', 'regular')).toBe('[U+540D][U+524D]-1');
    expect(sheet.readable('a\u0007b\nc', 'regular')).toBe('a[U+0007]b c');
  });

  test('folds at spaces and inside long words, and no line is wider than asked', () => {
    const sheet = new Sheet({ title: 'x', madeAt: 0 });
    const text = `one two three ${'abcdef0123'.repeat(20)} https://contoso.vault.azure.net/keys/payroll/import`;
    const lines = sheet.fold(text, 80, 'regular', 8);
    for (const line of lines) expect(sheet.widthOf(line, 'regular', 8)).toBeLessThanOrEqual(80);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(sheet.fold('', 80, 'regular', 8)).toEqual(['']);
  });
});

test.each([
  [[10, 20], 100],
  [[10, 200, 300], 100],
  [[500, 500, 500], 90],
])('widths of %j share %d', (needs, width) => {
  const shared = shareWidth(
    needs,
    width,
    needs.map(() => 5),
  );
  expect(shared.reduce((sum, one) => sum + one, 0)).toBeCloseTo(width);
  for (const one of shared) expect(one).toBeGreaterThan(4);
});
