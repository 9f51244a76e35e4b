import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../../shared/result.js';
import {
  base32Character,
  base32Digit,
  fromBase32,
  overwrite,
  shareOfSet,
  toBase32,
  type SecretShare,
} from '../../crypto/index.js';

const VERSION = 2;
/** So many bytes of the set's id tell the sheets of one set from those of another. */
const SET = 4;
const SHARE = 33;
const SUM = 4;
const HEAD = 1 + SET + 3;
const LENGTH = HEAD + SHARE + SUM;
const GROUP = 4;
/** 18 groups of four characters and one check character each. */
export const SHARE_GROUPS = (LENGTH * 8) / 5 / GROUP;

/** What is known of a set without any of its shares. */
export interface EscrowSet {
  readonly setId: string;
  readonly commitment: string;
  readonly threshold: number;
  readonly shares: readonly { readonly index: number; readonly holder: string; readonly checksum: string }[];
}

/**
 * An escrow share as it stands on paper: 18 groups of five characters of Crockford's Base32, the fifth of each a check over
 * the group and its place. In bytes: version, beginning of the set's id, index, threshold, total, share (33), and the first
 * four of SHA-256 over all of that.
 */
export function shareText({ setId, index, threshold, total, share }: SecretShare): string {
  const set = Buffer.from(setId, 'hex').subarray(0, SET);
  const body = Buffer.concat([Buffer.of(VERSION), set, Buffer.of(index, threshold, total), share]);
  const bytes = Buffer.concat([body, sumOf(body)]);
  const groups = toBase32(bytes).match(/.{4}/g) ?? [];
  overwrite(body, bytes);
  return groups.map((group, at) => group + checkOf(group, at)).join(' ');
}

/**
 * Reads a share from its sheet or its QR code; spaces, hyphens and case do not matter. The share itself stands in no
 * sentence. Codes `not-a-share`, `share-mistyped` (names the groups), `share-of-another-set`, `share-damaged`.
 */
export function readShareText(text: string, set: EscrowSet): Result<SecretShare> {
  const characters = text.replaceAll(/[\s-]/gu, '');
  if (characters.length !== SHARE_GROUPS * (GROUP + 1)) return notAShare(characters.length);
  const groups = characters.match(/.{5}/gu) ?? [];
  const wrong = groups.flatMap((group, at) => (isWhole(group, at) ? [] : [at + 1]));
  if (wrong.length > 0) return mistyped(wrong);
  const bytes = fromBase32(groups.map((group) => group.slice(0, GROUP)).join(''));
  const body = bytes?.subarray(0, LENGTH - SUM);
  if (bytes?.length !== LENGTH || body?.[0] !== VERSION) return notAShare(characters.length);
  if (!sumOf(body).equals(bytes.subarray(LENGTH - SUM))) return mistyped([]);
  if (Buffer.from(bytes.subarray(1, 1 + SET)).toString('hex') !== set.setId.slice(0, 2 * SET)) {
    return fail('share-of-another-set', 'This share belongs to another set than the escrow file.', {
      advice: `The sheets of this escrow bear the set ${set.setId.slice(0, 2 * SET)}.`,
    });
  }
  const [index = 0, threshold = 0, total = 0] = bytes.subarray(1 + SET, HEAD);
  const { setId, commitment } = set;
  const share = shareOfSet({ setId, index, threshold, total, share: bytes.slice(HEAD, HEAD + SHARE), commitment });
  overwrite(bytes);
  const known = set.shares.find((one) => one.index === index);
  if (known?.checksum === share.checksum) return ok(share);
  overwrite(share.share);
  const whose = known ? `Share ${index} (${known.holder})` : `Share ${index}`;
  return fail('share-damaged', `${whose} is not the one that was made: its checksum is not that of the escrow file.`, {
    advice: 'Bring the sheet as it was printed, or another share.',
  });
}

/** A polynomial over GF(32) at x: finds every single wrong character, every swap of two, and a group in another's place. */
function checkOf(group: string, at: number): string {
  let check = at & 31;
  for (const character of group) check = doubled(check) ^ (base32Digit(character) ?? 0);
  return base32Character(doubled(check));
}

/** Times x modulo x^5 + x^2 + 1. */
function doubled(value: number): number {
  return ((value << 1) ^ (value & 16 ? 0b100101 : 0)) & 31;
}

function isWhole(group: string, at: number): boolean {
  const values = [...group].map(base32Digit);
  const check = base32Digit(checkOf(group.slice(0, GROUP), at));
  return values.every((value) => value !== undefined) && values[GROUP] === check;
}

function sumOf(body: Uint8Array): Buffer {
  return createHash('sha256').update('keyferry/escrow-share ').update(body).digest().subarray(0, SUM);
}

function mistyped(groups: readonly number[]): Result<never> {
  const where =
    groups.length === 0
      ? 'its check characters do not fit'
      : `${groups.length === 1 ? 'group' : 'groups'} ${groups.join(', ')} of ${SHARE_GROUPS} ${groups.length === 1 ? 'does' : 'do'} not fit`;
  return fail('share-mistyped', `The share was mistyped or is damaged: ${where}.`, {
    advice: 'Compare it with the sheet there; groups are counted along the lines. I and L are read as 1, O as 0.',
  });
}

function notAShare(characters: number): Result<never> {
  return fail(
    'not-a-share',
    `An escrow share has ${SHARE_GROUPS} groups of five characters, ${SHARE_GROUPS * 5} in all; this has ${characters}.`,
    { advice: 'Type all groups of the sheet, or read its QR code; spaces and capitals do not matter.' },
  );
}
