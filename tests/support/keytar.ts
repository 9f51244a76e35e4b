import { fail, ok, type Result } from '../../shared/result.js';
import type { SecretStore } from '../../main/keychain/index.js';

export interface KeytarDouble {
  readonly entries: Map<string, string>;
  readonly open: () => Promise<Result<SecretStore>>;
  /** From now on it does not answer. */
  breakDown(): void;
}

/** An OS keychain in memory. */
export function keytarDouble(): KeytarDouble {
  const entries = new Map<string, string>();
  let broken = false;
  const store: SecretStore = {
    kind: 'os-keychain',
    describe: () => "the operating system's keychain",
    get: (account) => Promise.resolve(ok(entries.get(account))),
    set: (account, secret) => Promise.resolve(ok(void entries.set(account, secret))),
    remove: (account) => Promise.resolve(ok(entries.delete(account))),
  };
  return {
    entries,
    open: () =>
      Promise.resolve(
        broken
          ? fail('keychain-unavailable', "The operating system's keychain cannot be used: it is locked.")
          : ok(store),
      ),
    breakDown: () => {
      broken = true;
    },
  };
}
