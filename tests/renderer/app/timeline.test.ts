import { describe, expect, test } from 'vitest';
import type { KeyView } from '../../../shared/contract/index.js';
import { asId } from '../../../shared/domain/ids.js';
import { placeOf, ticksOf, timelineOf } from '../../../renderer/app/home/timeline.js';
import { DAY_MS, sampleGroup, sampleKey, SAMPLE_NOW } from '../../support/view-samples.js';

const version = (name: string, pushedDaysAgo: number, more: { active?: boolean; expiresInDays?: number } = {}) => ({
  keyId: asId.key('00000000-0000-4000-8000-000000000001'),
  version: name,
  kid: `https://contoso-kv.vault.azure.net/keys/group-1/${name}`,
  pushedAt: SAMPLE_NOW - pushedDaysAgo * DAY_MS,
  state: 'live' as const,
  active: more.active ?? false,
  ...(more.expiresInDays === undefined ? {} : { expiresOn: SAMPLE_NOW + more.expiresInDays * DAY_MS }),
});

const group = sampleGroup(1);
const withVersions = (...versions: ReturnType<typeof version>[]): readonly KeyView[] =>
  versions.map((one, at) => sampleKey(at, group, { versions: [one] }));

describe('the timeline', () => {
  test('ends a version where the next one took over', () => {
    const keys = withVersions(version('b', 10, { active: true }), version('a', 100));
    const [row] = timelineOf([group], () => keys, SAMPLE_NOW).rows;
    expect(row?.bars.map((bar) => [bar.version, bar.active, bar.endsByExpiry])).toEqual([
      ['a', false, false],
      ['b', true, false],
    ]);
    expect(row?.bars[0]?.to).toBe(SAMPLE_NOW - 10 * DAY_MS);
  });

  test('ends a version where it expires, when that is earlier', () => {
    const keys = withVersions(
      version('a', 100, { expiresInDays: -50 }),
      version('b', 10, { active: true, expiresInDays: 90 }),
    );
    const [row] = timelineOf([group], () => keys, SAMPLE_NOW).rows;
    expect(row?.bars.map((bar) => [(bar.to - SAMPLE_NOW) / DAY_MS, bar.endsByExpiry])).toEqual([
      [-50, true],
      [90, true],
    ]);
  });

  test('leaves out groups that were never pushed, and puts first what expires first', () => {
    const expiring = (number: number, days: number) =>
      sampleGroup(number, {
        active: {
          keyId: asId.key('00000000-0000-4000-8000-000000000001'),
          keyName: 'k',
          version: 'a',
          pushedAt: SAMPLE_NOW,
          expiresOn: SAMPLE_NOW + days * DAY_MS,
        },
      });
    const groups = [sampleGroup(1), expiring(2, 40), expiring(3, 5), sampleGroup(4)];
    const timeline = timelineOf(
      groups,
      (id) => (id === groups[3]?.id ? [] : withVersions(version('a', 3, { active: true }))),
      SAMPLE_NOW,
    );
    expect(timeline.rows.map((row) => row.name)).toEqual(['group-3', 'group-2', 'group-1']);
  });

  test('holds now, and reaches 400 days back and ahead at most', () => {
    const keys = withVersions(version('a', 3000), version('b', 1, { active: true, expiresInDays: 3000 }));
    const { from, to } = timelineOf([group], () => keys, SAMPLE_NOW);
    expect([(from - SAMPLE_NOW) / DAY_MS, (to - SAMPLE_NOW) / DAY_MS]).toEqual([-400, 400]);
    expect(placeOf({ from, to }, SAMPLE_NOW)).toBe(0.5);
    expect(placeOf({ from, to }, SAMPLE_NOW - 3000 * DAY_MS)).toBe(0);
  });

  test.each([40, 120, 365, 800])('has at most six ticks in %d days, all beginnings of months', (days) => {
    const ticks = ticksOf(SAMPLE_NOW, SAMPLE_NOW + days * DAY_MS);
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every((tick) => new Date(tick).toISOString().endsWith('-01T00:00:00.000Z'))).toBe(true);
  });
});
