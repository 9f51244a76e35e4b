import { describe, expect, test } from 'vitest';
import {
  groupReasons,
  isOnlyNotDesignated,
  keyReasons,
  keysToPush,
  needsQuestion,
} from '../../../renderer/key-management/action-rules.js';
import { nextStep } from '../../../renderer/key-management/next-step.js';
import { aGroup, aKey, aSession, aVersion, NOW } from './make.js';

const LIVE: Parameters<typeof aKey>[0] = { versions: [aVersion()], state: 'older' };

function group(session = aSession(), change = {}, isJobRunning = false) {
  return groupReasons({ session, group: aGroup(change), isJobRunning });
}

describe('what can be done with a group', () => {
  test('an Administrator at the designated device may do everything there is something to do for', () => {
    expect(Object.values(group(aSession(), { neverPushed: 1 }))).toEqual(Array.from({ length: 7 }, () => undefined));
  });

  test('where nothing is left to push, pushing says so', () => {
    expect(group().synchronizeAll).toBe('Every key of this group was pushed already.');
    expect(group().rotate).toBeUndefined();
  });

  test('a workstation that is not the designated device sends nothing, but makes keys, compares and removes', () => {
    const reasons = group(aSession({ designatedDevice: false }), { neverPushed: 1 });
    const blocked = Object.entries(reasons).filter(([, reason]) => reason !== undefined);
    expect(blocked.map(([action]) => action)).toEqual(['synchronizeAll', 'rotate', 'deleteOnCloud']);
    for (const [, reason] of blocked) expect(reason).toContain('designated device');
  });

  test('an Operator pushes and rotates, but does not edit, delete or remove', () => {
    const reasons = group(aSession({ role: 'Operator' }), { neverPushed: 1 });
    expect(reasons).toMatchObject({
      createKeys: undefined,
      synchronizeAll: undefined,
      rotate: undefined,
      compare: undefined,
      edit: 'Needs the role Administrator.',
      deleteOnCloud: 'Needs the role Administrator.',
      remove: 'Needs the role Administrator.',
    });
  });

  test('an Auditor may only compare', () => {
    const reasons = group(aSession({ role: 'Auditor' }));
    const allowed = Object.entries(reasons).filter(([, reason]) => reason === undefined);
    expect(allowed.map(([action]) => action)).toEqual(['compare']);
  });

  test('while a job of the group runs, nothing else of it starts', () => {
    const reasons = group(aSession(), { neverPushed: 1 }, true);
    for (const action of ['synchronizeAll', 'rotate', 'compare', 'deleteOnCloud', 'remove'] as const)
      expect(reasons[action]).toContain('is running');
    expect(reasons.createKeys).toBeUndefined();
  });
});

describe('what can be done with the chosen keys', () => {
  const situation = { session: aSession(), group: aGroup(), isJobRunning: false };

  test('none chosen: both say so', () => {
    expect(keyReasons(situation, [])).toEqual({
      synchronize: 'Choose a key first.',
      removeKey: 'Choose a key first.',
    });
  });

  test('a key that is in the vault is not sent again', () => {
    expect(keyReasons(situation, [aKey(LIVE)]).synchronize).toContain('This key is in the vault already');
    expect(keyReasons(situation, [aKey(LIVE), aKey(LIVE)]).synchronize).toContain('These keys are');
  });

  test('among several, one that is not in the vault is enough to push', () => {
    expect(keyReasons(situation, [aKey(LIVE), aKey()]).synchronize).toBeUndefined();
  });

  test('keys are removed one by one', () => {
    expect(keyReasons(situation, [aKey()]).removeKey).toBeUndefined();
    expect(keyReasons(situation, [aKey(), aKey()]).removeKey).toContain('one by one');
  });
});

describe('a push', () => {
  test('sends what is not in the vault, the oldest first: the newest becomes active', () => {
    const young = aKey({ name: 'young', createdAt: NOW });
    const old = aKey({ name: 'old', createdAt: NOW - 1 });
    expect(keysToPush([young, aKey(LIVE), old]).map((key) => key.name)).toEqual(['old', 'young']);
  });

  test('of the first key of a group starts at once; what replaces something or sends more is asked first', () => {
    const { active: _none, ...fresh } = aGroup();
    expect(needsQuestion(fresh, [aKey()])).toBe(false);
    expect(needsQuestion(fresh, [aKey(), aKey()])).toBe(true);
    expect(needsQuestion(aGroup(), [aKey()])).toBe(true);
  });
});

test.each([
  [aSession({ designatedDevice: false }), true],
  [aSession({ designatedDevice: false, role: 'Operator' }), true],
  [aSession({ designatedDevice: false, role: 'Auditor' }), false],
  [aSession(), false],
  [undefined, false],
])('the way to Configuration is shown where only the designated device is missing (%#)', (session, shown) => {
  expect(isOnlyNotDesignated(session)).toBe(shown);
});

describe('the next step', () => {
  test('follows the guide: credential, group, key, push', () => {
    expect(nextStep(0, undefined)).toBe('add-credential');
    expect(nextStep(1, undefined)).toBe('create-group');
    expect(nextStep(1, aGroup({ keyCount: 0, neverPushed: 0 }))).toBe('create-key');
    expect(nextStep(1, aGroup({ keyCount: 2, neverPushed: 2 }))).toBe('synchronize');
    expect(nextStep(1, aGroup({ keyCount: 2, neverPushed: 1 }))).toBeUndefined();
  });
});
