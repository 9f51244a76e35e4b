import { describe, expect, test } from 'vitest';
import {
  Keychain,
  openKeytarStore,
  SealedSecretStore,
  type Keytar,
  type SealedTable,
} from '../../main/keychain/index.js';
import { must, mustFail } from '../support/must.js';

const KEY = new Uint8Array(32).fill(3);

function memoryTable(): SealedTable & { readonly rows: Map<string, Uint8Array> } {
  const rows = new Map<string, Uint8Array>();
  return {
    rows,
    read: (account) => rows.get(account),
    write: (account, sealed) => void rows.set(account, sealed),
    remove: (account) => rows.delete(account),
  };
}

function memoryKeytar(change: Partial<Keytar> = {}): Keytar {
  const entries = new Map<string, string>();
  return {
    getPassword: (_, account) => Promise.resolve(entries.get(account) ?? null),
    setPassword: (_, account, password) => Promise.resolve(void entries.set(account, password)),
    deletePassword: (_, account) => Promise.resolve(entries.delete(account)),
    ...change,
  };
}

const never = (): Promise<never> => new Promise<never>(() => undefined);

describe('the keychain', () => {
  test('the OS keychain is taken where it gives back what was put in', async () => {
    const keychain = new Keychain({
      sealingKey: KEY,
      table: memoryTable(),
      openOsKeychain: () => openKeytarStore(() => Promise.resolve(memoryKeytar())),
    });
    const store = await keychain.forNewSecrets();
    expect(store.kind).toBe('os-keychain');
    must(await store.set('a', 'secret'));
    expect(must(await must(await keychain.at('os-keychain')).get('a'))).toBe('secret');
    expect(must(await store.remove('a'))).toBe(true);
    expect(must(await store.get('a'))).toBeUndefined();
  });

  test.each<[string, () => Promise<Keytar>, RegExp]>([
    [
      'does not load',
      () => Promise.reject(new Error('libsecret-1.so.0: cannot open\nmore')),
      /does not load \(libsecret-1.so.0: cannot open\)/,
    ],
    [
      'refuses',
      () => Promise.resolve(memoryKeytar({ setPassword: () => Promise.reject(new Error('no D-Bus')) })),
      /no D-Bus/,
    ],
    ['hangs', () => Promise.resolve(memoryKeytar({ setPassword: never })), /does not answer/],
    ['forgets', () => Promise.resolve(memoryKeytar({ getPassword: () => Promise.resolve(null) })), /did not give back/],
  ])('a keytar that %s leads to the sealed store, with the reason', async (_, load, reason) => {
    const keychain = new Keychain({
      sealingKey: KEY,
      table: memoryTable(),
      openOsKeychain: () => openKeytarStore(load, 20),
    });
    const store = await keychain.forNewSecrets();
    expect(store.kind).toBe('sealed-store');
    expect(store.describe).toMatch(reason);
    // A secret that was put into the OS keychain is not silently looked for elsewhere.
    expect(mustFail(await keychain.at('os-keychain')).code).toBe('keychain-unavailable');
  });

  test('the sealed store keeps no readable secret and binds each to its account', async () => {
    const table = memoryTable();
    const store = new SealedSecretStore(KEY, table, 'for the test');
    must(await store.set('one', 'a planted secret'));
    expect(Buffer.from(table.rows.get('one') ?? []).includes('planted')).toBe(false);
    expect(must(await store.get('one'))).toBe('a planted secret');
    table.rows.set('two', table.rows.get('one') ?? new Uint8Array(0));
    expect(mustFail(await store.get('two')).code).toBe('secret-damaged');
    expect(must(await store.remove('one'))).toBe(true);
    expect(must(await store.get('one'))).toBeUndefined();
  });

  test('the sealed store can be chosen, and then the OS keychain is never asked', async () => {
    const keychain = new Keychain({
      sealingKey: KEY,
      table: memoryTable(),
      prefer: 'sealed-store',
      openOsKeychain: never,
    });
    expect((await keychain.forNewSecrets()).kind).toBe('sealed-store');
  });
});
