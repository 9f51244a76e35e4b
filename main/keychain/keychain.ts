import type { SecretPlace } from '../../shared/domain/credential.js';
import type { Result } from '../../shared/result.js';
import { openKeytarStore } from './keytar-store.js';
import { SealedSecretStore, type SealedTable } from './sealed-secret-store.js';
import type { SecretStore } from './types.js';

export interface KeychainParts {
  /** 32 bytes; stays the caller's to overwrite. */
  readonly sealingKey: Uint8Array;
  readonly table: SealedTable;
  /** `sealed-store` never touches the OS keychain; else it is taken where it can be used. */
  readonly prefer?: SecretPlace;
  readonly openOsKeychain?: () => Promise<Result<SecretStore>>;
}

/** Which places there are on this machine now; asked once, when first needed. */
export class Keychain {
  readonly #parts: KeychainParts;
  #osKeychain: Promise<Result<SecretStore>> | undefined;

  constructor(parts: KeychainParts) {
    this.#parts = parts;
  }

  /** Where a new secret goes: the OS keychain where it can be used, the sealed store elsewhere. */
  async forNewSecrets(): Promise<SecretStore> {
    if (this.#parts.prefer === 'sealed-store') return this.#sealed('chosen so');
    const os = await this.#os();
    return os.ok ? os.value : this.#sealed(os.failure.message);
  }

  /** The place where a secret was put. It is not looked for elsewhere: a keychain that is gone is an error. */
  async at(place: SecretPlace): Promise<Result<SecretStore>> {
    return place === 'sealed-store' ? { ok: true, value: this.#sealed('chosen so') } : await this.#os();
  }

  #os(): Promise<Result<SecretStore>> {
    this.#osKeychain ??= (this.#parts.openOsKeychain ?? openKeytarStore)();
    return this.#osKeychain;
  }

  #sealed(why: string): SecretStore {
    return new SealedSecretStore(this.#parts.sealingKey, this.#parts.table, why.replace(/\.$/, ''));
  }
}
