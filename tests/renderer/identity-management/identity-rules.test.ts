import { describe, expect, test } from 'vitest';
import type { IdentityView } from '../../../shared/contract/index.js';
import { identityActions, type RoleReasons } from '../../../renderer/identity-management/identity-menu.js';
import {
  activeAdministrators,
  isUnderQuorum,
  whyNotChangeRole,
  whyNotDisable,
} from '../../../renderer/identity-management/identity-rules.js';
import { isFilled, isTwice } from '../../../renderer/identity-management/new-login.js';
import { ordinal } from '../../../renderer/identity-management/ordinal.js';
import { proposedNames } from '../../../renderer/identity-management/proposed-names.js';
import { SAMPLE_NOW } from '../../support/view-samples.js';

function identity(name: string, over: Partial<IdentityView> = {}): IdentityView {
  const role = over.role ?? 'Administrator';
  const state = over.state ?? 'active';
  const holdsShare = role === 'Administrator' && state === 'active';
  return { name, role, state, createdAt: SAMPLE_NOW, signingKey: 'ab'.repeat(32), holdsShare, ...over };
}

const ADA = identity('Ada');
const BEN = identity('Ben');
const CLEO = identity('Cleo');
const OLGA = identity('Olga', { role: 'Operator' });
const GONE = identity('Gus', { state: 'disabled' });
const situation = (...identities: IdentityView[]) => ({ identities, threshold: 2, person: 'ada ' });

describe('disabling', () => {
  test('is possible while enough administrators stay', () => {
    expect(whyNotDisable(BEN, situation(ADA, BEN, CLEO))).toBeUndefined();
  });

  test('is refused for the last administrators, with how many would be left', () => {
    expect(whyNotDisable(BEN, situation(ADA, BEN, OLGA, GONE))).toMatch(/takes 2 administrators; 1 would be left/);
  });

  test('is refused for oneself, whatever case the name is in', () => {
    expect(whyNotDisable(ADA, situation(ADA, BEN, CLEO))).toMatch(/their own identity/);
  });

  test('of an Operator counts no administrators', () => {
    expect(whyNotDisable(OLGA, situation(ADA, BEN, OLGA))).toBeUndefined();
  });
});

describe('changing a role', () => {
  test('takes away an administrator, too', () => {
    expect(whyNotChangeRole(BEN, situation(ADA, BEN))).toMatch(/would be left/);
    expect(whyNotChangeRole(OLGA, situation(ADA, BEN, OLGA))).toBeUndefined();
  });

  test('waits until a disabled identity is enabled', () => {
    expect(whyNotChangeRole(GONE, situation(ADA, BEN, GONE))).toBe('Enable this identity first.');
  });

  test.each([
    [OLGA, 'Auditor', false],
    [OLGA, 'Administrator', true],
    [BEN, 'Operator', true],
  ] as const)('takes a quorum only from or to Administrator (%#)', (who, role, expected) => {
    expect(isUnderQuorum(who, role)).toBe(expected);
  });
});

test('only active administrators hold shares', () => {
  expect(activeAdministrators([ADA, BEN, OLGA, GONE]).map(({ name }) => name)).toEqual(['Ada', 'Ben']);
});

describe('the actions on an identity', () => {
  const free: RoleReasons = {
    'change-passphrase': undefined,
    'change-role': undefined,
    disable: undefined,
    enable: undefined,
  };

  test('offer Enable for who is disabled, else Disable', () => {
    const titles = (who: IdentityView) =>
      identityActions(who, situation(ADA, BEN, CLEO), free, () => undefined).map(({ title }) => title);
    expect(titles(GONE)).toEqual(['Change Passphrase…', 'Change Role…', 'Enable…']);
    expect(titles(CLEO)).toEqual(['Change Passphrase…', 'Change Role…', 'Disable…']);
  });

  test('say the role before the situation', () => {
    const need = 'Needs the role Administrator.';
    const reasons = { ...free, disable: need };
    const [, role, disable] = identityActions(BEN, situation(ADA, BEN), reasons, () => undefined);
    expect(disable?.disabledReason).toBe(need);
    expect(role?.disabledReason).toMatch(/would be left/);
  });
});

describe('the logins of a quorum', () => {
  test('begin with who works here; the others are proposed only where there is no choice', () => {
    expect(proposedNames(['Ada', 'Ben'], 'Ben', 2)).toEqual(['Ben', 'Ada']);
    expect(proposedNames(['Ada', 'Ben', 'Cleo'], 'Ben', 2)).toEqual(['Ben', '']);
    expect(proposedNames(['Ada', 'Ben', 'Cleo'], undefined, 3)).toEqual(['Ada', 'Ben', 'Cleo']);
  });

  test('are of different people', () => {
    expect(isTwice(['Ada', ' ada'], 1)).toBe(true);
    expect(isTwice(['Ada', ' ada'], 0)).toBe(false);
    expect(isTwice(['', ''], 1)).toBe(false);
  });
});

test('a newcomer has a name and the same passphrase twice', () => {
  const filled = { name: 'Olga', passphrase: 'otter violin', again: 'otter violin' };
  expect(isFilled(filled)).toBe(true);
  expect(isFilled({ ...filled, again: 'otter' })).toBe(false);
  expect(isFilled({ ...filled, name: ' ' })).toBe(false);
});

test('administrators are counted in words', () => {
  expect([0, 2, 9].map((at) => ordinal(at, 'administrator'))).toEqual([
    'First administrator',
    'Third administrator',
    '10th administrator',
  ]);
});
