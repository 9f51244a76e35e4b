import { describe, expect, test } from 'vitest';
import { attention, ATTENTION_KINDS, type AttentionInput } from '../../shared/domain/attention.js';
import { DRIFT_KINDS, type DriftKind } from '../../shared/domain/drift.js';
import { asId } from '../../shared/domain/ids.js';
import type { JobState, JobType } from '../../shared/domain/job.js';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 23, 9);
const GROUP = asId.group('a0000000-0000-4000-8000-000000000001');
const KEY = asId.key('d0000000-0000-4000-8000-000000000001');
const CREDENTIAL = asId.credential('c0000000-0000-4000-8000-000000000001');

type Group = AttentionInput['groups'][number];

const ACTIVE = { keyId: KEY, keyName: 'payroll-001', version: 'v1', pushedAt: NOW - DAY_MS };

function group(change: Partial<Group> = {}): Group {
  return { id: GROUP, name: 'payroll', vault: 'contoso', unreconciled: false, active: ACTIVE, ...change };
}

function look(change: Partial<AttentionInput> = {}) {
  return attention({
    groups: [group()],
    keys: [],
    jobs: [],
    credentials: [],
    designatedDevice: true,
    now: NOW,
    ...change,
  });
}

const said = (change: Partial<AttentionInput>): string[] =>
  look(change).map(({ severity, kind, sentence }) => `${severity} ${kind}: ${sentence}`);

function drift(...kinds: readonly DriftKind[]) {
  const findings = kinds.map((kind) => ({ kind, text: 'Text.', advice: 'Advice.' }));
  return { comparedAt: NOW - 3 * DAY_MS, foreignVersions: 0, findings };
}

let jobNumber = 0;
function job(type: JobType, state: JobState, daysAgo: number) {
  jobNumber += 1;
  const id = asId.job(`b0000000-0000-4000-8000-${String(jobNumber).padStart(12, '0')}`);
  return { id, type, groupId: GROUP, groupName: 'payroll', state, startedAt: NOW - daysAgo * DAY_MS, result: 'Why.' };
}

describe('what needs attention', () => {
  test('nothing, when all is well', () => {
    expect(look()).toEqual([]);
    expect(look({ groups: [], designatedDevice: false })).toEqual([]);
  });

  test.each([
    [31, []],
    [29, ['warning expiring: The active version of payroll (key payroll-001) expires in 29 days (2026-12-22).']],
    [0.5, ['warning expiring: The active version of payroll (key payroll-001) expires within a day (2026-11-23).']],
    [0, ['error expired: The active version of payroll (key payroll-001) expired within the last day (2026-11-23).']],
    [-2, ['error expired: The active version of payroll (key payroll-001) expired 2 days ago (2026-11-21).']],
  ])('the active version expires in %s days', (days, expected) => {
    expect(said({ groups: [group({ active: { ...ACTIVE, expiresOn: NOW + days * DAY_MS } })] })).toEqual(expected);
  });

  test('a rotation that is due', () => {
    expect(said({ groups: [group({ nextRotation: NOW + 1 })] })).toEqual([]);
    expect(said({ groups: [group({ nextRotation: NOW - 5 * DAY_MS })] })).toEqual([
      'error rotation-overdue: The rotation of payroll was due 5 days ago (2026-11-18).',
    ]);
  });

  test('keys that were never pushed: one by its name, more by their number', () => {
    const key = (name: string) => ({ id: KEY, groupId: GROUP, name, state: 'never-pushed' as const });
    const one = look({ keys: [key('spare')] });
    expect(one).toEqual([
      {
        kind: 'never-pushed',
        severity: 'info',
        sentence: 'The key spare of payroll was never pushed.',
        object: { room: 'keyManagement', id: GROUP, keyId: KEY },
      },
    ]);
    expect(said({ keys: [key('a'), key('b'), { ...key('c'), state: 'active' }] })).toEqual([
      'info never-pushed: 2 keys of payroll were never pushed.',
    ]);
  });

  test.each<[string, [JobType, JobState, number][], number]>([
    ['a failure', [['rotate', 'failed', 2]], 1],
    [
      'a failure, then a success',
      [
        ['rotate', 'failed', 2],
        ['rotate', 'succeeded', 1],
      ],
      0,
    ],
    [
      'a failure, then a success with warnings',
      [
        ['rotate', 'failed', 2],
        ['rotate', 'succeeded-with-warnings', 1],
      ],
      0,
    ],
    [
      'a success, then a failure',
      [
        ['rotate', 'failed', 1],
        ['rotate', 'succeeded', 2],
      ],
      1,
    ],
    [
      'a failure, then another kind of success',
      [
        ['rotate', 'failed', 2],
        ['synchronize', 'succeeded', 1],
      ],
      1,
    ],
    [
      'two failures in a row',
      [
        ['rotate', 'failed', 2],
        ['rotate', 'failed', 1],
      ],
      1,
    ],
    [
      'a failure, then one that was cancelled',
      [
        ['rotate', 'failed', 2],
        ['rotate', 'cancelled', 1],
      ],
      1,
    ],
    ['a job that runs', [['rotate', 'running', 1]], 0],
  ])('%s', (_, jobs, expected) => {
    const found = look({ jobs: jobs.map((one) => job(...one)) });
    expect(found.map(({ kind }) => kind)).toEqual(Array(expected).fill('job-failed'));
  });

  test('of two failures the newer one is shown; failures of groups that are gone are not', () => {
    const [older, newer] = [job('rotate', 'failed', 2), job('rotate', 'failed', 1)];
    expect(look({ jobs: [older, newer] })[0]?.object).toEqual({ room: 'loggingAndReporting', id: newer.id });
    expect(look({ jobs: [older], groups: [] })).toEqual([]);
  });

  test('a group that is not reconciled', () => {
    expect(look({ groups: [group({ unreconciled: true })] }).map(({ kind, severity }) => [kind, severity])).toEqual([
      ['not-reconciled', 'error'],
    ]);
  });

  test('drift: in one sentence with its day; a key that was never pushed is said elsewhere', () => {
    expect(said({ groups: [group({ drift: drift('disabled', 'disabled', 'only-in-vault', 'only-local') })] })).toEqual([
      'warning drift: The vault contoso differs for payroll (compared on 2026-11-20): disabled, versions of others. A key was pushed since: compare again.',
    ]);
    expect(said({ groups: [group({ drift: drift('only-local') })] })).toEqual([]);
    expect(said({ groups: [group({ drift: drift() })] })).toEqual([]);
    for (const kind of DRIFT_KINDS.filter((one) => one !== 'only-local'))
      expect(look({ groups: [group({ drift: drift(kind) })] }), kind).toHaveLength(1);
  });

  test('a vault that was not looked at for 30 days; a push counts as a look, nothing pushed needs none', () => {
    const old = { ...ACTIVE, pushedAt: NOW - 40 * DAY_MS };
    expect(said({ groups: [group({ active: old })] })).toEqual([
      'info not-looked-at: payroll was last compared with the vault contoso 40 days ago (2026-10-14).',
    ]);
    expect(said({ groups: [group({ active: old, drift: drift() })] })).toEqual([]);
    const { active: _, ...never } = group();
    expect(said({ groups: [never] })).toEqual([]);
  });

  test('client secrets and tests of credentials', () => {
    const credential = { id: CREDENTIAL, name: 'azure-app' };
    expect(said({ credentials: [credential] })).toEqual([]);
    expect(said({ credentials: [{ ...credential, secretExpiresOn: NOW + 31 * DAY_MS }] })).toEqual([]);
    expect(
      said({
        credentials: [{ ...credential, secretExpiresOn: NOW + DAY_MS, lastTestOutcome: 'failed', lastTestAt: NOW }],
      }),
    ).toEqual([
      'error credential-test-failed: The last test of the Cloud Credential azure-app on 2026-11-23 failed.',
      'warning secret-expiring: The client secret of azure-app expires in 1 day (2026-11-24).',
    ]);
    expect(said({ credentials: [{ ...credential, secretExpiresOn: NOW, lastTestOutcome: 'warning' }] })).toEqual([
      'error secret-expired: The client secret of azure-app expired within the last day (2026-11-23): nothing can be pushed with it.',
    ]);
  });

  test('the designated device is off, where there are groups', () => {
    expect(look({ designatedDevice: false }).map(({ kind, object }) => [kind, object])).toEqual([
      ['designated-device-off', { room: 'administration', id: 'designated-device' }],
    ]);
  });

  test('the most urgent first', () => {
    const found = look({
      groups: [
        group({ drift: drift('missing'), nextRotation: NOW, unreconciled: true }),
        group({ active: { ...ACTIVE, expiresOn: NOW } }),
      ],
      jobs: [job('rotate', 'failed', 1)],
      keys: [{ id: KEY, groupId: GROUP, name: 'spare', state: 'never-pushed' }],
      credentials: [{ id: CREDENTIAL, name: 'azure-app', secretExpiresOn: NOW + DAY_MS }],
      designatedDevice: false,
    }).map(({ kind }) => kind);
    expect(found).toEqual(
      ATTENTION_KINDS.filter((kind) => found.includes(kind)).flatMap((kind) =>
        Array<string>(found.filter((one) => one === kind).length).fill(kind),
      ),
    );
    expect(found[0]).toBe('expired');
    expect(found.length).toBeGreaterThan(7);
  });
});
