import type { Keytar, SealedTable } from '../../main/keychain/index.js';

export function keyOfTests(fill = 3): Uint8Array {
  return new Uint8Array(32).fill(fill);
}

/** The table of sealed secrets, in memory. */
export function memoryTable(): SealedTable & { readonly rows: Map<string, Uint8Array> } {
  const rows = new Map<string, Uint8Array>();
  return {
    rows,
    read: (account) => rows.get(account),
    write: (account, sealed) => void rows.set(account, sealed),
    remove: (account) => rows.delete(account),
  };
}

/** A keytar in memory; `change` makes it misbehave. */
export function memoryKeytar(change: Partial<Keytar> = {}): Keytar & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    getPassword: (service, account) => Promise.resolve(entries.get(`${service}/${account}`) ?? null),
    setPassword: (service, account, password) => Promise.resolve(void entries.set(`${service}/${account}`, password)),
    deletePassword: (service, account) => Promise.resolve(entries.delete(`${service}/${account}`)),
    ...change,
  };
}
