import { fail, ok, type Result } from '../../shared/result.js';
import { openOnce, overwrite, sealOnce } from '../crypto/index.js';
import type { SecretStore } from './types.js';

/** Opaque bytes by account, kept in the sealed store. */
export interface SealedTable {
  read(account: string): Uint8Array | undefined;
  write(account: string, sealed: Uint8Array): void;
  remove(account: string): boolean;
}

/** Client secrets in the workstation's own store, sealed once more under a key of their own and bound to their account. */
export class SealedSecretStore implements SecretStore {
  readonly kind = 'sealed-store';
  readonly describe: string;
  readonly #key: Uint8Array;
  readonly #table: SealedTable;

  /** `why` says for what reason it is not the OS keychain. */
  constructor(key: Uint8Array, table: SealedTable, why: string) {
    this.#key = key;
    this.#table = table;
    this.describe = `the sealed store of this data folder (${why})`;
  }

  get(account: string): Promise<Result<string | undefined>> {
    const sealed = this.#table.read(account);
    if (!sealed) return Promise.resolve(ok(undefined));
    const plain = openOnce(this.#key, sealed, Buffer.from(account, 'utf8'));
    if (!plain.ok) {
      const message = 'The sealed client secret cannot be opened.';
      return Promise.resolve(
        fail('secret-damaged', message, { advice: 'Give the client secret again: credential update.' }),
      );
    }
    const secret = Buffer.from(plain.value).toString('utf8');
    overwrite(plain.value);
    return Promise.resolve(ok(secret));
  }

  set(account: string, secret: string): Promise<Result<void>> {
    const plain = Buffer.from(secret, 'utf8');
    this.#table.write(account, sealOnce(this.#key, plain, Buffer.from(account, 'utf8')));
    overwrite(plain);
    return Promise.resolve(ok(undefined));
  }

  remove(account: string): Promise<Result<boolean>> {
    return Promise.resolve(ok(this.#table.remove(account)));
  }
}
