import { describe, expect, test } from 'vitest';
import { clean, fold, leftAndRight, shortened, span, tableLines } from '../../../main/doors/cli/demo/layout.js';

describe('the layout of the demonstration', () => {
  test('folds at spaces, and breaks a word that is too long', () => {
    expect(fold('one two three', 7)).toEqual(['one two', 'three']);
    expect(fold('ab cdefghij k', 4)).toEqual(['ab', 'cdef', 'ghij', 'k']);
    expect(fold('', 4)).toEqual([]);
  });

  test('does not fold a number away from its unit', () => {
    expect(fold(`it took ${span(18)}`, 10)).toEqual(['it took', `18\u00a0ms`]);
  });

  test('aligns tables, and folds the last column', () => {
    expect(tableLines(['a', 'text'], [['long', 'one two three']], 14)).toEqual([
      'a     text',
      'long  one two',
      '      three',
    ]);
  });

  test('shows the last column however little room there is', () => {
    expect(tableLines(['a much too long head', 'b'], [['x', 'shown']], 10).at(-1)).toMatch(/shown$/);
  });

  test('puts figures at the right margin, below where there is no room', () => {
    expect(leftAndRight('left', '1 s', 10)).toBe('left   1 s');
    expect(leftAndRight('a long left', '1 s', 10)).toBe('a long left\n       1 s');
  });

  test.each([
    [0.4, '0 ms'],
    [999, '999 ms'],
    [1234, '1.2 s'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(span(ms).replaceAll('\u00a0', ' ')).toBe(text);
  });

  test('writes control characters out', () => {
    expect(clean('a\u001b[31mb\nc')).toBe('a\\u001b[31mb\\u000ac');
  });

  test('shortens what is too long', () => {
    expect(shortened('abcdefgh', 8)).toBe('abcdefgh');
    expect(shortened('abcdefghi', 8)).toBe('abcde...');
  });
});
