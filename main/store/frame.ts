import { hash } from 'node:crypto';
import { openWith, sealWith, TAG_BYTES } from '../crypto/index.js';
import { fail, ok, type Result } from '../../shared/result.js';

/*
 * One frame of the journal: one committed transaction.
 *   0  u32  length of the body (ciphertext and tag)
 *   4  u64  number of the frame; goes on over compactions
 *  12  16   salt of the opening that wrote it: its key is a sub-key of the journal's
 *  28  u64  attempts of that opening so far: the nonce. Failed writes count, so none repeats under a key
 *  36  8    check over the chain before and the 36 bytes above: a damaged length is told from a torn tail
 *  44       body, sealed; bound to store, number and chain
 * The chain is SHA-256 over the chain before and the whole frame.
 * No head crosses the border of a sector, and no frame ends less than a tag behind one: see torn-tail.ts.
 */
export const HEAD_BYTES = 44;
export const SALT_BYTES = 16;
const CHECK_AT = 36;
/** The least that a disk writes as a whole. */
export const SECTOR_BYTES = 512;
const SPACE = 0x20;

export interface FramePlace {
  readonly storeId: Uint8Array;
  readonly sequence: number;
  /** The chain before this frame. */
  readonly chain: Uint8Array;
}

export interface FrameHead {
  readonly bodyLength: number;
  readonly sequence: number;
  readonly salt: Uint8Array;
  readonly attempt: bigint;
}

/** The key of one opening and the attempts it has made. */
export interface OpeningKey {
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
}

/**
 * The payload with as many spaces at its end (they say nothing in JSON) as a frame at `offset` needs to end, and the next
 * head to begin, where a torn write can be told from damage.
 */
export function padded(payload: Uint8Array, offset: number): Uint8Array {
  const over = (offset + HEAD_BYTES + payload.length + TAG_BYTES) % SECTOR_BYTES;
  const missing =
    over > 0 && over < TAG_BYTES ? TAG_BYTES - over : over > SECTOR_BYTES - HEAD_BYTES ? SECTOR_BYTES - over : 0;
  return missing === 0 ? payload : Buffer.concat([payload, Buffer.alloc(missing, SPACE)]);
}

/** Makes the bytes of a frame. */
export function makeFrame(place: FramePlace, opening: OpeningKey, attempt: bigint, payload: Uint8Array): Uint8Array {
  const body = sealWith(opening.key, attempt, payload, boundTo(place));
  const frame = Buffer.alloc(HEAD_BYTES + body.length);
  frame.writeUInt32BE(body.length, 0);
  frame.writeBigUInt64BE(BigInt(place.sequence), 4);
  frame.set(opening.salt, 12);
  frame.writeBigUInt64BE(attempt, 28);
  frame.set(checkOf(place.chain, frame), CHECK_AT);
  frame.set(body, HEAD_BYTES);
  return frame;
}

/** Reads a head at `offset`, where HEAD_BYTES are there; undefined when its check does not fit. */
export function readHead(journal: Buffer, offset: number, chain: Uint8Array): FrameHead | undefined {
  const head = journal.subarray(offset, offset + HEAD_BYTES);
  if (!checkOf(chain, head).equals(head.subarray(CHECK_AT, HEAD_BYTES))) return undefined;
  return {
    bodyLength: head.readUInt32BE(0),
    sequence: Number(head.readBigUInt64BE(4)),
    salt: Uint8Array.from(head.subarray(12, 12 + SALT_BYTES)),
    attempt: head.readBigUInt64BE(28),
  };
}

/** Opens a frame's body. */
export function openBody(place: FramePlace, key: Uint8Array, head: FrameHead, body: Uint8Array): Result<Uint8Array> {
  if (head.sequence !== place.sequence || body.length < TAG_BYTES) return fail('not-opened', 'Frame out of order.');
  const opened = openWith(key, head.attempt, body, boundTo(place));
  return opened.ok ? ok(opened.value) : opened;
}

/** The chain after a frame. */
export function nextChain(chain: Uint8Array, frame: Uint8Array): Uint8Array {
  return Uint8Array.from(hash('sha256', Buffer.concat([chain, frame]), 'buffer'));
}

function checkOf(chain: Uint8Array, head: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([chain, head.subarray(0, CHECK_AT)]), 'buffer').subarray(0, 8);
}

function boundTo(place: FramePlace): Uint8Array {
  const sequence = Buffer.alloc(8);
  sequence.writeBigUInt64BE(BigInt(place.sequence));
  return Buffer.concat([place.storeId, sequence, place.chain]);
}
