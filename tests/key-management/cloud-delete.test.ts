import { describe, expect, test } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import { VAULT } from '../support/practice.js';
import { stationWithKeys, type Station } from '../support/workstation.js';

async function pushed(): Promise<Station> {
  const station = await stationWithKeys(2);
  await station.synchronize();
  return station;
}

describe('Delete on Cloud Service', () => {
  test('deletes all versions and purges them; the keys here stay', async () => {
    const station = await pushed();
    const job = await station.deleteOnCloud(true);
    expect([job.state, job.result]).toEqual([
      'succeeded',
      'Successfully deleted and purged HSM protected key payroll on the cloud service.',
    ]);
    expect((await station.vaultKeys()).filter((key) => key.state !== 'name in limbo')).toEqual([]);
    expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud', 'deleted-on-cloud']);
    expect(job.steps.map((step) => [step.name, step.state])).toEqual([
      ['pre-flight', 'done'],
      ['delete', 'done'],
    ]);
  });

  test('without purging it stays soft-deleted, and the result says until when', async () => {
    const station = await pushed();
    const job = await station.deleteOnCloud(false);
    expect(job.state).toBe('succeeded');
    expect(job.result).toMatch(/it can be recovered there until 2027-02-21, and its name stays blocked/);
    expect((await station.vaultKeys()).map((key) => [key.name, key.state])).toEqual([['payroll', 'deleted']]);
    expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud', 'deleted-on-cloud']);
  });

  test('under purge protection nothing is purged, and the result says why', async () => {
    const station = await pushed();
    await station.practice.admin({ call: 'change-vault', name: VAULT, change: { purgeProtection: true } });
    const job = await station.deleteOnCloud(true);
    expect(job.state).toBe('succeeded');
    expect(job.result).toMatch(/Purge protection is on in the vault contoso: Azure purges it by itself on 2027-02-21/);
    expect(station.practice.service.requests.get('purge')).toBe(1); // the KEK's of the push before
    expect((await station.vaultKeys()).filter((key) => !key.kek).map((key) => key.state)).toEqual(['deleted']);
  });

  test('a key that is not there is said, with a warning', async () => {
    const station = await stationWithKeys(1);
    const job = await station.deleteOnCloud(true);
    expect([job.state, job.result]).toEqual([
      'succeeded-with-warnings',
      'The vault contoso holds no key payroll; nothing had to be deleted.',
    ]);
    expect(station.keys().map(keyState)).toEqual(['never-pushed']);
  });

  test('deleted but not purged for want of the permission: failed, and the books say what was done', async () => {
    const station = await pushed();
    await station.deny('purge');
    const job = await station.deleteOnCloud(true);
    expect([job.state, job.failureCode, job.reconciled]).toEqual(['failed', 'forbidden-by-policy', true]);
    expect(job.result).toContain('"Purge"');
    expect(job.result).toContain('is not in the vault any more');
    expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud', 'deleted-on-cloud']);
  });

  test('refused altogether: failed, and nothing changed', async () => {
    const station = await pushed();
    await station.deny('delete');
    const job = await station.deleteOnCloud(true);
    expect([job.state, job.failureCode, job.reconciled]).toEqual(['failed', 'forbidden-by-policy', true]);
    expect(job.result).toContain('"Delete"');
    expect(station.keys().map(keyState)).toEqual(['older', 'active']);
    expect(await station.versions()).toHaveLength(2);
  });

  test.each(['reset-after on=delete', 'reset-before on=delete', 'status=503 on=delete', 'reset-after on=purge'])(
    '%s: deleted in the end',
    async (words) => {
      const station = await pushed();
      await station.fault(words);
      const job = await station.deleteOnCloud(true);
      expect(job.state).toBe('succeeded-with-warnings');
      expect((await station.vaultKeys()).map((key) => key.state)).toEqual([]);
      expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud', 'deleted-on-cloud']);
    },
  );

  test('the vault goes silent after the delete: not reconciled, and settled by the next job', async () => {
    const station = await pushed();
    await station.fault('reset-after on=delete');
    await station.fault('reset-before on=get-deleted times=always');
    await station.fault('reset-before on=get after=1 times=always');
    const job = await station.deleteOnCloud(true);
    expect([job.state, job.reconciled]).toEqual(['failed', false]);
    expect(station.keys().map(keyState)).toEqual(['older', 'active']);
    await station.clearFaults();
    const again = await station.deleteOnCloud(true);
    expect(again.state).toMatch(/^succeeded/);
    expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud', 'deleted-on-cloud']);
    expect(station.workstation.jobs.list().map((one) => one.reconciled)).toEqual([true, true, true]);
  });
});
