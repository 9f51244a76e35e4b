import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result.js';
import type { SecretStore } from './types.js';

/** Under this name the entries stand in the OS keychain. */
export const SERVICE = 'Keyferry';

/** What we use of keytar. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** A keychain that asks somebody to unlock it on a machine with nobody in front never answers. */
const PATIENCE_MS = 5000;

/** Loads the optional native module. Throws when it is not there or cannot be linked (no libsecret). */
export async function loadKeytar(): Promise<Keytar> {
  const loaded = (await import('keytar')) as Keytar & { readonly default?: Keytar };
  return loaded.default ?? loaded;
}

/**
 * The OS keychain, if keytar loads and a keychain answers: it must give back what was put in before it is trusted.
 * Code `keychain-unavailable`, with the reason.
 */
export async function openKeytarStore(
  load: () => Promise<Keytar> = loadKeytar,
  patienceMs = PATIENCE_MS,
): Promise<Result<SecretStore>> {
  let keytar: Keytar;
  try {
    keytar = await load();
  } catch (error) {
    return unavailable(`keytar does not load (${firstLine(error)})`);
  }
  const store = new KeytarStore(keytar, patienceMs);
  const probe = `probe-${randomBytes(8).toString('hex')}`;
  const secret = randomBytes(16).toString('hex');
  const written = await store.set(probe, secret);
  if (!written.ok) return written;
  const read = await store.get(probe);
  const removed = await store.remove(probe);
  if (!read.ok) return read;
  if (!removed.ok) return removed;
  return read.value === secret ? ok(store) : unavailable('it did not give back what was put in');
}

class KeytarStore implements SecretStore {
  readonly kind = 'os-keychain';
  readonly describe = "the operating system's keychain";
  readonly #keytar: Keytar;
  readonly #patienceMs: number;

  constructor(keytar: Keytar, patienceMs: number) {
    this.#keytar = keytar;
    this.#patienceMs = patienceMs;
  }

  async get(account: string): Promise<Result<string | undefined>> {
    const found = await this.#ask(() => this.#keytar.getPassword(SERVICE, account));
    return found.ok ? ok(found.value ?? undefined) : found;
  }

  set(account: string, secret: string): Promise<Result<void>> {
    return this.#ask(() => this.#keytar.setPassword(SERVICE, account, secret));
  }

  remove(account: string): Promise<Result<boolean>> {
    return this.#ask(() => this.#keytar.deletePassword(SERVICE, account));
  }

  async #ask<T>(question: () => Promise<T>): Promise<Result<T>> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<Result<T>>((resolve) => {
      timer = setTimeout(() => resolve(unavailable('it does not answer')), this.#patienceMs);
    });
    try {
      return await Promise.race([question().then((value) => ok(value)), tooLate]);
    } catch (error) {
      return unavailable(firstLine(error));
    } finally {
      clearTimeout(timer);
    }
  }
}

function unavailable(why: string): Result<never> {
  return fail('keychain-unavailable', `The operating system's keychain cannot be used: ${why}.`, {
    advice: 'Log in to a desktop session with an unlocked keyring (Secret Service), then try again.',
  });
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').replace(/\.$/, '').slice(0, 200);
}
