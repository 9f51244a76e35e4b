import { describe, expect, test } from 'vitest';
import {
  areAdministratorsFilled,
  areSharesTyped,
  EMPTY_RECOVERY,
  justificationError,
  recoveryArgument,
} from '../../../renderer/app/recover/recovery-draft.js';
import { contract } from '../../../shared/contract/index.js';

const alice = { name: 'alice', passphrase: 'otter violin marble', again: 'otter violin marble' };
const bob = { name: 'bob', passphrase: 'lantern quarry fog', again: 'lantern quarry fog' };
const FULL = {
  shares: ['0001 0002', '', '0003 0004'],
  administrators: [alice, bob],
  lost: ['Ada', ' '],
  justification: 'Ada has left the company.',
};

describe('a recovery', () => {
  test('takes at least two shares', () => {
    expect(areSharesTyped(EMPTY_RECOVERY)).toBe(false);
    expect(areSharesTyped({ ...FULL, shares: ['0001', ' '] })).toBe(false);
    expect(areSharesTyped(FULL)).toBe(true);
  });

  test('takes new administrators whose passphrases the rules accept, each another person', () => {
    expect(areAdministratorsFilled(FULL, [true, true])).toBe(true);
    expect(areAdministratorsFilled(FULL, [true])).toBe(false);
    expect(areAdministratorsFilled({ ...FULL, administrators: [alice, { ...bob, name: 'Alice' }] }, [true, true])).toBe(
      false,
    );
  });

  test('takes a justification', () => {
    expect(justificationError(FULL)).toBeUndefined();
    expect(justificationError({ ...FULL, justification: ' no ' })).toMatch(/Say why/);
  });

  test('sends what was typed without the empty fields, as the contract takes it', () => {
    const argument = recoveryArgument(FULL);
    expect(argument).toEqual({
      shares: ['0001 0002', '0003 0004'],
      administrators: [
        { name: 'alice', passphrase: alice.passphrase },
        { name: 'bob', passphrase: bob.passphrase },
      ],
      lost: ['Ada'],
      justification: FULL.justification,
    });
    expect(contract.identityManagement.calls.recover.argument.safeParse(argument).success).toBe(true);
  });
});
