import { describe, expect, test } from 'vitest';
import { combineShares, decodeShare, encodeShare, splitSecret, type SecretShare } from '../../main/crypto/index.js';
import { must, mustFail } from '../support/must.js';

const SECRET = Uint8Array.from({ length: 32 }, (_, at) => at * 7);

function pick(set: readonly SecretShare[], ...places: readonly number[]): SecretShare[] {
  return places.map((place) => {
    const share = set[place];
    if (!share) throw new Error('no such share');
    return share;
  });
}

describe('shares of a secret', () => {
  test('any two of four give it back', async () => {
    const set = await splitSecret(SECRET, { threshold: 2, shares: 4 });
    for (let a = 0; a < 4; a += 1) {
      for (let b = 0; b < 4; b += 1) {
        if (a !== b) expect(must(await combineShares(pick(set, a, b)))).toEqual(SECRET);
      }
    }
  });

  test('three of five take three', async () => {
    const set = await splitSecret(SECRET, { threshold: 3, shares: 5 });
    expect(must(await combineShares(pick(set, 4, 0, 2)))).toEqual(SECRET);
    expect(mustFail(await combineShares(pick(set, 4, 0))).code).toBe('shares-too-few');
  });

  test('mixed sets, repeated shares and no shares are told apart', async () => {
    const [one, two] = [
      await splitSecret(SECRET, { threshold: 2, shares: 2 }),
      await splitSecret(SECRET, { threshold: 2, shares: 2 }),
    ];
    expect(mustFail(await combineShares([...pick(one, 0), ...pick(two, 1)])).code).toBe('shares-mixed');
    expect(mustFail(await combineShares(pick(one, 1, 1))).code).toBe('shares-repeated');
    expect(mustFail(await combineShares([])).code).toBe('shares-too-few');
  });

  test('a share whose checksum was made to fit still cannot pass for the secret', async () => {
    const set = await splitSecret(SECRET, { threshold: 2, shares: 2 });
    const [honest] = pick(set, 0);
    const [other] = pick(
      await splitSecret(
        SECRET.map((byte) => byte ^ 1),
        { threshold: 2, shares: 2 },
      ),
      1,
    );
    if (!honest || !other) throw new Error('no shares');
    // Another secret's share, dressed up as one of this set; its checksum is made again by the encoder's own rule.
    const dressed = { ...other, setId: honest.setId, commitment: honest.commitment };
    const { createHash } = await import('node:crypto');
    const checksum = createHash('sha256')
      .update(`keyferry-share-1 ${dressed.setId} ${dressed.index} 2 2 ${dressed.commitment} `)
      .update(dressed.share)
      .digest('hex')
      .slice(0, 16);
    expect(mustFail(await combineShares([honest, { ...dressed, checksum }])).code).toMatch(/shares-wrong/);
  });

  test('every flipped bit of a written share is noticed', async () => {
    const [share] = await splitSecret(SECRET, { threshold: 2, shares: 2 });
    if (!share) throw new Error('no share');
    const written = encodeShare(share);
    expect(must(decodeShare(written))).toEqual(share);
    const digits = written.share.split('');
    for (let at = 0; at < digits.length; at += 1) {
      const changed = [...digits];
      changed[at] = changed[at] === '0' ? '1' : '0';
      expect(mustFail(decodeShare({ ...written, share: changed.join('') })).code).toBe('share-damaged');
    }
    expect(mustFail(decodeShare({ ...written, index: 2 })).code).toBe('share-damaged');
  });

  test.each([[null], ['text'], [{}], [{ format: 'keyferry-share-1' }], [[1]]])('refuses %o as a share', (value) => {
    expect(mustFail(decodeShare(value)).code).toBe('not-a-share');
  });
});
