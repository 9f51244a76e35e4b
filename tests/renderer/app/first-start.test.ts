import { describe, expect, test } from 'vitest';
import { areAdminsFilled, EMPTY_DRAFT, isSameName, type Draft } from '../../../renderer/app/first-start/draft.js';

const alice = { name: 'alice', passphrase: 'otter violin marble', again: 'otter violin marble' };
const bob = { name: 'bob', passphrase: 'lantern quarry fog', again: 'lantern quarry fog' };
const draft = (over: Partial<Draft> = {}): Draft => ({ ...EMPTY_DRAFT, first: alice, second: bob, ...over });

describe('the two administrators', () => {
  test('are filled in when both have a name and the same passphrase twice', () => {
    expect(areAdminsFilled(draft())).toBe(true);
  });

  test.each([
    ['an empty name', { ...bob, name: ' ' }],
    ['no passphrase', { ...bob, passphrase: '', again: '' }],
    ['another passphrase the second time', { ...bob, again: 'lantern' }],
    ['the name of the first', { ...bob, name: ' Alice ' }],
  ])('are not with %s', (_, second) => {
    expect(areAdminsFilled(draft({ second }))).toBe(false);
  });

  test('two names that are not filled in yet are not the same', () => {
    expect(isSameName(EMPTY_DRAFT)).toBe(false);
  });
});
