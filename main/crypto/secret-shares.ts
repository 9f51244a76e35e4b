import { createHash, randomBytes } from 'node:crypto';
import { combine, split } from 'shamir-secret-sharing';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result.js';
import { constantTimeEqual, overwrite, ownBytes } from './bytes.js';
import { subKey } from './sealing.js';

/**
 * One share of a secret split k of n (Shamir). Shares alone do not notice damage: a flipped bit or a share of another
 * set gives a wrong secret silently. So each carries what tells (security.md).
 */
export interface SecretShare {
  /** 32 hex digits: which splitting it belongs to. */
  readonly setId: string;
  /** 1 to total. */
  readonly index: number;
  readonly threshold: number;
  readonly total: number;
  readonly share: Uint8Array;
  /** 64 hex digits; the same in all shares of the set; proves the secret without telling it. */
  readonly commitment: string;
  /** 16 hex digits over everything above: notices a damaged share by itself. */
  readonly checksum: string;
}

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const shareFile = z.strictObject({
  format: z.literal('keyferry-share-1'),
  setId: hex(32),
  index: z.number().int().min(1).max(255),
  threshold: z.number().int().min(2).max(255),
  total: z.number().int().min(2).max(255),
  share: z.string().regex(/^(?:[0-9a-f]{2}){2,1024}$/),
  commitment: hex(64),
  checksum: hex(16),
});
/** A share as plain JSON. */
export type EncodedShare = z.infer<typeof shareFile>;

/** Splits a secret (1 to 1023 bytes, of high entropy: a key, never a passphrase) so that any `threshold` of `shares` give it back. */
export async function splitSecret(
  secret: Uint8Array,
  { threshold, shares }: { readonly threshold: number; readonly shares: number },
): Promise<SecretShare[]> {
  const setId = randomBytes(16).toString('hex');
  const commitment = commit(secret, setId);
  const copy = ownBytes(secret);
  const parts = await split(copy, shares, threshold);
  overwrite(copy);
  return parts.map((share, at) => {
    const unchecked = { setId, index: at + 1, threshold, total: shares, share, commitment };
    return { ...unchecked, checksum: checksumOf(unchecked) };
  });
}

/**
 * Puts a secret together again. Codes: `share-damaged`, `shares-mixed` (another set), `shares-repeated`,
 * `shares-too-few`, `shares-wrong` (the secret is not the one that was split).
 */
export async function combineShares(shares: readonly SecretShare[]): Promise<Result<Uint8Array>> {
  const [first] = shares;
  if (!first) return fail('shares-too-few', 'There is no share.');
  const damaged = shares.find((share) => checksumOf(share) !== share.checksum);
  if (damaged) return shareDamaged(damaged.index);
  const odd = shares.find((share) => share.setId !== first.setId || share.commitment !== first.commitment);
  if (odd) {
    return fail('shares-mixed', `The shares belong to different sets: ${first.setId} and ${odd.setId}.`, {
      advice: 'Bring shares that were made together.',
    });
  }
  if (new Set(shares.map((share) => share.index)).size < shares.length) {
    return fail('shares-repeated', 'The same share came twice.', { advice: 'Bring different shares of the set.' });
  }
  if (shares.length < first.threshold) {
    return fail('shares-too-few', `${shares.length} of the ${first.threshold} shares needed are here.`);
  }
  const copies = shares.map((share) => ownBytes(share.share));
  const secret = await combine(copies);
  overwrite(...copies);
  if (constantTimeEqual(Buffer.from(commit(secret, first.setId)), Buffer.from(first.commitment))) return ok(secret);
  overwrite(secret);
  return fail('shares-wrong', 'The shares do not give the secret that was split.');
}

/** A share of which only the numbers were kept apart from what its set has in common (a sheet of paper); not checked yet. */
export function shareOfSet(share: Omit<SecretShare, 'checksum'>): SecretShare {
  return { ...share, checksum: checksumOf(share) };
}

/** As plain JSON, for a sealed file or a sheet of paper. */
export function encodeShare(share: SecretShare): EncodedShare {
  return { format: 'keyferry-share-1', ...share, share: Buffer.from(share.share).toString('hex') };
}

/** Reads what encodeShare gave; strict; the checksum is verified. Codes `not-a-share`, `share-damaged`. */
export function decodeShare(value: unknown): Result<SecretShare> {
  const parsed = shareFile.safeParse(value);
  if (!parsed.success) return fail('not-a-share', 'This is not a share as Keyferry writes it.');
  const { setId, index, threshold, total, commitment, checksum } = parsed.data;
  const share = { setId, index, threshold, total, share: fromHex(parsed.data.share), commitment, checksum };
  return checksumOf(share) === checksum ? ok(share) : shareDamaged(index);
}

function fromHex(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'hex');
  const own = ownBytes(bytes);
  overwrite(bytes);
  return own;
}

/** A sub-key of the secret: binds to it and, the secret being a random key, tells nothing about it. */
function commit(secret: Uint8Array, setId: string): string {
  return Buffer.from(subKey(secret, 'keyferry/share-commitment', Buffer.from(setId, 'hex'))).toString('hex');
}

function checksumOf(share: Omit<SecretShare, 'checksum'>): string {
  return createHash('sha256')
    .update(`keyferry-share-1 ${share.setId} ${share.index} ${share.threshold} ${share.total} ${share.commitment} `)
    .update(share.share)
    .digest('hex')
    .slice(0, 16);
}

function shareDamaged(index: number): Result<never> {
  return fail('share-damaged', `Share ${index} is damaged: its checksum does not fit.`, {
    advice: 'Bring another share, or a clean copy of this one.',
  });
}
