import { describe, expect, test } from 'vitest';
import { contract } from '../../shared/contract/index.js';
import type { DeletionView } from '../../main/key-management/index.js';
import { must, mustFail } from '../support/must.js';
import { sdk, VAULT } from '../support/practice.js';
import { stationWithKeys, type Station } from '../support/workstation.js';

async function pushed(): Promise<Station> {
  const station = await stationWithKeys(2);
  await station.synchronize();
  await station.deny();
  return station;
}

async function preview(station: Station): Promise<DeletionView> {
  const view = must(await station.workstation.keyManagement.deletion.preview(station.group()));
  return contract.keyManagement.calls.previewDeletion.reply.parse(view);
}

describe('the preview of Delete on Cloud Service', () => {
  test('says how many versions go, until about when they can be recovered, and that purging is possible', async () => {
    const station = await pushed();
    expect(await preview(station)).toEqual({
      vault: VAULT,
      keyName: 'payroll',
      outcome: 'soft-deleted',
      versions: 2,
      foreignVersions: 0,
      activeFingerprint: station.keys()[1]?.spkiSha256,
      sentence:
        'Soft-deletes payroll with its 2 versions in the vault contoso: it can be recovered there for 90 days, until about 2027-02-21, and the name stays blocked as long. With purge, it is gone at once and for good.',
    });
    expect(await station.versions()).toHaveLength(2);
  });

  test('the date it names is the date Azure gives afterwards', async () => {
    const station = await pushed();
    await station.practice.admin({ call: 'change-vault', name: VAULT, change: { retentionDays: 7 } });
    const { sentence } = await preview(station);
    await station.deleteOnCloud(false);
    const deleted = (await station.vaultKeys()).find((key) => key.name === 'payroll');
    expect(sentence).toContain(new Date(deleted?.scheduledPurgeOn ?? 0).toISOString().slice(0, 10));
  });

  test('under purge protection nobody can purge', async () => {
    const station = await pushed();
    await station.practice.admin({ call: 'change-vault', name: VAULT, change: { purgeProtection: true } });
    expect((await preview(station)).sentence).toContain('Purge protection is on: nobody can purge it earlier.');
  });

  test('versions of others are counted: they go too', async () => {
    const station = await pushed();
    await sdk(station.practice.service).createEcKey('payroll', { hsm: true, curve: 'P-256' });
    const view = await preview(station);
    expect([view.versions, view.foreignVersions]).toEqual([3, 1]);
    expect(station.keys().map((key) => key.spkiSha256)).not.toContain(view.activeFingerprint);
  });

  test('nothing there, and there but soft-deleted already', async () => {
    const station = await stationWithKeys(1);
    expect(await preview(station)).toMatchObject({
      outcome: 'absent',
      versions: 0,
      sentence: 'The vault contoso holds no key payroll; there is nothing to delete.',
    });
    await station.synchronize();
    await station.deleteOnCloud(false);
    expect(await preview(station)).toMatchObject({
      outcome: 'absent',
      sentence:
        'The key payroll is soft-deleted in the vault contoso already. Azure purges it on 2027-02-21; with purge, it is gone at once and for good.',
    });
  });

  test('a vault that refuses: a failure, in the log too', async () => {
    const station = await pushed();
    await station.deny('get');
    const failure = mustFail(await station.workstation.keyManagement.deletion.preview(station.group()));
    expect(failure.code).toBe('forbidden-by-policy');
    expect(station.log().at(-1)).toMatchObject({ level: 'ERROR', event: 'deletion-previewed' });
  });

  test('the justification stands in the job and in the log, also when the vault cannot be reached', async () => {
    const station = await pushed();
    const { cloud } = station.workstation.keyManagement;
    await station.fault('enotfound times=always');
    const job = must(
      await cloud.deleteOnCloud(station.group(), false, { justification: 'The payroll system is retired.' }),
    );
    expect(job.state).toBe('failed');
    const { messages } = must(station.workstation.jobs.show(job.id));
    expect(messages[0]?.text).toBe('Justification: The payroll system is retired.');
    expect(station.log({ jobId: job.id }).map(({ message }) => message)).toContain(
      'Justification: The payroll system is retired.',
    );
  });
});
