import { openStore, type Files, type Migration, type OpenedStore } from '../../main/store/index.js';
import type { Result } from '../../shared/result.js';

export const MASTER_KEY = new Uint8Array(32).fill(42);

export const NOTES: readonly Migration[] = [
  { title: 'Notes', statements: ['CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT NOT NULL, data BLOB) STRICT'] },
];

/** Opens a store with one small table. */
export function open(folder: string, files?: Files, masterKey = MASTER_KEY): Promise<Result<OpenedStore>> {
  return openStore({ folder, masterKey, migrations: NOTES, ...(files ? { files } : {}) });
}
