/*
 * What may be journalled. Opening replays statements, so a statement must give the same result every time
 * (architecture.md, "The store"); and a commit is the only one who begins and ends transactions.
 */

const NOT_DETERMINISTIC =
  /\b(?:random|randomblob|datetime|date|time|julianday|strftime|unixepoch|timediff|last_insert_rowid|changes|total_changes)\s*\(|\bcurrent_(?:time|date|timestamp)\b/i;
const NOT_OURS = /^\s*(?:begin|commit|end|rollback|savepoint|release|attach|detach|vacuum|pragma|analyze|reindex)\b/i;
const READS = /^\s*(?:select|with)\b/i;

const accepted = new Set<string>();
const reading = new Set<string>();

function withoutTexts(sql: string): string {
  return sql.replace(/'(?:[^']|'')*'/g, "''");
}

/** Throws (it is a bug of ours) when a statement could not be replayed or is not one statement. */
export function assertReplayable(sql: string): void {
  if (accepted.has(sql)) return;
  const plain = withoutTexts(sql);
  if (NOT_DETERMINISTIC.test(plain)) throw new Error(`Not deterministic, could not be replayed: ${sql}`);
  if (NOT_OURS.test(plain)) throw new Error(`Not allowed inside a commit: ${sql}`);
  if (/;\s*\S/.test(plain)) throw new Error(`More than one statement: ${sql}`);
  accepted.add(sql);
}

/** Throws when a statement that should only read could write. */
export function assertReads(sql: string): void {
  if (reading.has(sql)) return;
  if (
    !READS.test(sql) ||
    /\b(?:insert|update|delete|replace)\b\s+(?:into|or|from|\w+\s+set)\b/i.test(withoutTexts(sql))
  ) {
    throw new Error(`Not a reading statement: ${sql}`);
  }
  reading.add(sql);
}
