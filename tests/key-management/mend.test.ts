import { describe, expect, test } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import type { Job } from '../../shared/domain/job.js';
import type { Result } from '../../shared/result.js';
import { must } from '../support/must.js';
import { VAULT } from '../support/practice.js';
import { stationWithKeys, type Station } from '../support/workstation.js';

const vaultOf = (station: Station) => {
  const keys = station.practice.service.keysOf(VAULT);
  if (!keys) throw new Error('There is no vault.');
  return keys;
};
const compare = async (station: Station) =>
  must(await station.workstation.keyManagement.drift.compare(station.group())).findings.map(({ kind, actions }) => [
    kind,
    actions,
  ]);
const ended = async (station: Station, running: Promise<Result<Job>>) =>
  must(station.workstation.jobs.show(must(await running).id));

describe('what Compare with Vault found is mended', () => {
  test('a version that somebody disabled is enabled again', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    const version = vaultOf(station).need('payroll').versions[0];
    if (!version) throw new Error('Nothing was pushed.');
    version.enabled = false;
    expect(await compare(station)).toEqual([['disabled', ['enable', 'rotate']]]);
    const { cloud } = station.workstation.keyManagement;
    const job = await ended(station, cloud.enableVersion(station.group(), version.id));
    expect([job.state, job.steps.map(({ name }) => name)]).toEqual(['succeeded', ['pre-flight', 'enable']]);
    expect(await compare(station)).toEqual([]);
  });

  test('a version that is none of ours is not enabled', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    const { cloud } = station.workstation.keyManagement;
    const job = await ended(station, cloud.enableVersion(station.group(), 'f'.repeat(32)));
    expect([job.state, job.failureCode, job.requests]).toEqual(['failed', 'not-ours', 0]);
  });

  test('a soft-deleted key is recovered with all its versions', async () => {
    const station = await stationWithKeys(2);
    await station.synchronize();
    vaultOf(station).delete('payroll');
    station.clock.advance(60_000);
    expect(await compare(station)).toEqual([['soft-deleted', ['recover', 'purge']]]);
    const { cloud } = station.workstation.keyManagement;
    const refused = await ended(station, cloud.recoverDeleted(station.group()));
    expect([refused.state, refused.result]).toEqual(['failed', expect.stringContaining('"Recover"')]);
    await station.deny();
    const job = await ended(station, cloud.recoverDeleted(station.group()));
    expect([job.state, job.result]).toEqual(['succeeded', expect.any(String)]);
    expect(await station.versions()).toHaveLength(2);
    expect(await compare(station)).toEqual([]);
  });

  test('or purged; then its name is free, and the key can be pushed again', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    vaultOf(station).delete('payroll');
    station.clock.advance(60_000);
    const { cloud } = station.workstation.keyManagement;
    const job = await ended(station, cloud.purgeDeleted(station.group(), { justification: 'Its name is needed.' }));
    expect([job.state, job.messages.some(({ text }) => text.includes('Its name is needed.'))]).toEqual([
      'succeeded',
      true,
    ]);
    expect(station.keys().map(keyState)).toEqual(['deleted-on-cloud']);
    expect((await station.synchronize(['payroll-001'])).state).toMatch(/^succeeded/);
    expect(await station.versions()).toHaveLength(1);
  });

  test('a key that the vault does not hold any more is pushed again, and one that it holds is not', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    const { cloud } = station.workstation.keyManagement;
    const again = { again: true };
    const refused = await ended(station, cloud.synchronize(station.group(), ['payroll-001'], again));
    expect([refused.state, refused.failureCode]).toEqual(['failed', 'nothing-to-push']);
    vaultOf(station).delete('payroll');
    station.clock.advance(60_000);
    vaultOf(station).purge('payroll');
    expect(await compare(station)).toEqual([['missing', ['push-again', 'rotate']]]);
    const pushed = await ended(station, cloud.synchronize(station.group(), ['payroll-001'], again));
    expect(pushed.state).toBe('succeeded-with-warnings');
    expect(station.keys().map(keyState)).toEqual(['active']);
    expect(await compare(station)).toEqual([]);
  });
});
