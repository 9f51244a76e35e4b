import { fail, ok, type Result } from '../../shared/result.js';
import { openOnce, overwrite, sealOnce } from '../crypto/index.js';
import type { SecretStore } from './types.js';

/** Opaque bytes by account, kept in the workstation's sealed store (main/store/tables/sealed-secrets.ts). */
export interface SealedTable {
  read(account: string): Uint8Array | undefined;
  write(account: string, sealed: Uint8Array): void;
  remove(account: string): boolean;
}

export interface SealedStoreParts {
  /** 32 bytes, made for this purpose alone; stays the caller's to overwrite. */
  readonly key: Uint8Array;
  readonly table: SealedTable;
}

/** Client secrets in the workstation's own store, sealed once more under a key of their own and bound to their account. */
export function sealedSecretStore(parts: SealedStoreParts): SecretStore {
  return new SealedSecretStore(parts);
}

class SealedSecretStore implements SecretStore {
  readonly kind = 'sealed-store';
  readonly #key: Uint8Array;
  readonly #table: SealedTable;

  constructor({ key, table }: SealedStoreParts) {
    this.#key = key;
    this.#table = table;
  }

  describe(): string {
    return 'the sealed store of this data folder';
  }

  get(account: string): Promise<Result<string | undefined>> {
    const sealed = this.#table.read(account);
    if (!sealed) return Promise.resolve(ok(undefined));
    const plain = openOnce(this.#key, sealed, placeOf(account));
    if (!plain.ok) {
      const message = 'The sealed client secret cannot be opened.';
      return Promise.resolve(
        fail('secret-damaged', message, { advice: 'Give the client secret again: credential update.' }),
      );
    }
    const secret = Buffer.from(plain.value.buffer, plain.value.byteOffset, plain.value.byteLength).toString('utf8');
    overwrite(plain.value);
    return Promise.resolve(ok(secret));
  }

  set(account: string, secret: string): Promise<Result<void>> {
    const plain = Buffer.from(secret, 'utf8');
    try {
      this.#table.write(account, sealOnce(this.#key, plain, placeOf(account)));
    } finally {
      overwrite(plain);
    }
    return Promise.resolve(ok(undefined));
  }

  remove(account: string): Promise<Result<boolean>> {
    return Promise.resolve(ok(this.#table.remove(account)));
  }
}

/** Binds a sealed secret to its account: moved to another row, it does not open. */
function placeOf(account: string): Uint8Array {
  return Buffer.from(`keyferry/client-secret/${account}`, 'utf8');
}
