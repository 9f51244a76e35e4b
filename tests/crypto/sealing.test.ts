import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  constantTimeEqual,
  openOnce,
  openWith,
  overwrite,
  sealOnce,
  sealWith,
  stretchPassphrase,
  subKey,
} from '../../main/crypto/index.js';
import { must, mustFail } from '../support/must.js';

const KEY = new Uint8Array(32).fill(1);
const AAD = Buffer.from('place');
const DATA = Buffer.from('something that matters');

describe('sealing', () => {
  test('what is sealed opens, and twice the same looks different', () => {
    const sealed = sealOnce(KEY, DATA, AAD);
    expect(Buffer.from(must(openOnce(KEY, sealed, AAD)))).toEqual(DATA);
    expect(Buffer.from(sealOnce(KEY, DATA, AAD)).equals(Buffer.from(sealed))).toBe(false);
  });

  test('every changed byte, another key, another place: not opened', () => {
    const sealed = sealOnce(KEY, DATA, AAD);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(mustFail(openOnce(KEY, changed, AAD)).code).toBe('not-opened');
    }
    expect(openOnce(new Uint8Array(32), sealed, AAD).ok).toBe(false);
    expect(openOnce(KEY, sealed, Buffer.from('elsewhere')).ok).toBe(false);
    expect(openOnce(KEY, sealed.subarray(0, 40), AAD).ok).toBe(false);
  });

  test('a counter gives a nonce: another counter does not open', () => {
    const sealed = sealWith(KEY, 5n, DATA, AAD);
    expect(Buffer.from(must(openWith(KEY, 5n, sealed, AAD)))).toEqual(DATA);
    expect(openWith(KEY, 6n, sealed, AAD).ok).toBe(false);
    expect(openWith(KEY, 5n, sealed.subarray(0, 10), AAD).ok).toBe(false);
  });

  test('sub-keys are HKDF (RFC 5869), spelled out here with HMAC, and differ by label and salt', () => {
    const hmac = (key: Uint8Array, data: Uint8Array): Buffer => createHmac('sha256', key).update(data).digest();
    const salt = Buffer.from('000102030405060708090a0b0c', 'hex');
    const expected = hmac(hmac(salt, KEY), Buffer.concat([Buffer.from('label'), Buffer.of(1)]));
    expect(Buffer.from(subKey(KEY, 'label', salt))).toEqual(expected);
    expect(Buffer.from(subKey(KEY, 'other', salt))).not.toEqual(expected);
    expect(Buffer.from(subKey(KEY, 'label'))).not.toEqual(expected);
  });

  test('overwriting leaves nothing, comparing is by content', () => {
    const secret = new Uint8Array([1, 2, 3]);
    expect(constantTimeEqual(secret, new Uint8Array([1, 2, 3]))).toBe(true);
    expect(constantTimeEqual(secret, new Uint8Array([1, 2]))).toBe(false);
    overwrite(secret);
    expect(secret).toEqual(new Uint8Array(3));
  });
});

describe('passphrases', () => {
  const cheap = { N: 1024, r: 8, p: 1 };

  test('the vector of RFC 7914, section 12 (NaCl, N=1024)', async () => {
    const key = must(await stretchPassphrase('password', Buffer.from('NaCl'), { N: 1024, r: 8, p: 16 }));
    expect(Buffer.from(key).toString('hex')).toBe('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162');
  });

  test('the same text in another normalisation is the same passphrase', async () => {
    const [a, b] = [
      await stretchPassphrase('caf\u00e9', KEY, cheap),
      await stretchPassphrase('cafe\u0301', KEY, cheap),
    ];
    expect(must(a)).toEqual(must(b));
  });

  test.each([
    { N: 1000, r: 8, p: 1 },
    { N: 0, r: 8, p: 1 },
    { N: 2 ** 30, r: 8, p: 1 },
    { N: 1024, r: 8, p: 1000 },
  ])('refuses the impossible cost %o', async (cost) => {
    expect(mustFail(await stretchPassphrase('x', KEY, cost)).code).toBe('scrypt-parameters');
  });

  test('the real cost of security.md works', { timeout: 60_000 }, async () => {
    expect(must(await stretchPassphrase('x', KEY, { N: 131_072, r: 8, p: 1 })).length).toBe(32);
  });
});
