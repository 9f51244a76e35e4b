import { describe, expect, test } from 'vitest';
import { whyNot } from '../../../renderer/stores/permissions.js';
import { sampleSession } from '../../support/view-samples.js';

describe('why not', () => {
  test('an Administrator on the designated device may push', () => {
    expect(whyNot(sampleSession(), 'keyManagement', 'synchronize')).toBeUndefined();
  });

  test('an Auditor is told which role it needs', () => {
    const session = sampleSession({ role: 'Auditor' });
    expect(whyNot(session, 'keyManagement', 'rotate')).toBe('Needs the role Operator.');
    expect(whyNot(session, 'keyManagement', 'compareWithVault')).toBeUndefined();
  });

  test.each(['synchronize', 'rotate', 'deleteOnCloud'] as const)('%s waits for the designated device', (call) => {
    expect(whyNot(sampleSession({ designatedDevice: false }), 'keyManagement', call)).toContain('designated device');
  });

  test('making keys does not', () => {
    expect(whyNot(sampleSession({ designatedDevice: false }), 'keyManagement', 'createKeys')).toBeUndefined();
  });

  test('nobody may do what needs a role', () => {
    expect(whyNot(undefined, 'keyManagement', 'createKeys')).toBe('Needs the role Operator.');
  });
});
