import { describe, expect, test } from 'vitest';
import { practiceHttpClient } from '../../main/practice-vault/index.js';
import { must } from '../support/must.js';
import { makeStation, stationWithKeys, type Station } from '../support/workstation.js';

/** Another workstation that believes to be the designated one, with the same group in the same vault. */
async function secondOf(first: Station): Promise<Station> {
  const { service, admin, clock } = first.practice;
  const second = await makeStation({ clock, practice: { httpClient: practiceHttpClient(service), admin } });
  await second.createKey(undefined, second.createGroup());
  return second;
}

const idOf = (station: Station): string => station.workstation.identities.workstationId.slice(0, 8);

describe('two workstations that both believe to be designated', () => {
  test("a push that would follow the other one's push stops before a KEK is made", async () => {
    const first = await stationWithKeys(1);
    await first.synchronize();
    const second = await secondOf(first);
    first.clock.advance(60_000);
    const job = await second.synchronize();
    expect([job.state, job.failureCode]).toEqual(['failed', 'other-workstation']);
    expect(job.result).toContain(`The workstation ${idOf(first)} pushed payroll into the vault`);
    expect(await first.versions()).toHaveLength(1);
    expect(await first.keksInVault()).toEqual([]);
  });

  test('follows it where that was asked for, says so, and then the first one stops', async () => {
    const first = await stationWithKeys(2);
    await first.synchronize(['payroll-001']);
    const second = await secondOf(first);
    first.clock.advance(60_000);
    const { cloud } = second.workstation.keyManagement;
    const job = must(await cloud.synchronize(second.group(), [], { followOther: true }));
    expect(job.state).toBe('succeeded-with-warnings');
    expect(second.log().map(({ event }) => event)).toContain('other-workstation-followed');
    first.clock.advance(60_000);
    expect((await first.synchronize()).failureCode).toBe('other-workstation');
    expect((await second.rotate()).state).toBe('succeeded');
  });

  test('a version that somebody made in the portal is not another workstation', async () => {
    const first = await stationWithKeys(1);
    await first.synchronize();
    const versions = first.practice.service.keysOf(first.group().vault)?.need('payroll').versions ?? [];
    const [version] = versions;
    if (!version) throw new Error('Nothing was pushed.');
    Object.assign(version, { tags: {} });
    const second = await secondOf(first);
    expect((await second.synchronize()).state).toBe('succeeded');
  });
});
