import { describe, expect, test, vi } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import { must, mustFail } from '../support/must.js';
import { makeStation, stationWithKeys } from '../support/workstation.js';

describe('the keys of a group', () => {
  test('are named after the group in sequence, and never leave the workstation by being made', async () => {
    const station = await stationWithKeys(2);
    await station.createKey('the year 2027');
    await station.createKey();
    expect(station.keys().map((key) => key.name)).toEqual([
      'payroll-001',
      'payroll-002',
      'the year 2027',
      'payroll-004',
    ]);
    expect(station.keys().map(keyState)).toEqual(Array(4).fill('never-pushed'));
    expect(station.practice.service.requests.size).toBe(0);
  });

  test('each has fingerprints of its own, says that software made it, and is in the log', async () => {
    const station = await stationWithKeys(2);
    const [first, second] = station.keys();
    expect(first?.spkiSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(first?.thumbprint).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(first?.spkiSha256).not.toBe(second?.spkiSha256);
    expect([first?.source, first?.origin]).toEqual(['software', 'random']);
    const events = station.log({ service: 'Key Management' }).filter((event) => event.event === 'key-created');
    expect(events.map((event) => event.object)).toEqual(['contoso/payroll/payroll-001', 'contoso/payroll/payroll-002']);
    expect(events[0]?.message).toContain(first?.spkiSha256);
  });

  test('are found by name whatever the case, by the beginning of the id and of the fingerprint', async () => {
    const station = await stationWithKeys(3);
    const { keys } = station.workstation.keyManagement;
    const [key] = station.keys();
    if (!key) throw new Error('There is no key.');
    for (const reference of ['PAYROLL-001', key.id.slice(0, 8), key.spkiSha256.slice(0, 12).toUpperCase()])
      expect(must(keys.find(station.group(), reference)).id).toBe(key.id);
    for (const reference of ['', 'payroll', 'payroll-009', key.id.slice(0, 3)])
      expect(mustFail(keys.find(station.group(), reference)).code).toBe('key-not-found');
  });

  test('two that are made at the same time get two names', async () => {
    const station = await stationWithKeys(0);
    const made = await Promise.all([station.createKey(), station.createKey(), station.createKey()]);
    expect(made.map((key) => key.name).sort()).toEqual(['payroll-001', 'payroll-002', 'payroll-003']);
    const { keys } = station.workstation.keyManagement;
    const named = await Promise.all([keys.create(station.group(), 'mine'), keys.create(station.group(), 'Mine')]);
    expect(named.map((result) => (result.ok ? 'made' : result.failure.code)).sort()).toEqual(['made', 'name-taken']);
  });

  test('many are made at once and recorded a few commits at a time, in sequence, each in the log', async () => {
    const station = await stationWithKeys(0);
    const { keyManagement, store } = station.workstation;
    const commits = vi.spyOn(store, 'commit');
    const heard: string[] = [];
    const made = must(
      await keyManagement.keys.createMany(station.group(), 40, { onMade: (key) => heard.push(key.name) }),
    );
    expect(commits.mock.calls.length).toBeLessThan(40);
    expect(made.map((key) => key.name)).toEqual(
      Array.from({ length: 40 }, (_, at) => `payroll-${String(at + 1).padStart(3, '0')}`),
    );
    expect([...heard].sort()).toEqual(made.map((key) => key.name));
    expect(station.keys()).toHaveLength(40);
    expect(new Set(station.keys().map((key) => key.spkiSha256)).size).toBe(40);
    expect(station.log().filter((event) => event.event === 'key-created')).toHaveLength(40);
  });

  test('no more are begun once it is stopped; those that were made are kept', async () => {
    const station = await stationWithKeys(0);
    const stop = new AbortController();
    const made = must(
      await station.workstation.keyManagement.keys.createMany(station.group(), 200, {
        stop: stop.signal,
        onMade: () => stop.abort(),
      }),
    );
    expect(made.length).toBeLessThan(200);
    expect(station.keys().map((key) => key.name)).toEqual(made.map((key) => key.name));
  });

  test('of many none is kept, and it is said why, where the group is removed meanwhile', async () => {
    const station = await stationWithKeys(0);
    const { keys, groups } = station.workstation.keyManagement;
    const making = keys.createMany(station.group(), 5);
    must(groups.remove('payroll', 'payroll'));
    expect(mustFail(await making).code).toBe('group-not-found');
  });

  test('one whose group is removed meanwhile is not kept', async () => {
    const station = await stationWithKeys(0);
    const { keys, groups } = station.workstation.keyManagement;
    const making = keys.create(station.group());
    must(groups.remove('payroll', 'payroll'));
    expect(mustFail(await making).code).toBe('group-not-found');
  });

  test.each<[string, string, string, RegExp]>([
    ['an empty name', '', 'bad-input', /name is needed/],
    ['a name of spaces', '   ', 'bad-input', /name is needed/],
    ['a name with a line break', 'a\nb', 'bad-input', /no control characters/],
    ['a name of 128 characters', 'x'.repeat(128), 'bad-input', /at most 127/],
    ['a name that is taken, in another case', 'PAYROLL-001', 'name-taken', /has a key PAYROLL-001 already/],
  ])('%s is refused', async (_, name, code, sentence) => {
    const station = await stationWithKeys(1);
    const failure = mustFail(await station.workstation.keyManagement.keys.create(station.group(), name));
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(sentence);
    expect(station.keys()).toHaveLength(1);
  });

  test('a real RSA key is made where no fixture stands in', async () => {
    const station = await makeStation();
    const group = station.createGroup({ keyType: 'rsa-2048' });
    expect((await station.createKey(undefined, group)).keyType).toBe('rsa-2048');
  });
});

describe('removing a key', () => {
  test('asks for its name; what is in the vault stays there, and the log warns of it', async () => {
    const station = await stationWithKeys(2);
    await station.synchronize(['payroll-001']);
    const { keys } = station.workstation.keyManagement;
    const refused = mustFail(keys.remove(station.group(), 'payroll-001', undefined));
    expect([refused.code, refused.advice]).toEqual(['confirm-name', expect.stringContaining('payroll-001')]);
    expect(mustFail(keys.remove(station.group(), 'payroll-001', 'payroll-002')).code).toBe('confirm-name');
    must(keys.remove(station.group(), 'payroll-001', 'payroll-001'));
    expect(await station.versions()).toHaveLength(1);
    expect(station.log().at(-1)).toMatchObject({ level: 'WARN', event: 'key-removed' });
    must(keys.remove(station.group(), 'payroll-002', 'payroll-002'));
    expect(station.log().at(-1)).toMatchObject({ level: 'INFO', event: 'key-removed' });
    expect(station.workstation.store.all('SELECT * FROM key_material')).toEqual([]);
  });

  test('a key there is not is not removed', async () => {
    const station = await stationWithKeys(1);
    const { keys } = station.workstation.keyManagement;
    expect(mustFail(keys.remove(station.group(), 'nothing', 'nothing')).code).toBe('key-not-found');
  });
});
