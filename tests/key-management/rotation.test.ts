import { describe, expect, test } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import { must } from '../support/must.js';
import { stationWithKeys } from '../support/workstation.js';

const DAY_MS = 86_400_000;

describe('Force Rotation', () => {
  test('makes a key named after the group, pushes it, and sets last rotated and the next rotation', async () => {
    const station = await stationWithKeys(1, { rotateEvery: '90d' });
    await station.synchronize();
    station.clock.advance(30 * DAY_MS);
    const job = await station.rotate();
    expect([job.state, job.result]).toEqual([
      'succeeded',
      'Successfully rotated HSM protected key payroll: payroll-002 is the active material.',
    ]);
    expect(job.steps.map((step) => step.name)).toEqual([
      'generate',
      'pre-flight',
      'kek',
      'wrap',
      'import',
      'compare',
      'clean-up',
    ]);
    const [, second] = station.keys();
    expect([second?.name, second?.origin]).toEqual(['payroll-002', 'rotation']);
    expect(station.keys().map(keyState)).toEqual(['older', 'active']);
    expect((await station.versions()).at(-1)?.spkiSha256).toBe(second?.spkiSha256);
    const group = station.group();
    expect(group.lastRotated).toBe(job.steps.find((step) => step.name === 'compare')?.finishedAt);
    expect(group.nextRotation).toBe((group.lastRotated ?? 0) + 90 * DAY_MS);
  });

  test('does not touch last rotated when it failed, and the next one takes the key up that it left', async () => {
    const station = await stationWithKeys(1, { rotateEvery: '90d' });
    await station.synchronize();
    const before = station.group();
    await station.fault('firewall on=create times=always');
    const failed = await station.rotate();
    expect([failed.state, failed.failureCode]).toEqual(['failed', 'forbidden-by-firewall']);
    expect(station.group()).toEqual(before);
    expect(station.keys().map(keyState)).toEqual(['active', 'never-pushed']);
    await station.clearFaults();
    const job = await station.rotate();
    expect(job.state).toBe('succeeded');
    expect(job.messages.map((message) => message.text)).toContain(
      'Taking up the key payroll-002, which an earlier rotation made and did not push.',
    );
    expect(station.keys().map(keyState)).toEqual(['older', 'active']);
    expect(station.group().lastRotated).toBeGreaterThan(failed.startedAt);
  });

  test('a key made by hand is not taken for one that a rotation left', async () => {
    const station = await stationWithKeys(1);
    await station.rotate();
    expect(station.keys().map(keyState)).toEqual(['never-pushed', 'active']);
  });

  test('an edit of the group while it rotates is not lost', async () => {
    const station = await stationWithKeys(0, { rotateEvery: '90d' });
    const { cloud, groups } = station.workstation.keyManagement;
    let edited = false;
    station.beforeRequest = (request) => {
      if (edited || request.method !== 'PUT') return;
      edited = true;
      must(groups.edit('payroll', { rotateEvery: '30d', usages: ['sign'] }));
    };
    must(await cloud.rotate(station.group()));
    const group = station.group();
    expect(edited).toBe(true);
    expect(group).toMatchObject({ rotateEvery: '30d', usages: ['sign'] });
    expect(group.nextRotation).toBe((group.lastRotated ?? 0) + 30 * DAY_MS);
  });

  test('without a policy it plans nothing', async () => {
    const station = await stationWithKeys(0);
    await station.rotate();
    expect(station.group().lastRotated).toBeDefined();
    expect(station.group().nextRotation).toBeUndefined();
  });
});
