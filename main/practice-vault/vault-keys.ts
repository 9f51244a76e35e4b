import type { Clock } from '../clock/clock.js';
import { conflict, keyNotFound, Problem } from './problem.js';
import type { KeyState, VaultState, VersionState } from './state.js';
import type { PracticeStorage } from './storage.js';

/** After DELETE the name is busy for so long, and the deleted key is not to be seen yet. */
const DELETING_MS = 2000;
/** After a purge the name stays unusable for some seconds (byok.md, "What bites" 6). */
const LIMBO_MS = 8000;
const DAY_MS = 86_400_000;

/** The keys of one vault, with soft delete on the clock. */
export class VaultKeys {
  readonly vault: VaultState;
  readonly #storage: PracticeStorage;
  readonly #clock: Clock;
  readonly #keys = new Map<string, KeyState>();

  constructor(vault: VaultState, storage: PracticeStorage, clock: Clock) {
    this.vault = vault;
    this.#storage = storage;
    this.#clock = clock;
    for (const key of storage.readKeys(vault.name)) this.#keys.set(key.name.toLowerCase(), key);
  }

  /** https://learn.microsoft.com/dotnet/api/azure.security.keyvault.keys.keyproperties.recoverylevel */
  get recoveryLevel(): string {
    const word = this.vault.retentionDays < 90 ? 'CustomizedRecoverable' : 'Recoverable';
    return this.vault.purgeProtection ? word : `${word}+Purgeable`;
  }

  live(): KeyState[] {
    return this.#all().filter((key) => key.deletedOn === undefined && key.limboUntil === undefined);
  }

  deleted(): KeyState[] {
    return this.#all().filter((key) => key.deletedOn !== undefined);
  }

  /** The live key of that name, or 404. */
  need(name: string): KeyState {
    const key = this.#find(name);
    if (!key || key.deletedOn !== undefined || key.limboUntil !== undefined) throw keyNotFound(name);
    return key;
  }

  /** One version, or the current one when `id` is empty, or 404. */
  needVersion(name: string, id: string): { readonly key: KeyState; readonly version: VersionState } {
    const key = this.need(name);
    const version = id === '' ? key.versions.at(-1) : key.versions.find((candidate) => candidate.id === id);
    if (!version) throw keyNotFound(`${name}/${id}`);
    return { key, version };
  }

  needDeleted(name: string): KeyState {
    const key = this.#find(name);
    // As with the real one, the deleted key cannot be seen while deleting is still going on.
    if (key?.deletedOn === undefined || this.#clock.now() < key.deletedOn + DELETING_MS) {
      throw keyNotFound(name, 'A deleted key');
    }
    return key;
  }

  addVersion(name: string, version: VersionState): KeyState {
    const known = this.#find(name);
    this.#refuseBlockedName(known);
    return this.#put({ name: known?.name ?? name, versions: [...(known?.versions ?? []), version] });
  }

  /** Throws 409 when a deleted key blocks the name. */
  checkName(name: string): void {
    this.#refuseBlockedName(this.#find(name));
  }

  replaceVersion(key: KeyState, version: VersionState): void {
    this.#put({ ...key, versions: key.versions.map((known) => (known.id === version.id ? version : known)) });
  }

  delete(name: string): KeyState {
    const key = this.#find(name);
    if (key?.deletedOn !== undefined) this.#refuseBlockedName(key);
    const now = this.#clock.now();
    return this.#put({
      ...this.need(name),
      deletedOn: now,
      scheduledPurgeOn: now + this.vault.retentionDays * DAY_MS,
    });
  }

  recover(name: string): KeyState {
    const { name: own, versions } = this.needDeleted(name);
    return this.#put({ name: own, versions });
  }

  purge(name: string): void {
    const key = this.needDeleted(name);
    if (this.vault.purgeProtection) {
      throw new Problem(
        403,
        'Forbidden',
        `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.`,
      );
    }
    this.#put({ name: key.name, versions: [], limboUntil: this.#clock.now() + LIMBO_MS });
  }

  #refuseBlockedName(key: KeyState | undefined): void {
    if (!key) return;
    if (key.limboUntil !== undefined) {
      throw conflict(`Key ${key.name} is currently being deleted.`, 'ObjectIsBeingDeleted');
    }
    if (key.deletedOn === undefined) return;
    if (this.#clock.now() < key.deletedOn + DELETING_MS) {
      throw conflict(`Key ${key.name} is currently being deleted.`, 'ObjectIsBeingDeleted');
    }
    throw conflict(
      `Key ${key.name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the key can only be recovered or purged.`,
      'ObjectIsDeletedButRecoverable',
    );
  }

  #put(key: KeyState): KeyState {
    this.#keys.set(key.name.toLowerCase(), key);
    this.#storage.writeKey(this.vault.name, key);
    return key;
  }

  #find(name: string): KeyState | undefined {
    const key = this.#keys.get(name.toLowerCase());
    if (!key || !this.#hasEnded(key)) return key;
    this.#forget(key);
    return undefined;
  }

  #all(): KeyState[] {
    for (const key of [...this.#keys.values()]) if (this.#hasEnded(key)) this.#forget(key);
    return [...this.#keys.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  }

  /** Its retention is over, or its name is free again after a purge. */
  #hasEnded(key: KeyState): boolean {
    const now = this.#clock.now();
    return (
      (key.limboUntil !== undefined && now >= key.limboUntil) ||
      (key.scheduledPurgeOn !== undefined && now >= key.scheduledPurgeOn)
    );
  }

  #forget(key: KeyState): void {
    this.#keys.delete(key.name.toLowerCase());
    this.#storage.removeKey(this.vault.name, key.name);
  }
}
