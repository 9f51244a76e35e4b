import { describe, expect, test } from 'vitest';
import { sealedSecretStore } from '../../main/keychain/index.js';
import { must, mustFail } from '../support/must.js';
import { keyOfTests, memoryTable } from './doubles.js';

describe('the sealed store of client secrets', () => {
  test('gives back what was put in, the last word counts, and removed is gone', async () => {
    const store = sealedSecretStore({ key: keyOfTests(), table: memoryTable() });
    expect(must(await store.get('one'))).toBeUndefined();
    must(await store.set('one', 'first'));
    must(await store.set('one', 'second ~ grüße'));
    expect(must(await store.get('one'))).toBe('second ~ grüße');
    expect(must(await store.remove('one'))).toBe(true);
    expect(must(await store.remove('one'))).toBe(false);
    expect(must(await store.get('one'))).toBeUndefined();
  });

  test('keeps nothing readable, and the same secret twice looks different', async () => {
    const table = memoryTable();
    const store = sealedSecretStore({ key: keyOfTests(), table });
    must(await store.set('one', 'a planted secret'));
    must(await store.set('two', 'a planted secret'));
    const [one, two] = [table.rows.get('one') ?? [], table.rows.get('two') ?? []].map((row) => Buffer.from(row));
    expect(one?.includes('planted')).toBe(false);
    expect(one?.equals(two ?? Buffer.alloc(0))).toBe(false);
  });

  test('does not open a secret that was moved to another account', async () => {
    const table = memoryTable();
    const store = sealedSecretStore({ key: keyOfTests(), table });
    must(await store.set('one', 'a planted secret'));
    table.rows.set('two', table.rows.get('one') ?? new Uint8Array(0));
    expect(mustFail(await store.get('two')).code).toBe('secret-damaged');
  });

  test.each([
    ['changed', (row: Uint8Array) => row.map((byte, at) => (at === row.length - 1 ? byte ^ 1 : byte))],
    ['cut off', (row: Uint8Array) => row.subarray(0, row.length - 1)],
    ['empty', () => new Uint8Array(0)],
  ])('says of a %s row that it is damaged, and what to do', async (_, damage) => {
    const table = memoryTable();
    const store = sealedSecretStore({ key: keyOfTests(), table });
    must(await store.set('one', 'a planted secret'));
    table.rows.set('one', damage(table.rows.get('one') ?? new Uint8Array(0)));
    const failure = mustFail(await store.get('one'));
    expect(failure.code).toBe('secret-damaged');
    expect(failure.advice).toMatch(/credential update/);
  });

  test('does not open under another key', async () => {
    const table = memoryTable();
    must(await sealedSecretStore({ key: keyOfTests(), table }).set('one', 'a planted secret'));
    const other = sealedSecretStore({ key: keyOfTests(4), table });
    expect(mustFail(await other.get('one')).code).toBe('secret-damaged');
  });
});
