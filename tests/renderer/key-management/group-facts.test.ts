import { describe, expect, test } from 'vitest';
import type { DriftKind } from '../../../shared/domain/drift.js';
import {
  daysTone,
  differencesOf,
  endOf,
  expiresBeforeRotation,
  groupRows,
  isLive,
  keyDaysLeft,
  markOf,
  standingVersion,
  urgencyOf,
} from '../../../renderer/key-management/group-facts.js';
import { aGroup, aJob, aKey, aVersion, DAY_MS, NOW } from './make.js';

function drift(...kinds: readonly DriftKind[]) {
  const findings = kinds.map((kind) => ({ kind, text: 'Text.', advice: 'Advice.' }));
  return { comparedAt: NOW - DAY_MS, foreignVersions: 0, findings };
}

describe('how a group stands against its vault', () => {
  test('a running job is said before everything else', () => {
    expect(markOf(aGroup({ unreconciled: true }), aJob(), NOW).kind).toBe('job-running');
  });

  test('what is not reconciled is said before what an older comparison found', () => {
    expect(markOf(aGroup({ unreconciled: true, drift: drift('missing') }), undefined, NOW).kind).toBe('unreconciled');
  });

  test('a key that was simply never pushed is no difference', () => {
    const group = aGroup({ drift: drift('only-local', 'only-local') });
    expect(differencesOf(group)).toEqual([]);
    expect(markOf(group, undefined, NOW)).toEqual({ kind: 'in-sync', comparedAt: NOW - DAY_MS });
  });

  test('every other finding is counted', () => {
    const group = aGroup({ drift: drift('only-local', 'missing', 'expired') });
    expect(markOf(group, undefined, NOW)).toEqual({ kind: 'different', count: 2, comparedAt: NOW - DAY_MS });
  });

  test('a look of long ago says nothing of today, but a push is a look too', () => {
    const old = { ...drift(), comparedAt: NOW - 31 * DAY_MS };
    const active = (pushedAt: number) => ({ keyId: aKey().id, keyName: 'payroll-002', version: 'v', pushedAt });
    const stale = aGroup({ drift: old, active: active(NOW - 40 * DAY_MS) });
    expect(markOf(stale, undefined, NOW)).toEqual({ kind: 'not-looked-at', comparedAt: old.comparedAt });
    expect(markOf(aGroup({ drift: old, active: active(NOW - DAY_MS) }), undefined, NOW).kind).toBe('in-sync');
  });

  test('a group that nobody compared says so', () => {
    expect(markOf(aGroup(), undefined, NOW)).toEqual({ kind: 'never-compared' });
  });

  test('sorting puts first what needs a look', () => {
    const kinds = [
      markOf(aGroup({ drift: drift() }), undefined, NOW),
      markOf(aGroup(), undefined, NOW),
      markOf(aGroup({ drift: drift('missing') }), undefined, NOW),
      markOf(aGroup({ unreconciled: true }), undefined, NOW),
      markOf(aGroup(), aJob(), NOW),
    ];
    expect(kinds.toSorted((a, b) => urgencyOf(a) - urgencyOf(b)).map(({ kind }) => kind)).toEqual([
      'unreconciled',
      'different',
      'job-running',
      'never-compared',
      'in-sync',
    ]);
  });
});

describe('rows of the groups', () => {
  test('count the days until the active version expires', () => {
    const [row] = groupRows([aGroup({ active: { ...active(), expiresOn: NOW + 20 * DAY_MS + 1 } })], [], NOW);
    expect(row?.daysLeft).toBe(20);
  });

  test('have no days left where nothing is active or nothing expires', () => {
    const { active: _none, ...bare } = aGroup();
    expect(groupRows([aGroup(), bare], [], NOW).map((row) => row.daysLeft)).toEqual([undefined, undefined]);
  });

  test('say when a rotation is due', () => {
    const rows = groupRows([aGroup({ nextRotation: NOW }), aGroup({ nextRotation: NOW + 1 }), aGroup()], [], NOW);
    expect(rows.map((row) => row.rotationDue)).toEqual([true, false, false]);
  });

  test('know only their own running job', () => {
    const [mine, other] = [aGroup(), aGroup()];
    const jobs = [aJob({ groupId: mine.id }), aJob({ groupId: other.id, state: 'failed' })];
    expect(groupRows([mine, other], jobs, NOW).map((row) => row.runningJob?.groupId)).toEqual([mine.id, undefined]);
  });

  function active() {
    return { keyId: aKey().id, keyName: 'payroll-001', version: 'v', pushedAt: NOW };
  }
});

describe('how a key stands in the vault', () => {
  test('the active version comes first, then the newest live one, then the newest', () => {
    const old = aVersion({ version: '1', active: true });
    const live = aVersion({ version: '2' });
    const gone = aVersion({ version: '3', state: 'deleted' });
    expect(standingVersion({ versions: [old, live, gone] })?.version).toBe('1');
    expect(standingVersion({ versions: [live, gone] })?.version).toBe('2');
    expect(standingVersion({ versions: [gone] })?.version).toBe('3');
    expect(standingVersion({ versions: [] })).toBeUndefined();
  });

  test('only a live version has days left', () => {
    const expiresOn = NOW + 3 * DAY_MS;
    expect(keyDaysLeft({ versions: [aVersion({ expiresOn })] }, NOW)).toBe(3);
    expect(keyDaysLeft({ versions: [aVersion({ expiresOn, state: 'deleted' })] }, NOW)).toBeUndefined();
    expect(keyDaysLeft({ versions: [aVersion()] }, NOW)).toBeUndefined();
  });

  test('a key whose version was deleted or disabled is not live: it can be pushed again', () => {
    expect(
      [aVersion(), aVersion({ state: 'deleted' }), aVersion({ state: 'disabled' })].map((version) =>
        isLive({ versions: [version] }),
      ),
    ).toEqual([true, false, false]);
  });
});

test.each([
  [undefined, undefined],
  [31, undefined],
  [30, 'warn'],
  [0, 'warn'],
  [-1, 'bad'],
])('%s days left are marked %s', (days, tone) => {
  expect(daysTone(days)).toBe(tone);
});

describe('rotation against expiry', () => {
  test.each([
    ['90d', '30d', true],
    ['12w', '84d', false],
    ['1y', '6m', true],
    ['90d', '1y', false],
    ['90d', undefined, false],
    [undefined, '1d', false],
    ['d', '1d', false],
  ])('Rotate Every %s and Keep key valid for %s: warned %s', (every, valid, warned) => {
    expect(expiresBeforeRotation(every, valid, NOW)).toBe(warned);
  });

  test('the end of a period is a day of the calendar, and none of what is no period', () => {
    expect(endOf('1m', Date.UTC(2026, 0, 31))).toBe(Date.UTC(2026, 1, 28));
    expect(endOf('soon', NOW)).toBeUndefined();
  });
});
