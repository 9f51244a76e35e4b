import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { unwrapWithPadding, wrapWithPadding } from '../../main/crypto/index.js';
import { must, mustFail } from '../support/must.js';

interface Vectors {
  readonly kek: string;
  readonly cases: readonly { readonly key: string; readonly wrapped: string }[];
}
const vectors = JSON.parse(
  readFileSync(new URL('../fixtures/vectors/rfc5649.json', import.meta.url), 'utf8'),
) as Vectors;
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('AES Key Wrap with Padding', () => {
  test.each(vectors.cases)('wraps and unwraps the vector of RFC 5649: $wrapped', ({ key, wrapped }) => {
    expect(Buffer.from(wrapWithPadding(bytes(vectors.kek), bytes(key))).toString('hex')).toBe(wrapped);
    expect(Buffer.from(must(unwrapWithPadding(bytes(vectors.kek), bytes(wrapped)))).toString('hex')).toBe(key);
  });

  test('gives back data of every length from 1 to 80', () => {
    const kek = new Uint8Array(32).fill(7);
    for (let length = 1; length <= 80; length += 1) {
      const data = Uint8Array.from({ length }, (_, at) => at);
      expect(must(unwrapWithPadding(kek, wrapWithPadding(kek, data)))).toEqual(data);
    }
  });

  test('notices every single changed bit', () => {
    const kek = new Uint8Array(32).fill(7);
    const wrapped = wrapWithPadding(kek, new Uint8Array(20).fill(9));
    for (let bit = 0; bit < wrapped.length * 8; bit += 1) {
      const changed = Uint8Array.from(wrapped);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(mustFail(unwrapWithPadding(kek, changed)).code).toBe('unwrap-failed');
    }
  });
});
