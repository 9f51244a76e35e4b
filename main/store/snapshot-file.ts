import { createHash } from 'node:crypto';
import { constantTimeEqual, openOnce, overwrite, sealOnce, subKey } from '../crypto/index.js';
import { fail, ok, type Result } from '../../shared/result.js';

/*
 * The snapshot: the database image, sealed.
 *   0   8   magic "KFSNAP01"
 *   8  16   store id
 *  24  u64  generation: names its journal
 *  32  u64  number of the last frame inside
 *  40  32   chain after that frame
 *  72  16   key check: tells another master key from damage
 *  88   8   check over the 88 bytes above
 *  96       image, sealed; bound to all of the above
 */
const MAGIC = Buffer.from('KFSNAP01', 'latin1');
const CHECK_AT = 88;
const BODY_AT = 96;

export interface SnapshotFacts {
  readonly storeId: Uint8Array;
  readonly generation: number;
  readonly sequence: number;
  readonly chain: Uint8Array;
}

/** The bytes of a snapshot file. */
export function makeSnapshot(facts: SnapshotFacts, storeKey: Uint8Array, image: Uint8Array): Uint8Array {
  const head = Buffer.alloc(BODY_AT);
  head.set(MAGIC, 0);
  head.set(facts.storeId, 8);
  head.writeBigUInt64BE(BigInt(facts.generation), 24);
  head.writeBigUInt64BE(BigInt(facts.sequence), 32);
  head.set(facts.chain, 40);
  head.set(keyCheck(storeKey, facts.storeId), 72);
  head.set(checkOf(head), CHECK_AT);
  const key = subKey(storeKey, 'keyferry/store/snapshot');
  try {
    return Buffer.concat([head, sealOnce(key, image, head)]);
  } finally {
    overwrite(key);
  }
}

/** Opens a snapshot file. Codes: `store-damaged`, `wrong-master-key`. */
export function openSnapshot(
  file: Uint8Array,
  path: string,
  storeKey: Uint8Array,
): Result<SnapshotFacts & { readonly image: Uint8Array }> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const head = bytes.subarray(0, BODY_AT);
  if (bytes.length < BODY_AT || !head.subarray(0, 8).equals(MAGIC))
    return damaged(path, 'its beginning is not a snapshot');
  if (!checkOf(head).equals(head.subarray(CHECK_AT))) return damaged(path, 'its first 96 bytes are changed');
  const storeId = Uint8Array.from(head.subarray(8, 24));
  if (!constantTimeEqual(head.subarray(72, CHECK_AT), keyCheck(storeKey, storeId))) {
    return fail('wrong-master-key', `${path} was sealed under another master key.`, {
      advice: 'identities.json and the store belong together: put the whole data folder back from one backup copy.',
    });
  }
  const key = subKey(storeKey, 'keyferry/store/snapshot');
  const image = openOnce(key, bytes.subarray(BODY_AT), head);
  overwrite(key);
  if (!image.ok) return damaged(path, 'its sealed image does not open');
  return ok({
    storeId,
    generation: Number(head.readBigUInt64BE(24)),
    sequence: Number(head.readBigUInt64BE(32)),
    chain: Uint8Array.from(head.subarray(40, 72)),
    image: image.value,
  });
}

/** Refuses a file of the store by name. Nothing was opened, nothing was changed. */
export function damaged(path: string, what: string): Result<never> {
  return fail('store-damaged', `${path} is damaged: ${what}. Nothing was opened and nothing was changed.`, {
    advice:
      'Keep the folder as it is for inspection, and put the whole data folder (identities.json, snapshot.kfs and journal-*.kfj together) back from its latest backup copy.',
  });
}

function keyCheck(storeKey: Uint8Array, storeId: Uint8Array): Uint8Array {
  return subKey(storeKey, 'keyferry/store/key-check', storeId).subarray(0, 16);
}

function checkOf(head: Uint8Array): Buffer {
  return createHash('sha256').update(head.subarray(0, CHECK_AT)).digest().subarray(0, 8);
}
