import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { KEY_TYPE_NAMES } from '../../shared/azure/key-types.js';
import {
  fingerprints,
  generateKeyPair,
  groupInFours,
  keyTypeOfSpki,
  publicJwkFromSpki,
  samePublicKey,
  spkiFromPkcs8,
  spkiFromPublicJwk,
  type PublicJwk,
} from '../../main/crypto/index.js';
import { fixtureKey } from '../support/fixture-keys.js';
import { must, mustFail } from '../support/must.js';

describe('key pairs', () => {
  test.each(KEY_TYPE_NAMES)('a new %s pair: both halves belong together', { timeout: 60_000 }, async (type) => {
    const pair = await generateKeyPair(type);
    expect(must(spkiFromPkcs8(pair.pkcs8))).toEqual(pair.spki);
    expect(must(keyTypeOfSpki(pair.spki))).toBe(type);
  });

  test.each(KEY_TYPE_NAMES)('%s: numbers and back give the same public key', (type) => {
    const { spki } = fixtureKey(type);
    expect(must(spkiFromPublicJwk(must(publicJwkFromSpki(spki))))).toEqual(spki);
  });

  test('leading zeros make no difference (byok.md, what bites 8)', () => {
    for (const type of KEY_TYPE_NAMES) {
      const { spki } = fixtureKey(type);
      const jwk = must(publicJwkFromSpki(spki));
      const padded = (text: string): string =>
        Buffer.concat([Buffer.of(0, 0), Buffer.from(text, 'base64url')]).toString('base64url');
      const sent: PublicJwk =
        jwk.kty === 'RSA'
          ? { ...jwk, n: padded(jwk.n), e: padded(jwk.e) }
          : { ...jwk, x: padded(jwk.x), y: padded(jwk.y) };
      expect(must(spkiFromPublicJwk(sent))).toEqual(spki);
    }
  });

  test('different keys are different, the same key is the same', () => {
    expect(samePublicKey(fixtureKey('p-256').spki, fixtureKey('p-256k').spki)).toBe(false);
    expect(samePublicKey(fixtureKey('rsa-2048').spki, fixtureKey('rsa-2048').spki)).toBe(true);
  });

  test.each<[string, PublicJwk]>([
    ['a point that is not on P-256', { kty: 'EC', crv: 'P-256', x: 'AQ', y: 'AQ' }],
    ['a point that is not on P-256K', { kty: 'EC', crv: 'P-256K', x: 'AQ', y: 'AQ' }],
    ['a coordinate too long', { kty: 'EC', crv: 'P-256', x: 'f'.repeat(60), y: 'AQ' }],
    ['an empty number', { kty: 'RSA', n: '', e: 'AQAB' }],
    ['padded base64', { kty: 'RSA', n: 'AQAB==', e: 'AQAB' }],
  ])('refuses %s', (_, jwk) => {
    expect(mustFail(spkiFromPublicJwk(jwk)).code).toBe('bad-public-key');
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['noise', new Uint8Array(100).fill(0x30)],
    ['a public key', fixtureKey('p-256').spki],
    ['half a private key', fixtureKey('p-256').pkcs8.subarray(0, 60)],
    ["a P-256K key whose point is another key's", swappedPoint()],
  ])('refuses %s as a private key', (_, bytes) => {
    expect(mustFail(spkiFromPkcs8(bytes)).code).toBe('bad-public-key');
  });
});

function swappedPoint(): Uint8Array {
  const key = Uint8Array.from(fixtureKey('p-256k').pkcs8);
  key[key.length - 1] = (key[key.length - 1] ?? 0) ^ 1;
  return key;
}

describe('fingerprints', () => {
  test('the thumbprint of RFC 7638, section 3.1', () => {
    const vector = JSON.parse(readFileSync(new URL('../fixtures/vectors/rfc7638.json', import.meta.url), 'utf8')) as {
      readonly jwk: PublicJwk;
      readonly thumbprint: string;
    };
    expect(must(fingerprints(must(spkiFromPublicJwk(vector.jwk)))).thumbprint).toBe(vector.thumbprint);
  });

  test('hex for reading aloud comes in groups of four', () => {
    expect(groupInFours('0123456789abcdef01')).toBe('0123 4567 89ab cdef 01');
  });
});
