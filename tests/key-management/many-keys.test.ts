import { expect, test } from 'vitest';
import { stationWithKeys } from '../support/workstation.js';

const KEYS = 200;

test(
  `${KEYS} keys of one group in one job under one KEK: the service's limits kept, no 429, requests per key close to 1`,
  { timeout: 600_000 },
  async () => {
    const station = await stationWithKeys(KEYS);
    const { service, admin } = station.practice;
    expect((await admin({ call: 'overview' })).limits).toEqual({ count: 10, windowMs: 10_000 });
    const started = station.clock.now();
    const job = await station.synchronize();
    const perKey = job.requests / KEYS;
    const minutes = (station.clock.now() - started) / 60_000;
    console.info(
      `${KEYS} keys: ${job.requests} requests, ${perKey.toFixed(3)} per key, ${minutes.toFixed(1)} min of the vault's time`,
    );
    expect([job.state, job.done, job.total]).toEqual(['succeeded', KEYS, KEYS]);
    expect(perKey).toBeLessThanOrEqual(1.1);
    const throttled = [...service.requests].filter(([what]) => what.endsWith(' 429'));
    expect(throttled).toEqual([]);
    expect(service.requests.get('create 200')).toBe(1);
    expect(service.requests.get('import 200')).toBe(KEYS);
    const versions = await station.versions();
    expect(versions.map((version) => version.spkiSha256)).toEqual(station.keys().map((key) => key.spkiSha256));
    expect(station.keys().map((key) => key.versions[0]?.version)).toEqual(versions.map((version) => version.id));
    expect(await station.keksInVault()).toEqual([]);
    // 201 HSM writes at ten in ten seconds: what the limits cost, and not much more.
    expect(minutes).toBeGreaterThan(200 / 60);
    expect(minutes).toBeLessThan(1.1 * (200 / 60));
    expect(station.workstation.log.verify()).toBeUndefined();
  },
);

test('other clients use up the limits: every 429 is waited out, nothing is lost', async () => {
  const station = await stationWithKeys(20);
  await station.practice.admin({ call: 'limits', limits: { count: 3, windowMs: 10_000 } });
  const job = await station.synchronize();
  expect([job.state, job.done]).toEqual(['succeeded-with-warnings', 20]);
  expect(station.practice.service.requests.get('import 429')).toBeGreaterThan(0);
  expect((await station.versions()).map((version) => version.spkiSha256)).toEqual(
    station.keys().map((key) => key.spkiSha256),
  );
});
