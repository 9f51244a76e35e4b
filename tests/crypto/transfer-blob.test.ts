import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { KEY_TYPE_NAMES } from '../../shared/azure/key-types.js';
import {
  makeTransferBlob,
  openTransferBlob,
  parseTransferBlob,
  samePublicKey,
  spkiFromPkcs8,
} from '../../main/crypto/index.js';
import { fixtureKek, fixtureKey } from '../support/fixture-keys.js';
import { must, mustFail } from '../support/must.js';

const KID = 'https://contoso.vault.azure.net/keys/keyferry-kek-1/0123456789abcdef0123456789abcdef';
const KEK_SIZES = [2048, 3072, 4096] as const;
const make = (type: (typeof KEY_TYPE_NAMES)[number], bits: (typeof KEK_SIZES)[number] = 2048): Uint8Array =>
  must(
    makeTransferBlob({
      pkcs8: fixtureKey(type).pkcs8,
      kek: { kid: KID, spki: fixtureKek(bits).spki },
      generator: 'test',
    }),
  );

describe('transfer blobs', () => {
  test.each(KEY_TYPE_NAMES.flatMap((type) => KEK_SIZES.map((bits) => [type, bits] as const)))(
    '%s under a KEK of %d bits opens to the same key',
    (type, bits) => {
      const blob = must(parseTransferBlob(make(type, bits)));
      expect(blob.kid).toBe(KID);
      const opened = must(openTransferBlob(blob, fixtureKek(bits).pkcs8));
      expect(opened).toEqual(fixtureKey(type).pkcs8);
      expect(samePublicKey(must(spkiFromPkcs8(opened)), fixtureKey(type).spki)).toBe(true);
    },
  );

  test('two blobs of one key have nothing in common: a fresh AES key each time', () => {
    const [a, b] = [must(parseTransferBlob(make('p-256'))), must(parseTransferBlob(make('p-256')))];
    expect(Buffer.from(a.ciphertext).equals(Buffer.from(b.ciphertext))).toBe(false);
  });

  test('does not open with another KEK, and tells nothing more', () => {
    const blob = must(parseTransferBlob(make('p-256')));
    expect(mustFail(openTransferBlob(blob, fixtureKey('rsa-2048').pkcs8)).code).toBe('blob-not-opened');
    expect(mustFail(openTransferBlob(blob, fixtureKek(3072).pkcs8)).code).toBe('blob-not-opened');
  });

  test('does not open when any byte was changed', () => {
    const blob = must(parseTransferBlob(make('p-256')));
    const kek = fixtureKek(2048).pkcs8;
    for (let at = 0; at < blob.ciphertext.length; at += 7) {
      const ciphertext = Uint8Array.from(blob.ciphertext);
      ciphertext[at] = (ciphertext[at] ?? 0) ^ 0x10;
      expect(mustFail(openTransferBlob({ ...blob, ciphertext }, kek)).code).toBe('blob-not-opened');
    }
  });

  const good = JSON.parse(Buffer.from(make('p-256')).toString('utf8')) as Record<string, unknown> & { header: object };
  test.each<[string, unknown, RegExp]>([
    ['no JSON', 'not json {', /not JSON/],
    ['an array', [], /expected object/i],
    ['another version', { ...good, schema_version: '2.0.0' }, /schema_version/],
    ['no ciphertext', { ...good, ciphertext: undefined }, /ciphertext/],
    ['padded ciphertext', { ...good, ciphertext: 'AAAA==' }, /base64url/],
    ['ciphertext with spaces', { ...good, ciphertext: 'AA AA' }, /base64url/],
    ['another algorithm', { ...good, header: { ...good.header, alg: 'RSA-OAEP' } }, /header\.alg/],
    ['another enc', { ...good, header: { ...good.header, enc: 'A256GCM' } }, /header\.enc/],
    [
      'a kid without version',
      { ...good, header: { ...good.header, kid: 'https://contoso.vault.azure.net/keys/k' } },
      /versioned key id/,
    ],
    ['a kid over http', { ...good, header: { ...good.header, kid: KID.replace('https', 'http') } }, /versioned key id/],
    ['a member too many', { ...good, extra: 1 }, /extra/],
    ['too large', { ...good, generator: 'x'.repeat(70_000) }, /at most 65536/],
  ])('refuses %s with a sentence', (_, value, sentence) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const failure = mustFail(parseTransferBlob(Buffer.from(text)));
    expect(failure.code).toBe('not-a-blob');
    expect(failure.message).toMatch(sentence);
  });

  test('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(parseTransferBlob(bytes).ok).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    ['an EC key as KEK', { kid: KID, spki: fixtureKey('p-256').spki }],
    ['no key as KEK', { kid: KID, spki: new Uint8Array(10) }],
    ['a KEK id without version', { kid: 'https://contoso.vault.azure.net/keys/k', spki: fixtureKek(2048).spki }],
  ])('refuses %s', (_, kek) => {
    expect(mustFail(makeTransferBlob({ pkcs8: fixtureKey('p-256').pkcs8, kek, generator: 'test' })).code).toBe(
      'bad-kek',
    );
  });
});
