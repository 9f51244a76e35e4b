import { describe, expect, test } from 'vitest';
import {
  chooseSecretStore,
  Keychain,
  openKeytarStore,
  sealedSecretStore,
  secretStoreFor,
  type Keytar,
  type SecretStore,
} from '../../main/keychain/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { must, mustFail } from '../support/must.js';
import { keyOfTests, memoryKeytar, memoryTable } from './doubles.js';

const never = (): Promise<never> => new Promise<never>(() => undefined);
const forget = (): Promise<null> => Promise.resolve(null);
const noDBus = (): Promise<never> => Promise.reject(new Error('no D-Bus'));
const NOTHING_SET = {};

const sealed = (): SecretStore => sealedSecretStore({ key: keyOfTests(), table: memoryTable() });
const fakeKeychain = (keytar = memoryKeytar()) => openKeytarStore({ load: () => Promise.resolve(keytar) });
const notAsked = (): never => {
  throw new Error('The OS keychain was asked.');
};

/** A loader, the reason that is given for it, and whether it is the load itself that goes wrong. */
const BAD_KEYTARS: readonly [string, () => Promise<Keytar>, RegExp][] = [
  [
    'is not built',
    () =>
      Promise.reject(Object.assign(new Error("Cannot find module '/a/b/keytar.node'"), { code: 'MODULE_NOT_FOUND' })),
    /not built here \(npm rebuild keytar/,
  ],
  [
    'does not load',
    () => Promise.reject(new Error('/usr/lib/libsecret-1.so.0: cannot open\nmore')),
    /does not load \(libsecret-1.so.0: cannot open\)/,
  ],
  ['hangs while it loads', never, /does not answer/],
  ['refuses to read', () => Promise.resolve(memoryKeytar({ getPassword: noDBus })), /no D-Bus/],
  ['refuses to write', () => Promise.resolve(memoryKeytar({ setPassword: noDBus })), /no D-Bus/],
  ['refuses to remove', () => Promise.resolve(memoryKeytar({ deletePassword: noDBus })), /no D-Bus/],
  ['hangs', () => Promise.resolve(memoryKeytar({ setPassword: never })), /does not answer/],
  ['forgets', () => Promise.resolve(memoryKeytar({ getPassword: forget })), /did not give back/],
  [
    'answers what nobody put in',
    () => Promise.resolve(memoryKeytar({ getPassword: () => Promise.resolve('x') })),
    /never was/,
  ],
  [
    'keeps what was removed',
    () => Promise.resolve(memoryKeytar({ deletePassword: () => Promise.resolve(false) })),
    /did not remove/,
  ],
];

describe('the OS keychain', () => {
  test('is trusted once it gave back what was put in, and nothing of the trial stays', async () => {
    const keytar = memoryKeytar();
    const store = must(await fakeKeychain(keytar));
    expect(keytar.entries.size).toBe(0);
    must(await store.set('a', 'secret'));
    expect([...keytar.entries]).toEqual([['Keyferry/a', 'secret']]);
    expect(must(await store.get('a'))).toBe('secret');
    expect(must(await store.remove('a'))).toBe(true);
    expect(must(await store.remove('a'))).toBe(false);
    expect(must(await store.get('a'))).toBeUndefined();
  });

  test.each(BAD_KEYTARS)('a keytar that %s leads to the sealed store, with the reason', async (_, load, reason) => {
    const places = { sealed: sealed(), openKeytar: () => openKeytarStore({ load, patienceMs: 20 }), env: NOTHING_SET };
    const chosen = await chooseSecretStore(places);
    expect(chosen.store.kind).toBe('sealed-store');
    expect(chosen.reason).toMatch(reason);
    expect(chosen.reason).not.toMatch(/\/a\/b|\/usr\/lib/);
    // A secret that was put into the OS keychain is not silently looked for elsewhere.
    const gone = mustFail(await secretStoreFor('os-keychain', places));
    expect(gone.code).toBe('keychain-unavailable');
    expect(gone.message).toMatch(reason);
    expect(gone.advice).toMatch(/credential update/);
  });

  test('one that goes silent later is a failure, not a hang', async () => {
    const keytar = memoryKeytar();
    const store = must(await openKeytarStore({ load: () => Promise.resolve(keytar), patienceMs: 20 }));
    Object.assign(keytar, { getPassword: never, setPassword: never, deletePassword: never });
    expect(mustFail(await store.get('a')).code).toBe('keychain-unavailable');
    expect(mustFail(await store.set('a', 'secret')).code).toBe('keychain-unavailable');
    expect(mustFail(await store.remove('a')).code).toBe('keychain-unavailable');
  });
});

describe('the choice', () => {
  test('falls on the OS keychain where it can be used', async () => {
    const chosen = await chooseSecretStore({ sealed: sealed(), openKeytar: () => fakeKeychain(), env: NOTHING_SET });
    expect(chosen.store.kind).toBe('os-keychain');
    expect(chosen.store.describe()).toBe("the operating system's keychain");
  });

  test.each([
    ['by preference', { prefer: 'sealed-store', env: NOTHING_SET }],
    ['by KEYFERRY_KEYCHAIN=sealed', { env: { KEYFERRY_KEYCHAIN: 'sealed' } }],
    [
      'by KEYFERRY_KEYCHAIN=sealed against the preference',
      { prefer: 'os-keychain', env: { KEYFERRY_KEYCHAIN: 'sealed' } },
    ],
  ] as const)('of the sealed store %s never asks the OS keychain', async (_, how) => {
    const chosen = await chooseSecretStore({ sealed: sealed(), openKeytar: notAsked, ...how });
    expect(chosen.store.kind).toBe('sealed-store');
    expect(chosen.reason).toMatch(/was chosen/);
  });

  test('a value of KEYFERRY_KEYCHAIN that nobody knows is not heeded, and that is said', async () => {
    const env = { KEYFERRY_KEYCHAIN: 'seald' };
    const chosen = await chooseSecretStore({ sealed: sealed(), openKeytar: () => fakeKeychain(), env });
    expect(chosen.store.kind).toBe('os-keychain');
    expect(chosen.reason).toMatch(/KEYFERRY_KEYCHAIN was not heeded/);
  });

  test('of the sealed store for new secrets does not hide those in the OS keychain', async () => {
    const places = { sealed: sealed(), openKeytar: () => fakeKeychain(), env: { KEYFERRY_KEYCHAIN: 'sealed' } };
    expect(must(await secretStoreFor('os-keychain', places)).kind).toBe('os-keychain');
    expect(must(await secretStoreFor('sealed-store', places)).kind).toBe('sealed-store');
  });

  test('is asked for once while it can be used, and again after it could not', async () => {
    const answers: Result<SecretStore>[] = [
      fail('keychain-unavailable', 'It is locked.'),
      must(await fakeKeychain().then(ok)),
    ];
    let asked = 0;
    const keychain = new Keychain({
      sealed: sealed(),
      openKeytar: () => Promise.resolve(answers[Math.min(asked++, 1)] ?? fail('x', 'x')),
      env: NOTHING_SET,
    });
    expect((await keychain.forNewSecrets()).store.kind).toBe('sealed-store');
    expect((await keychain.forNewSecrets()).store.kind).toBe('os-keychain');
    expect(must(await keychain.at('os-keychain')).kind).toBe('os-keychain');
    expect(asked).toBe(2);
  });
});
