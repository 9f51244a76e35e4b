import type { Transaction } from '../types.js';
import { integer, optionalInteger } from './row.js';

/** How far a syslog server has the log. */
export interface FeedPosition {
  /** The last event that it was given. */
  readonly sentUpTo: number;
  /** Since when it lags, once that was logged; UTC milliseconds. */
  readonly laggingSince?: number;
}

/** Nothing was sent to a server that is not known. */
export function feedPosition(reader: Pick<Transaction, 'get'>, server: string): FeedPosition {
  const row = reader.get('SELECT sent_up_to, lagging_since FROM log_feed WHERE server = ?', [server]);
  if (!row) return { sentUpTo: 0 };
  return { sentUpTo: integer(row, 'sent_up_to'), ...optionalInteger(row, 'lagging_since', 'laggingSince') };
}

export function putFeedPosition(tx: Transaction, server: string, { sentUpTo, laggingSince }: FeedPosition): void {
  tx.run(
    `INSERT INTO log_feed (server, sent_up_to, lagging_since) VALUES (?, ?, ?)
     ON CONFLICT (server) DO UPDATE SET sent_up_to = excluded.sent_up_to, lagging_since = excluded.lagging_since`,
    [server, sentUpTo, laggingSince ?? null],
  );
}
