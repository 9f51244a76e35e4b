import { describe, expect, test } from 'vitest';
import { ROTATION_SCHEDULE } from '../../shared/domain/job.js';
import { keyState } from '../../shared/domain/key.js';
import { RotationScheduler } from '../../main/key-management/index.js';
import { must } from '../support/must.js';
import { makeStation, type Station } from '../support/workstation.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const forever = new AbortController().signal;

/** The scheduler of a station that is driven by hand, one round after the other. */
function schedulerOf(station: Station): RotationScheduler {
  const { store, log, settings, keyManagement } = station.workstation;
  return new RotationScheduler(
    { store, log, settings, clock: station.clock },
    {
      rotate: (group, dueAt) => keyManagement.cloud.rotate(group, { dueAt }),
      disableOlder: (group) => keyManagement.cloud.disableOlder(group),
      compare: (group) => keyManagement.drift.compare(group),
      changed: () => undefined,
    },
  );
}

async function scheduledStation(...names: readonly string[]): Promise<Station> {
  const station = await makeStation();
  for (const name of names) station.createGroup({ name, rotateEvery: '30d' });
  return station;
}

const troubleOf = (station: Station) => station.workstation.keyManagement.groups.troubles().get(station.group().id);

describe('the schedule', () => {
  test('rotates what is due, nothing else, and plans the next one by the same dates', async () => {
    const station = await scheduledStation('payroll', 'tax');
    const { nextRotation: first = 0 } = station.group('payroll');
    must(station.workstation.keyManagement.groups.edit('tax', { rotateEvery: '90d' }));
    station.clock.set(first + 3 * MINUTE_MS);
    const jobs = await schedulerOf(station).round(forever);
    expect(jobs.map((job) => [job.groupName, job.type, job.state, job.by])).toEqual([
      ['payroll', 'rotate', 'succeeded', ROTATION_SCHEDULE],
    ]);
    const payroll = station.group('payroll');
    expect(payroll.lastRotated).toBeGreaterThanOrEqual(first);
    expect(payroll.nextRotation).toBe(first + 30 * DAY_MS);
    expect(await station.versions('payroll')).toHaveLength(1);
    expect(await station.versions('tax')).toHaveLength(0);
    expect(await schedulerOf(station).round(forever)).toEqual([]);
  });

  test('makes up once for what was missed, the longest overdue first, and says how late', async () => {
    const station = await scheduledStation('tax');
    station.clock.advance(DAY_MS);
    station.createGroup({ name: 'payroll', rotateEvery: '30d' });
    const { nextRotation: due = 0 } = station.group('tax');
    station.clock.advance(200 * DAY_MS);
    const jobs = await schedulerOf(station).round(forever);
    expect(jobs.map((job) => [job.groupName, job.state])).toEqual([
      ['tax', 'succeeded-with-warnings'],
      ['payroll', 'succeeded-with-warnings'],
    ]);
    const late = station.log().filter(({ event }) => event === 'rotation-late');
    expect(late.map(({ level }) => level)).toEqual(['WARN', 'WARN']);
    expect(late[0]?.message).toMatch(/^The rotation of tax was due on 2026-12-23 09:00 UTC and begins 171 days late/);
    // On the old dates, not counted from the late rotation.
    expect((((station.group('tax').nextRotation ?? 0) - due) / DAY_MS) % 30).toBe(0);
    expect(await station.versions('tax')).toHaveLength(1);
    expect(await schedulerOf(station).round(forever)).toEqual([]);
  });

  test('does nothing where it is not the designated device, and begins when it is', async () => {
    const station = await scheduledStation('payroll');
    const { settings } = station.workstation;
    must(settings.set('designated-device', 'off'));
    station.clock.advance(31 * DAY_MS);
    expect(await schedulerOf(station).round(forever)).toEqual([]);
    expect(station.workstation.jobs.list()).toEqual([]);
    must(settings.set('designated-device', 'on'));
    expect(await schedulerOf(station).round(forever)).toHaveLength(1);
  });

  test('a pause holds it; the dates go on being counted', async () => {
    const station = await scheduledStation('payroll');
    const { groups } = station.workstation.keyManagement;
    const { nextRotation } = must(groups.edit('payroll', { rotationPaused: true }));
    station.clock.advance(45 * DAY_MS);
    expect(await schedulerOf(station).round(forever)).toEqual([]);
    expect(must(groups.edit('payroll', { rotationPaused: false })).nextRotation).toBe(nextRotation);
    expect(await schedulerOf(station).round(forever)).toHaveLength(1);
    expect(station.group().nextRotation).toBe((nextRotation ?? 0) + 30 * DAY_MS);
  });

  test('a failure is put off for longer each time, stands with the group until one succeeds, and sets no last rotated', async () => {
    const station = await scheduledStation('payroll');
    await station.deny('import');
    station.clock.advance(30 * DAY_MS);
    const scheduler = schedulerOf(station);
    const waits: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      expect(await scheduler.round(forever)).toHaveLength(1);
      expect(await scheduler.round(forever)).toEqual([]);
      const { retryAt = 0, failures } = troubleOf(station) ?? {};
      expect(failures).toBe(failure + 1);
      waits.push(Math.round((retryAt - station.clock.now()) / MINUTE_MS));
      station.clock.set(retryAt);
    }
    expect(waits).toEqual([5, 15, 60, 240, 720, 1440, 1440, 1440]);
    expect(station.group().lastRotated).toBeUndefined();
    expect(troubleOf(station)?.message).toContain('"Import"');
    expect(station.keys()).toHaveLength(1);
    expect(await station.keksInVault()).toEqual([]);
    await station.deny();
    expect((await scheduler.round(forever)).map(({ state }) => state)).toEqual(['succeeded-with-warnings']);
    expect(troubleOf(station)).toBeUndefined();
    expect(station.keys()).toHaveLength(1);
    expect(await station.versions()).toHaveLength(1);
  });

  test('a change of the group tries again at once', async () => {
    const station = await scheduledStation('payroll');
    await station.deny('import');
    station.clock.advance(30 * DAY_MS);
    await schedulerOf(station).round(forever);
    await station.deny();
    must(station.workstation.keyManagement.groups.edit('payroll', { validFor: '1y' }));
    expect(await schedulerOf(station).round(forever)).toHaveLength(1);
  });

  test('somebody else at work on the group is no failure', async () => {
    const station = await scheduledStation('payroll');
    station.clock.advance(30 * DAY_MS);
    const byHand = station.rotate();
    const round = await schedulerOf(station).round(forever);
    expect(round).toEqual([]);
    expect(troubleOf(station)).toBeUndefined();
    expect((await byHand).state).toBe('succeeded');
  });

  test('a clock that is set back does nothing; one that is set far ahead rotates once', async () => {
    const station = await scheduledStation('payroll');
    const begun = station.clock.now();
    station.clock.advance(30 * DAY_MS);
    const scheduler = schedulerOf(station);
    expect(await scheduler.round(forever)).toHaveLength(1);
    station.clock.set(begun - 400 * DAY_MS);
    expect(await scheduler.round(forever)).toEqual([]);
    station.clock.set(begun + 3650 * DAY_MS);
    expect(await scheduler.round(forever)).toHaveLength(1);
    expect(await scheduler.round(forever)).toEqual([]);
    expect(await station.versions()).toHaveLength(2);
  });

  test('runs by itself, looks every half minute, and ends when the workstation is sealed', async () => {
    const station = await scheduledStation('payroll');
    const sealing = new AbortController();
    const running = schedulerOf(station).run(sealing.signal);
    const { nextRotation = 0 } = station.group();
    station.clock.set(nextRotation - 10_000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(station.workstation.jobs.list()).toEqual([]);
    station.clock.advance(30_000);
    for (let turn = 0; turn < 400 && station.group().lastRotated === undefined; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(station.group().lastRotated).toBeGreaterThanOrEqual(nextRotation);
    sealing.abort();
    await running;
  });
});

describe('Compare with Vault by itself', () => {
  test('looks at every group as often as the setting says, and not at all where it is off', async () => {
    const station = await makeStation();
    station.createGroup({ name: 'payroll' });
    station.createGroup({ name: 'tax' });
    const { drift } = station.workstation.keyManagement;
    const scheduler = schedulerOf(station);
    await scheduler.round(forever);
    expect(drift.all().size).toBe(0);
    must(station.workstation.settings.set('compare-every', '7d'));
    await scheduler.round(forever);
    expect(drift.all().size).toBe(2);
    const compared = () => station.log().filter(({ event }) => event === 'vault-compared').length;
    station.clock.advance(6 * DAY_MS);
    await scheduler.round(forever);
    expect(compared()).toBe(2);
    station.clock.advance(DAY_MS);
    await scheduler.round(forever);
    expect(compared()).toBe(4);
  });
});

describe('older versions', () => {
  test('stay enabled unless asked for, and are disabled N days after the newer one came, never at once', async () => {
    const station = await makeStation();
    station.createGroup({ rotateEvery: '30d', disableOlderAfter: '3d' });
    const scheduler = schedulerOf(station);
    station.clock.advance(30 * DAY_MS);
    await scheduler.round(forever);
    station.clock.advance(30 * DAY_MS);
    expect((await scheduler.round(forever)).map(({ type }) => type)).toEqual(['rotate']);
    expect(station.keys().map(keyState)).toEqual(['older', 'active']);
    station.clock.advance(2 * DAY_MS);
    expect(await scheduler.round(forever)).toEqual([]);
    station.clock.advance(DAY_MS);
    const [job] = await scheduler.round(forever);
    expect(job).toMatchObject({ type: 'disable-older', state: 'succeeded', by: ROTATION_SCHEDULE, done: 1, total: 1 });
    expect(station.keys().map(keyState)).toEqual(['disabled', 'active']);
    expect((await station.versions()).map(({ enabled }) => enabled)).toEqual([false, true]);
    expect(await scheduler.round(forever)).toEqual([]);
  });

  test('what could not be disabled is tried again an hour later', async () => {
    const station = await makeStation();
    station.createGroup({ disableOlderAfter: '1d' });
    await station.rotate();
    await station.rotate();
    station.clock.advance(DAY_MS);
    await station.deny('update');
    const scheduler = schedulerOf(station);
    expect((await scheduler.round(forever)).map(({ state }) => state)).toEqual(['failed']);
    expect(await scheduler.round(forever)).toEqual([]);
    await station.deny();
    station.clock.advance(HOUR_MS);
    expect((await scheduler.round(forever)).map(({ state }) => state)).toEqual(['succeeded']);
  });
});
