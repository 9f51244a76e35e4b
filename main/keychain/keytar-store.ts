import { fail, ok, type Result } from '../../shared/result.js';
import { firstLine, loadKeytar, SERVICE, whyNotLoaded, type Keytar } from './keytar.js';
import { rehearse } from './rehearsal.js';
import { rehearseApart } from './rehearse-apart.js';
import type { SecretStore } from './types.js';

/** A keychain that asks somebody to unlock it on a machine with nobody in front never answers. */
const PATIENCE_MS = 5000;

export interface KeytarParts {
  /** How keytar is loaded. With a loader of one's own the rehearsal runs in this process. */
  readonly load?: () => Promise<Keytar>;
  /** How long one question may take, in milliseconds. */
  readonly patienceMs?: number;
}

/**
 * The OS keychain, if keytar loads and a keychain answers: it must give back what was put in before it is trusted.
 * Code `keychain-unavailable`, with the reason. Never throws, and never takes much longer than the patience.
 */
export async function openKeytarStore(parts: KeytarParts = {}): Promise<Result<SecretStore>> {
  const { load = loadKeytar, patienceMs = PATIENCE_MS } = parts;
  // Electron's binary cannot run a script (RunAsNode is fused off); there, and with a given loader, no child is made.
  const apart = parts.load === undefined && !inElectron();
  const rehearsal = apart
    ? ok(await rehearseApart(patienceMs))
    : await answerOf(() => rehearse(load), patienceMs, firstLine);
  if (!rehearsal.ok) return rehearsal;
  if (rehearsal.value !== undefined) return unavailable(rehearsal.value);
  const keytar = await answerOf(load, patienceMs, whyNotLoaded);
  return keytar.ok ? ok(new KeytarStore(keytar.value, patienceMs)) : keytar;
}

function inElectron(): boolean {
  const versions: Readonly<Record<string, string | undefined>> = process.versions;
  return versions['electron'] !== undefined;
}

class KeytarStore implements SecretStore {
  readonly kind = 'os-keychain';
  readonly #keytar: Keytar;
  readonly #patienceMs: number;

  constructor(keytar: Keytar, patienceMs: number) {
    this.#keytar = keytar;
    this.#patienceMs = patienceMs;
  }

  describe(): string {
    return "the operating system's keychain";
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

  #ask<T>(question: () => Promise<T>): Promise<Result<T>> {
    return answerOf(question, this.#patienceMs, firstLine);
  }
}

/** The answer, or `keychain-unavailable` when it throws or takes too long. */
async function answerOf<T>(
  question: () => Promise<T>,
  patienceMs: number,
  why: (error: unknown) => string,
): Promise<Result<T>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Result<T>>((resolve) => {
    timer = setTimeout(() => resolve(unavailable('it does not answer')), patienceMs);
  });
  try {
    return await Promise.race([question().then((value) => ok(value)), tooLate]);
  } catch (error) {
    return unavailable(why(error));
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(why: string): Result<never> {
  return fail('keychain-unavailable', `The operating system's keychain cannot be used: ${why}.`, {
    advice: 'Log in to a desktop session with an unlocked keyring (Secret Service), then try again.',
  });
}
