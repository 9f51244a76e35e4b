import { describe, expect, test } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import { must, mustFail } from '../support/must.js';
import { MoodyFiles } from '../support/moody-files.js';
import { stationWithKeys, type Station } from '../support/workstation.js';

async function stationOnMoodyDisk(keys: number): Promise<{ station: Station; disk: MoodyFiles }> {
  const disk = new MoodyFiles();
  return { station: await stationWithKeys(keys, {}, { files: disk.files }), disk };
}

/** The disk is full from the moment when the first request that fits leaves. */
function fillAt(station: Station, disk: MoodyFiles, fits: (method: string, path: string) => boolean): void {
  let done = false;
  station.beforeRequest = (request) => {
    if (done || !fits(request.method, new URL(request.url).pathname)) return;
    done = true;
    disk.fill();
  };
}

const MOMENTS: readonly [string, (method: string, path: string) => boolean][] = [
  ['before the KEK is made', (_, path) => path.endsWith('/versions')],
  ['while the KEK is made', (_, path) => path.endsWith('/create')],
  ['while the key is on its way', (method) => method === 'PUT'],
  ['while the KEK is deleted', (method) => method === 'DELETE'],
];

describe('a disk that is full in the middle of a push', () => {
  test.each(MOMENTS)('%s: a sentence, no KEK left, and nothing twice when there is room again', async (_, fits) => {
    const { station, disk } = await stationOnMoodyDisk(2);
    fillAt(station, disk, fits);
    const failure = mustFail(await station.workstation.keyManagement.cloud.synchronize(station.group(), []));
    expect(failure.code).toBe('disk-full');
    expect(failure.message).toContain('is full');
    expect(failure.message).toMatch(/The job [0-9a-f]{8} stays open/);
    expect(failure.advice).toContain('Make room');
    expect((await station.keksInVault()).filter((kek) => kek.state === 'live')).toEqual([]);
    const open = station.workstation.jobs.list()[0];
    expect(open?.state).toBe('running');

    disk.free();
    station.clock.advance(10_000);
    const rest = await station.workstation.keyManagement.cloud.synchronize(station.group(), []);
    if (rest.ok) expect(rest.value.state).toMatch(/^succeeded/);
    else expect(rest.failure.code).toBe('nothing-to-push');
    expect((await station.versions()).map((version) => version.spkiSha256)).toEqual(
      station.keys().map((key) => key.spkiSha256),
    );
    expect(station.keys().map(keyState)).toEqual(['older', 'active']);
    const settled = must(station.workstation.jobs.show(open?.id ?? ''));
    expect([settled.state, settled.reconciled]).toEqual(['interrupted', true]);
    expect(settled.steps.map((step) => step.state)).not.toContain('running');
    expect(settled.result).toContain('could not be recorded');
    expect(await station.keksInVault()).toEqual([]);
    expect(station.workstation.log.verify()).toBeUndefined();
  });

  test('full before it begins: no job, nothing sent, and work goes on without a restart', async () => {
    const { station, disk } = await stationOnMoodyDisk(1);
    disk.fill();
    const { cloud } = station.workstation.keyManagement;
    expect(mustFail(await cloud.synchronize(station.group(), [])).code).toBe('disk-full');
    expect(station.practice.service.requests.size).toBe(0);
    expect(station.workstation.jobs.list()).toEqual([]);
    disk.free();
    expect((await station.synchronize()).state).toBe('succeeded');
  });

  test('read-only instead of full: its own sentence', async () => {
    const { station, disk } = await stationOnMoodyDisk(1);
    disk.failing = { on: 'write', code: 'EROFS', writeFirst: 0 };
    const { cloud } = station.workstation.keyManagement;
    expect(mustFail(await cloud.synchronize(station.group(), [])).code).toBe('folder-read-only');
  });
});

describe('a vault that cannot be reached when an interrupted job is looked after', () => {
  test('the job stays open, work on its group is refused, and it is settled as soon as the vault answers', async () => {
    const { station, disk } = await stationOnMoodyDisk(2);
    fillAt(station, disk, (method) => method === 'PUT');
    mustFail(await station.workstation.keyManagement.cloud.synchronize(station.group(), []));
    disk.free();
    station.beforeRequest = () => undefined;
    await station.fault('firewall times=always');
    const [job] = await station.restart();
    expect(job).toMatchObject({ state: 'interrupted', reconciled: false });
    const { cloud, groups, keys } = station.workstation.keyManagement;
    for (const refused of [
      await cloud.synchronize(station.group(), []),
      await cloud.rotate(station.group()),
      await cloud.deleteOnCloud(station.group(), true),
      groups.remove('payroll', 'payroll'),
      keys.remove(station.group(), 'payroll-001', 'payroll-001'),
    ])
      expect(mustFail(refused).code).toBe('job-unfinished');
    expect(station.log({ level: 'WARN' }).map((event) => event.event)).toContain('job-not-reconciled');
    expect(await station.versions()).toHaveLength(1);

    await station.clearFaults();
    const [settled] = await station.restart();
    expect(settled).toMatchObject({ id: job?.id, state: 'interrupted', reconciled: true, done: 1 });
    expect(station.keys().map(keyState)).toEqual(['active', 'never-pushed']);
    expect(station.log({ level: 'WARN' }).map((event) => event.event)).toContain('key-found');
    expect(await station.keksInVault()).toEqual([]);
    expect((await station.synchronize()).total).toBe(1);
    expect(await station.versions()).toHaveLength(2);
    expect(await station.restart()).toEqual([]);
  });
});

describe('a KEK that could not be removed', () => {
  test('is removed at the next start even when its group is gone', async () => {
    const station = await stationWithKeys(1);
    await station.deny('delete');
    await station.synchronize();
    expect(await station.keksInVault()).toHaveLength(1);
    must(station.workstation.keyManagement.groups.remove('payroll', 'payroll'));
    await station.deny();
    await station.restart();
    expect(await station.keksInVault()).toEqual([]);
    expect(station.log().at(-1)?.event).toBe('kek-removed');
  });

  test('and whose credential is gone too is named, so that somebody removes it by hand', async () => {
    const station = await stationWithKeys(1);
    await station.deny('delete');
    await station.synchronize();
    const [kek] = await station.keksInVault();
    must(station.workstation.keyManagement.groups.remove('payroll', 'payroll'));
    must(await station.workstation.credentials.remove('azure-app'));
    await station.restart();
    expect(station.log().at(-1)).toMatchObject({ level: 'WARN', event: 'kek-left' });
    expect(station.log().at(-1)?.message).toContain(`Remove ${kek?.name ?? ''} from the vault contoso in the portal`);
    const events = station.log().length;
    await station.restart();
    // Said once: nobody here can do anything about it any more.
    expect(
      station
        .log()
        .slice(events)
        .map((event) => event.event),
    ).toEqual(['workstation-unlocked']);
  });
});
