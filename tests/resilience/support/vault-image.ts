import type { KeyState, ServiceState } from '../../../main/practice-vault/state.js';
import type { PracticeStorage } from '../../../main/practice-vault/index.js';

export interface VaultImage {
  readonly service: ServiceState;
  readonly vaults: ReadonlyMap<string, ReadonlyMap<string, KeyState>>;
}

/** The state of a practice vault in memory, begun from an image, and copied in no time: what it holds is never changed in place. */
export class CopiedVault implements PracticeStorage {
  #service: ServiceState;
  readonly #vaults = new Map<string, Map<string, KeyState>>();

  constructor(image?: VaultImage) {
    this.#service = image?.service ?? EMPTY;
    for (const [name, keys] of image?.vaults ?? []) this.#vaults.set(name, new Map(keys));
  }

  image(): VaultImage {
    return {
      service: this.#service,
      vaults: new Map([...this.#vaults].map(([name, keys]) => [name, new Map(keys)] as const)),
    };
  }

  readService(): ServiceState {
    return this.#service;
  }

  writeService(state: ServiceState): void {
    this.#service = state;
  }

  readKeys(vault: string): KeyState[] {
    return [...this.#keys(vault).values()];
  }

  writeKey(vault: string, key: KeyState): void {
    this.#keys(vault).set(key.name.toLowerCase(), key);
  }

  removeKey(vault: string, name: string): void {
    this.#keys(vault).delete(name.toLowerCase());
  }

  clear(): void {
    this.#service = EMPTY;
    this.#vaults.clear();
  }

  #keys(vault: string): Map<string, KeyState> {
    const keys = this.#vaults.get(vault) ?? new Map<string, KeyState>();
    this.#vaults.set(vault, keys);
    return keys;
  }
}

const EMPTY: ServiceState = { vaults: [], apps: [], faults: [], limits: { count: 10, windowMs: 10_000 } };
