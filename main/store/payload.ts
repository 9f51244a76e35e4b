import type { SqlValue } from './types.js';

/** One statement of a commit with its values. */
export interface RecordedStatement {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

type Cell = string | number | null | { readonly b: string };

/** The statements of one commit as bytes (JSON; bytes as base64). */
export function encodePayload(statements: readonly RecordedStatement[]): Uint8Array {
  const cells = (value: SqlValue): Cell =>
    value instanceof Uint8Array ? { b: Buffer.from(value).toString('base64') } : value;
  return Buffer.from(JSON.stringify(statements.map(({ sql, params }) => [sql, params.map(cells)])), 'utf8');
}

/** Reads what encodePayload wrote. It was sealed, so anything else is a bug of ours and throws. */
export function decodePayload(payload: Uint8Array): RecordedStatement[] {
  const value: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
  if (!Array.isArray(value)) throw new Error('A journal frame holds no list of statements.');
  return value.map((item: unknown) => {
    if (!Array.isArray(item) || typeof item[0] !== 'string' || !Array.isArray(item[1])) {
      throw new Error('A journal frame holds something that is no statement.');
    }
    return { sql: item[0], params: item[1].map(toValue) };
  });
}

function toValue(cell: unknown): SqlValue {
  if (cell === null || typeof cell === 'string' || typeof cell === 'number') return cell;
  if (typeof cell === 'object' && 'b' in cell && typeof cell.b === 'string') {
    return Uint8Array.from(Buffer.from(cell.b, 'base64'));
  }
  throw new Error('A journal frame holds a value of unknown kind.');
}
