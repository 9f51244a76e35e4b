import type { Transaction } from '../types.js';
import { integer, text } from './row.js';

/** When each Admin identity last unlocked the workstation, by name; UTC milliseconds. */
export function lastLogins(reader: Pick<Transaction, 'all'>): ReadonlyMap<string, number> {
  return new Map(
    reader.all('SELECT * FROM identity_login').map((row) => [text(row, 'name'), integer(row, 'last_login')]),
  );
}

export function putLogin(tx: Transaction, name: string, time: number): void {
  tx.run(
    'INSERT INTO identity_login (name, last_login) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last_login = excluded.last_login',
    [name, time],
  );
}
