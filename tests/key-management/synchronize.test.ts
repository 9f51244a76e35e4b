import { describe, expect, test } from 'vitest';
import { KEY_TYPES } from '../../shared/azure/key-types.js';
import { keyState } from '../../shared/domain/key.js';
import { must, mustFail } from '../support/must.js';
import { VAULT } from '../support/practice.js';
import { makeStation, stationWithKeys } from '../support/workstation.js';

describe('Synchronize', () => {
  // RSA is made for real once; the other sizes only differ in how long one waits (tests/crypto has their blobs).
  test.each(['p-256', 'p-384', 'p-521', 'p-256k', 'rsa-2048'] as const)(
    'pushes a %s key: one version, the same public key, the KEK gone',
    async (keyType) => {
      const station = await stationWithKeys(1, { keyType });
      const job = await station.synchronize();
      expect([job.state, job.result]).toEqual(['succeeded', 'Successfully synchronized 1 HSM protected key(s).']);
      const [key] = station.keys();
      const [version, ...more] = await station.versions();
      expect(more).toEqual([]);
      expect(version).toMatchObject({ kty: KEY_TYPES[keyType].kty, enabled: true, spkiSha256: key?.spkiSha256 });
      expect(key?.versions).toMatchObject([{ version: version?.id, state: 'live', active: true }]);
      expect(await station.keksInVault()).toEqual([]);
    },
  );

  test('pushes every key that was never pushed under one KEK, and the last one is the active material', async () => {
    const station = await stationWithKeys(3);
    const job = await station.synchronize();
    expect([job.done, job.total]).toEqual([3, 3]);
    expect(station.keys().map(keyState)).toEqual(['older', 'older', 'active']);
    expect((await station.versions()).map((version) => version.spkiSha256)).toEqual(
      station.keys().map((key) => key.spkiSha256),
    );
    expect(station.practice.service.requests.get('create 200')).toBe(1);
  });

  test('pushes only the keys it is told to; what is in the vault already is said, not sent again', async () => {
    const station = await stationWithKeys(3);
    await station.synchronize(['payroll-002']);
    expect(station.keys().map(keyState)).toEqual(['never-pushed', 'active', 'never-pushed']);
    const job = await station.synchronize(['payroll-001', 'PAYROLL-002', 'payroll-001']);
    expect([job.state, job.total]).toEqual(['succeeded', 1]);
    expect(job.messages.map((message) => message.text)).toContain(
      'The key payroll-002 is in the vault already; it is not sent again.',
    );
    expect(await station.versions()).toHaveLength(2);
  });

  test('with nothing to push there is no job, and a sentence', async () => {
    const station = await stationWithKeys(1);
    const { cloud } = station.workstation.keyManagement;
    await station.synchronize();
    const all = mustFail(await cloud.synchronize(station.group(), []));
    expect([all.code, all.message]).toEqual(['nothing-to-push', 'Every key of payroll was pushed already.']);
    const named = mustFail(await cloud.synchronize(station.group(), ['payroll-001']));
    expect([named.code, named.message]).toEqual(['nothing-to-push', 'payroll-001: in the vault already.']);
    expect(mustFail(await cloud.synchronize(station.group(), ['payroll-009'])).code).toBe('key-not-found');
    expect(station.workstation.jobs.list()).toHaveLength(1);
  });

  test('usages, expiry and tags of the version are those of the group', async () => {
    const station = await stationWithKeys(1, { validFor: '1y', usages: ['sign'] });
    const started = station.clock.now();
    await station.synchronize();
    const state = station.practice.service.keysOf(VAULT)?.need('payroll').versions[0];
    expect(state?.keyOps).toEqual(['sign']);
    expect(state?.tags).toEqual({
      'made-by': 'keyferry',
      source: 'software',
      workstation: station.workstation.identities.workstationId,
    });
    const expected = new Date(started);
    expected.setUTCFullYear(expected.getUTCFullYear() + 1);
    expect(Math.abs((state?.exp ?? 0) * 1000 - expected.getTime())).toBeLessThan(60_000);
    expect(station.keys()[0]?.versions[0]?.expiresOn).toBe((state?.exp ?? 0) * 1000);
  });

  test('the KEK has a name of its own, a short life and the tags that say whose it is', async () => {
    const station = await stationWithKeys(1);
    const seen: { name: string; tags: unknown; exp: number | undefined; keyOps: readonly string[] }[] = [];
    station.beforeRequest = (request) => {
      if (request.method !== 'PUT' || seen.length > 0) return;
      for (const key of station.practice.service.keysOf(VAULT)?.live() ?? []) {
        for (const version of key.versions)
          seen.push({ name: key.name, tags: version.tags, exp: version.exp, keyOps: version.keyOps });
      }
    };
    const job = await station.synchronize();
    expect(seen).toMatchObject([
      {
        name: expect.stringMatching(/^keyferry-kek-[0-9a-f]{16}$/) as string,
        tags: { 'made-by': 'keyferry', purpose: 'kek', job: job.id },
        keyOps: ['import'],
      },
    ]);
    expect((seen[0]?.exp ?? 0) * 1000 - job.startedAt).toBeLessThan(2 * 3_600_000);
  });

  test('a version that somebody else made is counted and said, never shown as a key', async () => {
    const station = await makeStation();
    station.createGroup();
    const { service } = station.practice;
    await station.createKey();
    await station.synchronize();
    // Somebody writes another version under the same name, with other tools.
    const foreign = service.keysOf(VAULT)?.need('payroll').versions[0];
    if (!foreign) throw new Error('There is no version.');
    service.keysOf(VAULT)?.addVersion('payroll', { ...foreign, id: 'f'.repeat(32), tags: {} });
    await station.createKey();
    const job = await station.synchronize();
    expect(job.state).toBe('succeeded');
    expect(job.messages.map((message) => message.text)).toContain(
      'The vault has 1 version(s) of payroll that belong to no key here; they are left alone.',
    );
    expect(station.keys()).toHaveLength(2);
    expect(station.keys().flatMap((key) => key.versions)).toHaveLength(2);
    expect(await station.versions()).toHaveLength(3);
  });

  test('a name that is blocked by a soft-deleted key is found before a KEK is made', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    await station.deleteOnCloud(false);
    await station.createKey();
    const created = station.practice.service.requests.get('create 200');
    const job = await station.synchronize();
    expect([job.state, job.failureCode]).toEqual(['failed', 'name-blocked']);
    expect(job.result).toContain('The name payroll is blocked in the vault contoso by a soft-deleted key');
    expect(job.result).toContain('Recover or purge the deleted key first');
    expect(station.practice.service.requests.get('create 200')).toBe(created);
    expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud', 'never-pushed']);
  });

  test('a key whose group was deleted and purged in the vault can be pushed again', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    await station.deleteOnCloud(true);
    station.clock.advance(10_000);
    expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud']);
    const job = await station.synchronize(['payroll-001']);
    expect(job.state).toBe('succeeded');
    expect(station.keys().map(keyState)).toEqual(['active']);
    expect(station.keys()[0]?.versions.map((version) => version.state)).toEqual(['deleted', 'live']);
    expect(await station.versions()).toHaveLength(1);
  });

  test('a group whose key was deleted in the portal and recovered there is not pushed twice', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    await station.deleteOnCloud(false);
    station.clock.advance(10_000);
    station.practice.service.keysOf(VAULT)?.recover('payroll');
    const job = await station.synchronize(['payroll-001']);
    expect(job.state).toBe('succeeded-with-warnings');
    expect(job.messages.map((message) => message.text).join('\n')).toContain(
      'payroll-001 was recovered in the vault meanwhile',
    );
    expect(await station.versions()).toHaveLength(1);
    expect(station.keys().map(keyState)).toEqual(['active']);
  });
});

describe('another public key than ours', () => {
  test('in the answer of the vault: that version is disabled there, and it is an ERROR', async () => {
    const station = await stationWithKeys(2);
    await station.fault('other-public-key on=import after=1');
    const job = await station.synchronize();
    expect([job.state, job.failureCode]).toEqual(['failed', 'public-key-mismatch']);
    expect(job.result).toMatch(
      /another public key than ours under version [0-9a-f]{32} of payroll\. That version was disabled/,
    );
    expect(job.result).toContain('Do not use this version');
    expect((await station.versions()).map((version) => version.enabled)).toEqual([true, false]);
    expect(station.keys().map(keyState)).toEqual(['active', 'disabled']);
    expect(station.log({ level: 'ERROR' })).toMatchObject([{ service: 'Azure Service', event: 'job-failed' }]);
    expect(await station.keksInVault()).toEqual([]);
  });

  test('and the permission to disable it is missing: the sentence says to do it in the portal', async () => {
    const station = await stationWithKeys(1);
    await station.deny('update');
    await station.fault('other-public-key on=import');
    const job = await station.synchronize();
    expect(job.result).toContain('That version could NOT be disabled');
    expect(job.result).toContain('"Update"');
    expect(job.result).toContain('disable it in the portal now');
    expect((await station.versions()).map((version) => version.enabled)).toEqual([true]);
    expect(station.keys().map(keyState)).not.toContain('active');
  });
});

describe('the designated device', () => {
  test('off: push, rotate and cloud delete are refused with the place where to change it, and nothing is sent', async () => {
    const station = await stationWithKeys(1);
    const { keyManagement, settings } = station.workstation;
    must(settings.set('designated-device', 'off'));
    const group = station.group();
    const refused = [
      await keyManagement.cloud.synchronize(group, []),
      await keyManagement.cloud.rotate(group),
      await keyManagement.cloud.deleteOnCloud(group, true),
    ];
    for (const result of refused) {
      expect(mustFail(result)).toMatchObject({
        code: 'not-designated',
        message: expect.stringContaining('not the designated device') as string,
        advice: expect.stringContaining('Administration > Configuration > HSM Protected Key Options') as string,
      });
    }
    expect(station.practice.service.requests.size).toBe(0);
    expect(station.workstation.jobs.list()).toEqual([]);
    must(settings.set('designated-device', 'on'));
    expect((await station.synchronize()).state).toBe('succeeded');
  });
});
