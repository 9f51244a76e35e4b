import { describe, expect, test } from 'vitest';
import { checkPassphrase } from '../../main/identity-management/index.js';
import { mustFail } from '../support/must.js';

describe('a new passphrase', () => {
  test.each([
    'copper kettles sing before breakfast',
    'fifteen letters', // exactly 15
    'ünïcödé wörds äre fïne',
    '日本語の合言葉は長くてもよい十五',
    'no Capitals, digits or $igns are asked for',
    'x9$kQz!mW2@pL7#',
    'many different words '.repeat(48),
    'quiet  double   spaces are kept',
  ])('%j is taken', (passphrase) => {
    expect(checkPassphrase(passphrase, 'Ada')).toEqual({ ok: true, value: undefined });
  });

  test.each<[string, RegExp]>([
    ['', /has 0 characters; at least 15/],
    ['fourteen chars', /has 14 characters/],
    ['💎💎💎💎💎💎💎', /has 7 characters/],
    ['x'.repeat(1025), /more than 1024/],
    ['correct horse battery staple', /list of common ones/],
    ['Password Password', /list of common ones/],
    ['THE QUICK BROWN FOX', /list of common ones/],
    ['ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ', /list of common ones/],
    ['aaaaaaaaaaaaaaaaaaaa', /repeats the same few/],
    ['abcabcabcabcabcabc', /repeats the same few/],
    [' '.repeat(20), /repeats the same few/],
    ['abcdefghijklmnop', /plain run/],
    ['9876543210 987654', /plain run/],
    ['administrator Ada', /own name/],
    ['AdaAdaAdaAdaAda1234567', /own name/],
  ])('%j is refused with the reason', (passphrase, reason) => {
    const name = passphrase.startsWith('administrator') ? 'Administrator' : 'Ada';
    const failure = mustFail(checkPassphrase(passphrase, name));
    expect(failure.code).toBe('passphrase-refused');
    expect(failure.message).toMatch(reason);
    expect(failure.advice).toContain('spaces are welcome');
    if (passphrase.trim().length > 2 && !passphrase.includes('Ada')) expect(failure.message).not.toContain(passphrase);
  });
});
