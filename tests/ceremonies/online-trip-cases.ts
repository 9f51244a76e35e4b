import { describe, expect, test } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import { connectVault, Pacer } from '../../main/azure/index.js';
import { readClosingRecord } from '../../main/ceremonies/packages/closing-record.js';
import { readCeremonyPackage } from '../../main/ceremonies/packages/ceremony-package.js';
import { airGapped, holdCeremony, kekFor, keyOf, online, planOf, upload } from '../support/ceremony-trip.js';
import { must, mustFail } from '../support/must.js';
import { VAULT } from '../support/practice.js';
import { CREDENTIAL, type Station } from '../support/workstation.js';

const TWO = planOf({
  keys: [
    { group: 'payroll', type: 'p-256', vault: VAULT, validFor: '1y' },
    { group: 'ledger', type: 'p-384', vault: VAULT, usages: ['sign'] },
  ],
});

async function trip(
  plan = TWO,
): Promise<{ readonly here: Station; readonly there: Station; readonly file: Uint8Array }> {
  const here = await online();
  const there = await airGapped(here.clock);
  const file = await holdCeremony(there, await kekFor(here, plan), plan);
  return { here, there, file };
}

describe('a ceremony on two data folders with only files between them', () => {
  test('ends with versions whose public keys equal the record, the KEK gone, and a closing record', async () => {
    const { here, there, file } = await trip();
    const done = await upload(here, there, file);
    expect(done.failure).toBeUndefined();
    expect(done.jobs.map(({ type, state }) => [type, state])).toEqual([
      ['ceremony-upload', 'succeeded'],
      ['ceremony-upload', 'succeeded'],
    ]);
    const read = must(readCeremonyPackage(file));
    for (const key of read.keys) {
      expect((await here.versions(key.group)).map(({ spkiSha256 }) => spkiSha256)).toEqual([key.spkiSha256]);
      const [known] = here.keys(here.group(key.group));
      expect(known).toMatchObject({ source: 'ceremony', origin: 'ceremony', spkiSha256: key.spkiSha256 });
      expect(known && keyState(known)).toBe('active');
    }
    expect(here.group('ledger')).toMatchObject({ keyType: 'p-384', usages: ['sign'] });
    expect(here.keys(here.group('payroll'))[0]?.versions[0]?.expiresOn).toBeGreaterThan(here.clock.now());
    expect(await here.keksInVault()).toEqual([]);
    const closing = must(readClosingRecord(done.closing ?? new Uint8Array()));
    expect(closing).toMatchObject({
      ceremony: '2026-payroll',
      packageSha256: read.sha256,
      recordHeadSha256: read.record.headSha256,
      ceremonyWorkstation: { key: keyOf(there) },
      workstation: { key: keyOf(here) },
      kek: { removed: 'purged' },
    });
    expect(closing.keys.map(({ spkiSha256 }) => spkiSha256)).toEqual(read.keys.map(({ spkiSha256 }) => spkiSha256));
    expect(here.log().map(({ event }) => event)).toContain('ceremony-closed');
  });

  test('uploaded a second time it pushes nothing, and gives the same closing record', async () => {
    const { here, there, file } = await trip();
    const first = await upload(here, there, file);
    const requests = here.practice.service.requests.get('import 200');
    const second = await upload(here, there, file);
    expect(second.jobs).toEqual([]);
    expect(second.closing).toEqual(first.closing);
    expect(second.keys).toEqual(first.keys);
    expect(here.practice.service.requests.get('import 200')).toBe(requests);
  });

  test('a blob that somebody imported with another tool is found by its public key, and not sent again', async () => {
    const { here, there, file } = await trip(planOf());
    await importElsewhere(here, file);
    const done = await upload(here, there, file);
    expect(done.failure).toBeUndefined();
    expect(await here.versions()).toHaveLength(1);
    expect(here.keys()[0]?.versions).toMatchObject([{ state: 'live', active: true }]);
  });

  test('a version that somebody disabled is not gone round: the ceremony stays open until it is enabled', async () => {
    const { here, there, file } = await trip(planOf());
    const connection = await importElsewhere(here, file);
    const [version] = await here.versions();
    must(await connection.disableVersion('payroll', version?.id ?? ''));
    for (const once of ['first', 'again']) {
      const stopped = await upload(here, there, file);
      expect([once, stopped.failure?.code, stopped.closing]).toEqual([once, 'version-disabled', undefined]);
    }
    expect(await here.versions()).toHaveLength(1);
    must(await connection.enableVersion('payroll', version?.id ?? ''));
    expect((await upload(here, there, file)).closing).toBeDefined();
  });

  test('a network that fails in the middle is gone on with', async () => {
    const { here, there, file } = await trip();
    await here.deny('import');
    const refused = await upload(here, there, file);
    expect([refused.failure?.code, refused.keys, refused.closing]).toEqual(['forbidden-by-policy', [], undefined]);
    expect(await here.keksInVault()).toHaveLength(1);
    await here.deny();
    await here.fault('reset-after on=import');
    const done = await upload(here, there, file);
    expect(done.failure).toBeUndefined();
    expect([await here.versions('payroll'), await here.versions('ledger')].map((all) => all.length)).toEqual([1, 1]);
  });

  test('such keys are neither pushed nor rotated here, and compare as ours', async () => {
    const { here, there, file } = await trip(planOf());
    await upload(here, there, file);
    const { cloud, groups, drift } = here.workstation.keyManagement;
    expect(mustFail(await cloud.synchronize(here.group(), ['payroll-001']))).toMatchObject({ code: 'key-elsewhere' });
    expect(mustFail(await cloud.synchronize(here.group(), []))).toMatchObject({ code: 'nothing-to-push' });
    expect(mustFail(await cloud.rotate(here.group())).code).toBe('made-at-ceremonies');
    expect(mustFail(groups.edit('payroll', { rotateEvery: '90d' })).code).toBe('made-at-ceremonies');
    expect(must(await drift.compare(here.group()))).toMatchObject({ findings: [], foreignVersions: 0 });
  });
});

/** What `az keyvault key import --byok-file` does. */
async function importElsewhere(here: Station, file: Uint8Array) {
  const [key] = must(readCeremonyPackage(file)).keys;
  if (!key) throw new Error('The package has a key.');
  const credential = must(here.workstation.credentials.find(CREDENTIAL));
  const target = must(await here.workstation.credentials.target(credential, VAULT));
  const connection = must(
    connectVault(target, {
      clock: here.clock,
      pacer: new Pacer(here.clock),
      httpClient: must(here.workstation.practice()).httpClient,
      listener: { onCall: () => undefined, onNotice: () => undefined },
    }),
  );
  const { blob, spki, usages } = key;
  must(
    await connection.importKey({
      ...{ keyName: 'payroll', keyType: 'p-256', usages, blob, spki, knownVersions: new Set(), tags: {} },
    }),
  );
  return connection;
}

describe('the KEK of a ceremony', () => {
  test('survives what removes KEKs that were left behind, until it is removed', async () => {
    const here = await online();
    await kekFor(here);
    expect(await here.restart()).toEqual([]);
    expect(await here.keksInVault()).toHaveLength(1);
    const [kek] = here.workstation.ceremonyKeys.keks.list();
    expect(kek).toMatchObject({ state: 'created', ceremony: '2026-payroll', practice: true });
    expect(must(await here.workstation.ceremonyKeys.keks.remove(kek?.name ?? '')).state).toBe('purged');
    expect(await here.keksInVault()).toEqual([]);
    expect(here.workstation.ceremonyKeys.keks.list()).toEqual([]);
  });

  test('must outlast the ceremony, be of its vault and of its mode', async () => {
    const { keks } = (await online()).workstation.ceremonyKeys;
    const make = async (vault: string, plan = planOf(), valid = '14d') =>
      mustFail(await keks.make({ credential: CREDENTIAL, vault, plan, valid })).code;
    expect(await make(VAULT, planOf({ date: '2026-12-20' }))).toBe('kek-life-short');
    expect(await make('fabrikam')).toBe('kek-wrong-vault');
    expect(await make(VAULT, planOf({ mode: 'PRODUCTION' }))).toBe('practice-in-production');
    expect(await make(VAULT, planOf(), 'soon')).toBe('bad-period');
    expect(keks.list({ all: true })).toEqual([]);
  });

  test('is removed again where its package cannot be kept', async () => {
    const here = await online();
    const { keks } = here.workstation.ceremonyKeys;
    const full = { ok: false, failure: { code: 'disk-full', message: 'No room.' } } as const;
    const made = await keks.make({ credential: CREDENTIAL, vault: VAULT }, () => Promise.resolve(full));
    expect(mustFail(made).code).toBe('disk-full');
    expect(await here.keksInVault()).toEqual([]);
  });
});
