import type { Row } from '../types.js';

function wrong(row: Row, column: string, expected: string): never {
  throw new Error(
    `Column ${column} should hold ${expected}, it holds ${row[column] === null ? 'null' : typeof row[column]}.`,
  );
}

/** Reads a TEXT column. A wrong type is a bug of ours, so it throws. */
export function text(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : wrong(row, column, 'text');
}

/** Reads an INTEGER column. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  return typeof value === 'number' ? value : wrong(row, column, 'a number');
}

/** Reads a BLOB column. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  return value instanceof Uint8Array ? value : wrong(row, column, 'bytes');
}

/** `{ [name]: value }` where the column holds text, `{}` where it is null: fits exactOptionalPropertyTypes. */
export function optionalText<N extends string>(row: Row, column: string, name: N): { [K in N]?: string } {
  const value = row[column];
  return value === null || value === undefined ? {} : ({ [name]: text(row, column) } as { [K in N]: string });
}

/** `{ [name]: value }` where the column holds a number, `{}` where it is null. */
export function optionalInteger<N extends string>(row: Row, column: string, name: N): { [K in N]?: number } {
  const value = row[column];
  return value === null || value === undefined ? {} : ({ [name]: integer(row, column) } as { [K in N]: number });
}
