import type { UnreachableEndpoint } from '../../../shared/domain/endpoint.js';
import type { Transaction } from '../types.js';
import { integer, text } from './row.js';

export function unreachableEndpoints(reader: Pick<Transaction, 'all'>): UnreachableEndpoint[] {
  return reader.all('SELECT * FROM endpoint ORDER BY host').map((row) => ({
    host: text(row, 'host'),
    since: integer(row, 'unreachable_since'),
    lastTried: integer(row, 'last_tried'),
    why: text(row, 'why'),
  }));
}

export function putEndpoint(tx: Transaction, { host, since, lastTried, why }: UnreachableEndpoint): void {
  tx.run(
    `INSERT INTO endpoint (host, unreachable_since, last_tried, why) VALUES (?, ?, ?, ?)
     ON CONFLICT (host) DO UPDATE SET last_tried = excluded.last_tried, why = excluded.why`,
    [host, since, lastTried, why],
  );
}

/** It answers again. */
export function deleteEndpoint(tx: Transaction, host: string): void {
  tx.run('DELETE FROM endpoint WHERE host = ?', [host]);
}
