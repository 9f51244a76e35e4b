import { text } from './row.js';
import type { Transaction } from '../types.js';

type Reader = Pick<Transaction, 'get'>;

/** Reads a setting; undefined when it was never set. */
export function readSetting(reader: Reader, name: string): string | undefined {
  const row = reader.get('SELECT value FROM setting WHERE name = ?', [name]);
  return row ? text(row, 'value') : undefined;
}

/** Sets or, with undefined, removes a setting. */
export function writeSetting(tx: Transaction, name: string, value: string | undefined): void {
  if (value === undefined) tx.run('DELETE FROM setting WHERE name = ?', [name]);
  else
    tx.run('INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', [
      name,
      value,
    ]);
}
