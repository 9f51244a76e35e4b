import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result.js';
import { fromBase32, overwrite, shareOfSet, toBase32, type SecretShare } from '../crypto/index.js';
import type { IdentityFile } from './identity-file.js';

type RecoverySet = NonNullable<IdentityFile['recovery']>;

const VERSION = 1;
/** So many bytes of the set's id tell the sheets of one set from those of another. */
const SET = 4;
const SHARE = 33;
const SUM = 4;
const HEAD = 1 + SET + 3;
const LENGTH = HEAD + SHARE + SUM;

/**
 * A recovery share as it stands on paper: 72 characters of Crockford's Base32 in 18 groups of four. In bytes: version,
 * beginning of the set's id, index, threshold, total, share (33), and the first four of SHA-256 over all of that.
 */
export function recoveryText({ setId, index, threshold, total, share }: SecretShare): string {
  const set = Buffer.from(setId, 'hex').subarray(0, SET);
  const body = Buffer.concat([Buffer.of(VERSION), set, Buffer.of(index, threshold, total), share]);
  const bytes = Buffer.concat([body, sumOf(body)]);
  const text = toBase32(bytes).replaceAll(/(.{4})(?=.)/g, '$1 ');
  overwrite(body, bytes);
  return text;
}

/**
 * Reads a share from paper, of the set that is out now; spaces, hyphens and case do not matter. The share itself stands in
 * no sentence. Codes `not-a-recovery-share`, `share-mistyped`, `share-of-another-set`.
 */
export function readRecoveryText(text: string, { setId, commitment }: RecoverySet): Result<SecretShare> {
  const bytes = fromBase32(text);
  if (bytes?.length !== LENGTH || bytes[0] !== VERSION) return notAShare(text);
  const body = bytes.subarray(0, LENGTH - SUM);
  if (!sumOf(body).equals(bytes.subarray(LENGTH - SUM))) {
    return fail('share-mistyped', 'A recovery share was mistyped: its check characters do not fit.', {
      advice: 'Compare it with the sheet group by group; I and L are read as 1, O as 0.',
    });
  }
  if (Buffer.from(bytes.subarray(1, 1 + SET)).toString('hex') !== setId.slice(0, 2 * SET)) {
    return fail('share-of-another-set', 'A recovery share belongs to another set than the one that is valid now.', {
      advice: `The valid sheets bear the set ${setId.slice(0, 2 * SET)}; earlier ones are worth nothing.`,
    });
  }
  const [index = 0, threshold = 0, total = 0] = bytes.subarray(1 + SET, HEAD);
  const share = bytes.slice(HEAD, HEAD + SHARE);
  overwrite(bytes);
  return ok(shareOfSet({ setId, index, threshold, total, share, commitment }));
}

function sumOf(body: Uint8Array): Buffer {
  return createHash('sha256').update('keyferry/recovery-sheet ').update(body).digest().subarray(0, SUM);
}

function notAShare(text: string): Result<never> {
  const characters = text.replaceAll(/[\s-]/gu, '').length;
  const found = characters === 72 ? 'a character that does not occur in one' : `${characters} characters`;
  return fail('not-a-recovery-share', `A recovery share has 18 groups of four characters; this has ${found}.`, {
    advice: 'Type all groups of the sheet; spaces and capitals do not matter.',
  });
}
