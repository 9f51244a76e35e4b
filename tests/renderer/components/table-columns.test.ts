import { describe, expect, test } from 'vitest';
import { rowsAsText, sortRows, type TableColumn } from '../../../renderer/components/table-columns.js';

interface Row {
  readonly name: string;
  readonly expires?: number;
}

const columns: readonly TableColumn<Row>[] = [
  { id: 'name', title: 'Name', text: (row) => row.name },
  { id: 'expires', title: 'Expires', text: (row) => String(row.expires ?? ''), sortBy: (row) => row.expires },
  { id: 'fixed', title: 'Fixed', text: () => '', sortBy: false },
];
const rows: readonly Row[] = [{ name: 'key-10', expires: 5 }, { name: 'Key-2' }, { name: 'key-1', expires: 9 }];
const names = (sorted: readonly Row[]): readonly string[] => sorted.map((row) => row.name);

describe('sorting', () => {
  test('counts numbers in names, and does not look at case', () => {
    expect(names(sortRows(rows, columns, { column: 'name', direction: 'ascending' }))).toEqual([
      'key-1',
      'Key-2',
      'key-10',
    ]);
    expect(names(sortRows(rows, columns, { column: 'name', direction: 'descending' }))).toEqual([
      'key-10',
      'Key-2',
      'key-1',
    ]);
  });

  test.each(['ascending', 'descending'] as const)('puts what has no value last: %s', (direction) => {
    expect(names(sortRows(rows, columns, { column: 'expires', direction })).at(-1)).toBe('Key-2');
  });

  test('leaves the order where a column does not sort, or is not there', () => {
    expect(sortRows(rows, columns, { column: 'fixed', direction: 'ascending' })).toBe(rows);
    expect(sortRows(rows, columns, undefined)).toBe(rows);
    expect(sortRows(rows, columns, { column: 'gone', direction: 'ascending' })).toBe(rows);
  });
});

test('rows are copied as a table: tabs between cells, line breaks taken out', () => {
  expect(rowsAsText([{ name: 'a\tb\nc', expires: 1 }, { name: 'd' }], columns)).toBe('a b c\t1\t\nd\t\t');
});
