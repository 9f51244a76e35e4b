import { describe, expect, test } from 'vitest';
import { sortRows } from '../../../renderer/components/table-columns.js';
import { groupRows } from '../../../renderer/key-management/group-facts.js';
import { groupColumns } from '../../../renderer/key-management/groups/group-columns.js';
import { keyColumns } from '../../../renderer/key-management/keys/key-columns.js';
import { matches } from '../../../renderer/key-management/search.js';
import { agoWords, daysLeftWords, periodWords } from '../../../renderer/key-management/words.js';
import { aGroup, aKey, aVersion, DAY_MS, NOW } from './make.js';

const GROUPS = groupColumns(NOW);
const KEYS = keyColumns(NOW);

function groupTexts(change: Parameters<typeof aGroup>[0]): Readonly<Record<string, string>> {
  const [row] = groupRows([aGroup(change)], [], NOW);
  return row ? Object.fromEntries(GROUPS.map((column) => [column.id, column.text(row)])) : {};
}

describe('the columns of groups', () => {
  test('say in words what the cells show', () => {
    expect(
      groupTexts({ practice: true, keyCount: 4, neverPushed: 1, nextRotation: NOW - DAY_MS, lastRotated: NOW }),
    ).toMatchObject({
      name: 'payroll',
      vault: 'contoso (PRACTICE)',
      mark: 'Never looked at',
      active: 'payroll-001',
      version: 'a'.repeat(32),
      'days-left': '–',
      'next-rotation': 'Overdue since 2026-11-23',
      'last-rotated': '2026-11-24',
      keys: '4, 1 never pushed',
      type: 'EC P-256',
      credential: 'prod',
    });
  });

  test('sort days left as numbers, with groups that do not expire last in both directions', () => {
    const group = (name: string, days?: number) =>
      aGroup({
        name,
        active: {
          keyId: aKey().id,
          keyName: name,
          version: 'v',
          pushedAt: NOW,
          ...(days === undefined ? {} : { expiresOn: NOW + days * DAY_MS }),
        },
      });
    const rows = groupRows([group('never'), group('long', 100), group('over', -2), group('soon', 9)], [], NOW);
    const order = (direction: 'ascending' | 'descending') =>
      sortRows(rows, GROUPS, { column: 'days-left', direction }).map((row) => row.group.name);
    expect(order('ascending')).toEqual(['over', 'soon', 'long', 'never']);
    expect(order('descending')).toEqual(['long', 'soon', 'over', 'never']);
  });
});

describe('the columns of keys', () => {
  test('sort states by what they mean, the active one first', () => {
    const keys = (['deleted-on-cloud', 'never-pushed', 'active', 'disabled', 'older'] as const).map((state) =>
      aKey({ state }),
    );
    const sorted = sortRows(keys, KEYS, { column: 'state', direction: 'ascending' });
    expect(sorted.map((key) => key.state)).toEqual(['active', 'older', 'never-pushed', 'disabled', 'deleted-on-cloud']);
  });

  test('show a key that was never pushed without version and dates of the vault', () => {
    const texts = Object.fromEntries(KEYS.map((column) => [column.id, column.text(aKey())]));
    expect(texts).toMatchObject({ version: '–', pushed: '–', expires: '–', 'days-left': '–', created: '2026-11-22' });
  });

  test('copy the whole fingerprint, not the short one', () => {
    const spki = KEYS.find((column) => column.id === 'spki');
    expect(spki?.text(aKey())).toBe('c'.repeat(64));
  });

  test('show the version by which the key stands', () => {
    const version = KEYS.find((column) => column.id === 'version');
    const key = aKey({
      versions: [aVersion({ version: 'gone', state: 'deleted' }), aVersion({ version: 'now', active: true })],
    });
    expect(version?.text(key)).toBe('now');
  });
});

describe('the search', () => {
  test('finds rows that hold every word, without regard to case', () => {
    expect(matches('', ['anything'])).toBe(true);
    expect(matches('PAY contoso', ['payroll', 'Contoso-hsm'])).toBe(true);
    expect(matches('pay fabrikam', ['payroll', 'Contoso-hsm'])).toBe(false);
  });
});

describe('words', () => {
  test.each([
    ['90d', '90 days'],
    ['1y', '1 year'],
    ['12w', '12 weeks'],
    ['1m', '1 month'],
    ['soon', 'soon'],
  ])('the period %s is %s', (text, words) => {
    expect(periodWords(text)).toBe(words);
  });

  test.each([
    [59_999, 'just now'],
    [12 * 60_000, '12 min ago'],
    [3 * 3_600_000, '3 h ago'],
    [DAY_MS, '1 day ago'],
    [5 * DAY_MS, '5 days ago'],
  ])('%i ms earlier is %s', (ms, words) => {
    expect(agoWords(NOW - ms, NOW)).toBe(words);
  });

  test.each([
    [undefined, '–'],
    [40, '40'],
    [0, 'Ends today'],
    [-1, 'Expired 1 day ago'],
    [-9, 'Expired 9 days ago'],
  ])('%s days left are %s', (days, words) => {
    expect(daysLeftWords(days)).toBe(words);
  });
});
