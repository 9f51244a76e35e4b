import { describe, expect, test } from 'vitest';
import type { Job } from '../../shared/domain/job.js';
import { keyState } from '../../shared/domain/key.js';
import { must, mustFail } from '../support/must.js';
import { stationWithKeys, type Station } from '../support/workstation.js';

/** Aborts when the first request that fits is about to leave. */
function cancelAt(station: Station, fits: (method: string, path: string) => boolean, nth = 1): AbortSignal {
  const stop = new AbortController();
  let seen = 0;
  station.beforeRequest = (request) => {
    if (fits(request.method, new URL(request.url).pathname) && ++seen === nth) stop.abort();
  };
  return stop.signal;
}

describe('a job', () => {
  test('is on disk, with the step it is about to take, before anything is sent', async () => {
    const station = await stationWithKeys(1);
    const seen: (readonly [string, string, string])[] = [];
    station.beforeRequest = (request) => {
      const { store } = station.workstation;
      const [job] = station.workstation.jobs.list();
      const step = store.get("SELECT name FROM job_step WHERE state = 'running'");
      const key = store.get('SELECT state FROM job_key');
      const kek = store.get('SELECT state FROM kek');
      if (request.method === 'POST' && request.url.includes('/create')) expect(kek?.['state']).toBe('planned');
      if (request.method === 'PUT') expect([key?.['state'], kek?.['state']]).toEqual(['sending', 'created']);
      seen.push([job?.state ?? 'no job', String(step?.['name']), request.method]);
    };
    await station.synchronize();
    expect(new Set(seen.map(([state]) => state))).toEqual(new Set(['running']));
    expect([...new Set(seen.map(([, step]) => step))]).toEqual(['pre-flight', 'kek', 'import', 'clean-up']);
  });

  test('keeps its steps in order, each with its times and the request id of its last request', async () => {
    const station = await stationWithKeys(2);
    const job = await station.synchronize();
    expect(job.steps.map((step) => step.name)).toEqual([
      'pre-flight',
      'kek',
      ...['wrap', 'import', 'compare'],
      ...['wrap', 'import', 'compare'],
      'clean-up',
    ]);
    expect(job.steps.map((step) => step.number)).toEqual(job.steps.map((_, at) => at + 1));
    for (const step of job.steps) {
      expect(step.state).toBe('done');
      expect(step.finishedAt).toBeGreaterThanOrEqual(step.startedAt);
      const sends = ['pre-flight', 'kek', 'import', 'clean-up'].includes(step.name);
      if (sends) expect(step.requestId).toMatch(/^[0-9a-f-]{36}$/);
      else expect(step.requestId).toBeUndefined();
    }
    const ids = station.log({ service: 'Azure Service', jobId: job.id }).map((event) => event.requestId);
    expect(ids.filter((id) => id !== undefined)).toHaveLength(job.requests);
    for (const step of job.steps) if (step.requestId) expect(ids).toContain(step.requestId);
  });

  test('says who, when, what, and that it was practice', async () => {
    const station = await stationWithKeys(1);
    const started = station.clock.now();
    const job = await station.synchronize();
    expect(job).toMatchObject({
      type: 'synchronize',
      groupName: 'payroll',
      vault: 'contoso',
      by: 'Ada',
      practice: true,
      startedAt: started,
      reconciled: true,
    });
    expect(job.finishedAt).toBeGreaterThan(started);
    expect(job.failureCode).toBeUndefined();
  });

  test('tells a watcher of its progress and of every message', async () => {
    const station = await stationWithKeys(2);
    const told: { done: number; state: Job['state']; text: string | undefined }[] = [];
    const watcher = (job: Job, text?: string): void => void told.push({ done: job.done, state: job.state, text });
    must(await station.workstation.keyManagement.cloud.synchronize(station.group(), [], { watcher }));
    expect(told.map(({ done }) => done)).toEqual([...told.map(({ done }) => done)].sort((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ done: 2, state: 'succeeded' });
    expect(told.map(({ text }) => text)).toContain('Synchronizing 2 HSM protected key(s)...');
  });

  test('is found by the beginning of its id', async () => {
    const station = await stationWithKeys(1);
    const job = await station.synchronize();
    const { jobs } = station.workstation;
    expect(must(jobs.show(job.id.slice(0, 8))).id).toBe(job.id);
    for (const id of ['', 'zzz', `${job.id}0`, '%']) expect(mustFail(jobs.show(id)).code).toBe('job-not-found');
    for (let n = 0; n < 17; n += 1) await station.rotate();
    const first = jobs.list(100).map((one) => one.id.slice(0, 1));
    const twice = first.find((digit, at) => first.indexOf(digit) !== at) ?? '';
    expect(mustFail(jobs.show(twice)).code).toBe('job-ambiguous');
  });

  test('runs alone in its group: a second one is refused while it runs, in another group it is not', async () => {
    const station = await stationWithKeys(1);
    const other = station.createGroup({ name: 'invoices' });
    await station.createKey(undefined, other);
    const { cloud, groups, keys } = station.workstation.keyManagement;
    const first = cloud.synchronize(station.group(), []);
    for (const second of [cloud.synchronize(station.group(), []), cloud.rotate(station.group())])
      expect(mustFail(await second)).toMatchObject({ code: 'job-running' });
    expect(mustFail(await cloud.deleteOnCloud(station.group(), true)).code).toBe('job-running');
    const elsewhere = cloud.synchronize(other, []);
    expect(mustFail(groups.remove('payroll', 'payroll')).code).toBe('job-unfinished');
    expect(mustFail(keys.remove(station.group(), 'payroll-001', 'payroll-001')).code).toBe('job-unfinished');
    expect([must(await first).state, must(await elsewhere).state]).toEqual(['succeeded', 'succeeded']);
    expect(await station.versions()).toHaveLength(1);
    expect((await station.rotate()).state).toBe('succeeded');
  });
});

describe('cancelling', () => {
  test('before anything was made: cancelled, nothing in the vault', async () => {
    const station = await stationWithKeys(1);
    const job = await station.synchronize([], AbortSignal.abort());
    expect([job.state, job.requests]).toEqual(['cancelled', 0]);
    expect(await station.vaultKeys()).toEqual([]);
  });

  test.each<[string, (method: string, path: string) => boolean, number, number]>([
    ['while the versions are listed', (_, path) => path.endsWith('/versions'), 1, 0],
    ['while the KEK is made', (_, path) => path.endsWith('/create'), 1, 0],
    ['while the first key is on its way', (method) => method === 'PUT', 1, 1],
    ['while the second key is on its way', (method) => method === 'PUT', 2, 2],
  ])('%s: it ends at the next border and cleans up', async (_, fits, nth, arrived) => {
    const station = await stationWithKeys(3);
    const job = await station.synchronize([], cancelAt(station, fits, nth));
    expect([job.state, job.failureCode, job.done]).toEqual(['cancelled', 'cancelled', arrived]);
    expect(await station.versions()).toHaveLength(arrived);
    expect(await station.keksInVault()).toEqual([]);
    expect(station.keys().filter((key) => keyState(key) !== 'never-pushed')).toHaveLength(arrived);
    expect(station.log().at(-1)).toMatchObject({ level: 'WARN', event: 'job-cancelled' });
    station.beforeRequest = () => undefined;
    const rest = await station.synchronize();
    expect([rest.state, rest.total]).toEqual(['succeeded', 3 - arrived]);
    expect(await station.versions()).toHaveLength(3);
  });

  test('while the last key is on its way: it arrived, so the job has succeeded', async () => {
    const station = await stationWithKeys(1);
    const job = await station.synchronize(
      [],
      cancelAt(station, (method) => method === 'PUT'),
    );
    expect([job.state, job.done]).toEqual(['succeeded', 1]);
    expect(await station.keksInVault()).toEqual([]);
  });

  test('while it waits out a pause the vault asked for: at once, and nothing was sent', async () => {
    const station = await stationWithKeys(1);
    await station.fault('throttle=100 on=import times=always');
    const stop = new AbortController();
    const watcher = (_: Job, text?: string): void => {
      if (text?.includes('Waiting')) stop.abort();
    };
    const { cloud } = station.workstation.keyManagement;
    const job = must(await cloud.synchronize(station.group(), [], { signal: stop.signal, watcher }));
    expect(job.state).toMatch(/cancelled|failed/);
    expect(await station.versions()).toEqual([]);
    expect(await station.keksInVault()).toEqual([]);
  });

  test('a rotation between making and pushing keeps its key for the next one', async () => {
    const station = await stationWithKeys(0);
    const job = await station.rotate(cancelAt(station, (_, path) => path.endsWith('/create')));
    expect(job.state).toBe('cancelled');
    station.beforeRequest = () => undefined;
    await station.rotate();
    expect(station.keys().map(keyState)).toEqual(['active']);
  });
});
