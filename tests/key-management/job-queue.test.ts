import { describe, expect, test } from 'vitest';
import { QueueRunner, type BeginJob } from '../../main/key-management/index.js';
import { keyState } from '../../shared/domain/key.js';
import { must, mustFail } from '../support/must.js';
import { stationWithKeys, type Station } from '../support/workstation.js';

const MINUTE_MS = 60_000;
const forever = new AbortController().signal;
const directly: BeginJob = (work) => work({});

async function goOffline(station: Station, kind = 'unreachable'): Promise<void> {
  await station.fault(`${kind} times=always`);
  await station.fault(`${kind} on=token times=always`);
}

const queueOf = (station: Station) => station.workstation.keyManagement.queue;

/** A push that failed for want of a network, and was queued. */
async function queuedPush(keys = 1): Promise<Station> {
  const station = await stationWithKeys(keys);
  await goOffline(station);
  const failed = await station.synchronize();
  must(queueOf(station).add(failed.id));
  return station;
}

describe('a job that cannot reach its vault', () => {
  test.each(['unreachable', 'enotfound', 'timeout', 'reset-before'])(
    '%s at its first request: it failed, and may be queued',
    async (kind) => {
      const station = await stationWithKeys(1);
      await goOffline(station, kind);
      expect(await station.synchronize()).toMatchObject({ state: 'failed', mayQueue: true });
      expect(await station.rotate()).toMatchObject({ state: 'failed', mayQueue: true });
      expect(await station.deleteOnCloud(true)).toMatchObject({ state: 'failed', mayQueue: true });
    },
  );

  test.each(['firewall times=always', 'unreachable on=create times=always', 'certificate times=always'])(
    '%s: refused, or broken off later: it may not',
    async (words) => {
      const station = await stationWithKeys(1);
      await station.fault(words);
      const job = await station.synchronize();
      expect([job.state, job.mayQueue]).toEqual(['failed', undefined]);
      expect(mustFail(queueOf(station).add(job.id)).code).toBe('cannot-be-queued');
      expect(queueOf(station).list()).toEqual([]);
    },
  );
});

describe('the queue', () => {
  test('waits while nobody answers, and begins when the vault does: nothing is sent twice', async () => {
    const station = await queuedPush(2);
    const queue = queueOf(station);
    expect(await queue.round(directly, forever)).toEqual([]);
    const [waiting] = queue.list();
    expect(waiting).toMatchObject({ state: 'queued', type: 'synchronize', groupName: 'payroll', requests: 0 });
    await station.clearFaults();
    const [done] = await queue.round(directly, forever);
    expect(done).toMatchObject({ id: waiting?.id, state: 'succeeded', done: 2 });
    expect(queue.list()).toEqual([]);
    expect(await queue.round(directly, forever)).toEqual([]);
    expect(await station.versions()).toHaveLength(2);
    expect(station.keys().map(keyState)).toEqual(['older', 'active']);
  });

  test('outlives a restart', async () => {
    const station = await queuedPush();
    await station.restart();
    expect(queueOf(station).list()).toMatchObject([{ state: 'queued', reconciled: true }]);
    await station.clearFaults();
    expect(await queueOf(station).round(directly, forever)).toMatchObject([{ state: 'succeeded' }]);
  });

  test('keeps who asked and who confirmed, in the job and in the log, whoever is there when it begins', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    await goOffline(station);
    const { acting, keyManagement } = station.workstation;
    const standing = { name: 'Ada', approver: 'Ben', reason: 'The service is switched off.' };
    const failed = await acting.doAs(standing, async () => {
      const options = { justification: standing.reason };
      return must(await keyManagement.cloud.deleteOnCloud(station.group(), true, options));
    });
    // Only who asked for it can queue what was confirmed.
    const other = acting.doAs({ name: 'Cleo' }, () => queueOf(station).add(failed.id));
    expect(mustFail(other).code).toBe('not-yours');
    const queued = must(acting.doAs(standing, () => queueOf(station).add(failed.id)));
    await station.clearFaults();
    acting.become({ name: 'Cleo', role: 'Operator' });
    expect(await queueOf(station).round(directly, forever)).toMatchObject([{ id: queued.id, state: 'succeeded' }]);
    const events = station.log({ jobId: queued.id });
    expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set(['Ada']));
    expect(new Set(events.map(({ approver }) => approver))).toEqual(new Set(['Ben']));
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['job-queued', 'job-succeeded']));
    expect(events.map(({ message }) => message).join('\n')).toContain(standing.reason);
  });

  test('holds one job of a group, and is taken out of by hand', async () => {
    const station = await queuedPush();
    const again = await station.synchronize();
    expect(mustFail(queueOf(station).add(again.id)).code).toBe('already-queued');
    const [queued] = queueOf(station).list();
    if (!queued) throw new Error('Nothing is queued.');
    expect(must(queueOf(station).cancel(queued.id)).state).toBe('cancelled');
    expect(mustFail(queueOf(station).cancel(queued.id)).code).toBe('job-not-queued');
    expect(station.log({ jobId: queued.id }).at(-1)).toMatchObject({ event: 'job-cancelled', level: 'WARN' });
    must(queueOf(station).add(again.id));
    expect(queueOf(station).list()).toHaveLength(1);
  });

  test('begins nothing on a workstation that is not the designated one any more', async () => {
    const station = await queuedPush();
    await station.clearFaults();
    must(station.workstation.settings.set('designated-device', 'off'));
    expect(await queueOf(station).round(directly, forever)).toEqual([]);
    expect(queueOf(station).list()).toHaveLength(1);
  });

  test('the network goes again before anything is done: it waits on, as another job, in the same name', async () => {
    const station = await queuedPush();
    await station.clearFaults();
    await station.fault('unreachable after=1 times=always');
    expect(await queueOf(station).round(directly, forever)).toMatchObject([{ state: 'failed', mayQueue: true }]);
    expect(queueOf(station).list()).toMatchObject([{ state: 'queued', by: 'Ada' }]);
    await station.clearFaults();
    expect(await queueOf(station).round(directly, forever)).toMatchObject([{ state: 'succeeded' }]);
  });

  test('what is not needed any more ends with the reason', async () => {
    const station = await queuedPush();
    await station.clearFaults();
    await station.synchronize();
    expect(await queueOf(station).round(directly, forever)).toEqual([]);
    expect(queueOf(station).list()).toEqual([]);
    const ended = station.workstation.jobs.list().find(({ failureCode }) => failureCode === 'nothing-to-push');
    expect(ended).toMatchObject({ state: 'failed', result: expect.stringContaining('pushed already') as string });
  });
});

describe('the one who looks after the queue', () => {
  test('looks less often the longer nobody answers, and not at all while nothing is queued', async () => {
    const station = await queuedPush();
    const asked: number[] = [];
    station.beforeRequest = () => asked.push(station.clock.now());
    const end = new AbortController();
    const runner = new QueueRunner(queueOf(station), station.clock, directly);
    const running = runner.run(end.signal);
    const settle = async (): Promise<void> => {
      for (let turn = 0; turn < 400; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    await settle();
    for (let minute = 0; minute < 120; minute += 1) {
      station.clock.advance(MINUTE_MS);
      await settle();
    }
    const looks = new Set(asked.map((moment) => Math.floor(moment / (5 * MINUTE_MS)))).size;
    expect(looks).toBeGreaterThan(5);
    expect(looks).toBeLessThan(16);
    await station.clearFaults();
    station.clock.advance(15 * MINUTE_MS);
    await settle();
    await settle();
    expect(queueOf(station).list()).toEqual([]);
    expect(await station.versions()).toHaveLength(1);
    const before = asked.length;
    station.clock.advance(120 * MINUTE_MS);
    await settle();
    expect(asked).toHaveLength(before);
    end.abort();
    await running;
  });
});

describe('endpoints', () => {
  test('since when they do not answer is known, after a restart too, until they do', async () => {
    const station = await stationWithKeys(1);
    const { endpoints } = station.workstation;
    expect(endpoints.list()).toEqual([]);
    await station.fault('unreachable times=always');
    const since = station.clock.now();
    await station.synchronize();
    expect(endpoints.list()).toMatchObject([{ host: 'contoso.vault.localhost', why: 'ECONNREFUSED' }]);
    expect(endpoints.list()[0]?.since).toBeGreaterThanOrEqual(since);
    const told: number[] = [];
    await station.restart();
    station.workstation.endpoints.onChange(() => told.push(station.workstation.endpoints.list().length));
    expect(station.workstation.endpoints.list()).toMatchObject([{ host: 'contoso.vault.localhost' }]);
    await station.clearFaults();
    await station.synchronize();
    expect(station.workstation.endpoints.list()).toEqual([]);
    expect(told).toEqual([0]);
  });

  test('one that refuses is there', async () => {
    const station = await stationWithKeys(1);
    await station.fault('firewall times=always');
    await station.synchronize();
    expect(station.workstation.endpoints.list()).toEqual([]);
  });
});
