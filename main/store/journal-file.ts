import { createHash } from 'node:crypto';
import { overwrite, subKey } from '../crypto/index.js';
import { ok, type Result } from '../../shared/result.js';
import { HEAD_BYTES, nextChain, openBody, readHead } from './frame.js';
import { decodePayload, type RecordedStatement } from './payload.js';
import { damaged, type SnapshotFacts } from './snapshot-file.js';

/*
 * The journal begins with magic "KFJRNL01" (8), store id (16), generation (u64) and a check over them (8); frames follow.
 */
const MAGIC = Buffer.from('KFJRNL01', 'latin1');
export const JOURNAL_HEAD_BYTES = 40;
const TAIL_BYTES = 16;

/** The first bytes of a new journal. */
export function journalHead(storeId: Uint8Array, generation: number): Uint8Array {
  const head = Buffer.alloc(JOURNAL_HEAD_BYTES);
  head.set(MAGIC, 0);
  head.set(storeId, 8);
  head.writeBigUInt64BE(BigInt(generation), 24);
  head.set(createHash('sha256').update(head.subarray(0, 32)).digest().subarray(0, 8), 32);
  return head;
}

export interface ReadJournal {
  readonly sequence: number;
  readonly chain: Uint8Array;
  /** Where the last whole frame ends: what comes after is the torn tail. */
  readonly end: number;
  readonly tornBytes: number;
}

/** The sub-key under which one opening of the store seals its frames. */
export function openingKey(journalKey: Uint8Array, salt: Uint8Array): Uint8Array {
  return subKey(journalKey, 'keyferry/store/opening', salt);
}

/**
 * Reads a journal frame by frame and hands each one's statements to `replay`.
 *
 * A crash can leave a torn tail: fewer bytes than the frame says, or (where the disk had given the space but not yet
 * the bytes) zeros at the very end, where a frame has its tag. Only that is forgiven. Everything else is damage: it is
 * refused by file, frame and offset.
 */
export function readJournal(
  file: Uint8Array,
  path: string,
  facts: SnapshotFacts,
  journalKey: Uint8Array,
  replay: (statements: readonly RecordedStatement[]) => void,
): Result<ReadJournal> {
  const journal = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const expected = Buffer.from(journalHead(facts.storeId, facts.generation));
  if (!journal.subarray(0, JOURNAL_HEAD_BYTES).equals(expected)) {
    return damaged(path, 'its first 40 bytes are not those of this store and generation');
  }
  let { sequence, chain } = facts;
  let at = JOURNAL_HEAD_BYTES;
  let salt: Uint8Array = new Uint8Array(0);
  let key: Uint8Array = new Uint8Array(0);
  try {
    while (at < journal.length) {
      const left = journal.length - at;
      const torn = ok({ sequence, chain, end: at, tornBytes: left });
      const where = `frame ${sequence + 1}, at byte ${at}`;
      if (left < HEAD_BYTES) return torn;
      const head = readHead(journal, at, chain);
      if (!head) return endsInZeros(journal, left) ? torn : damaged(path, `${where}: its head is changed`);
      const end = at + HEAD_BYTES + head.bodyLength;
      if (end > journal.length) return torn;
      if (!Buffer.from(head.salt).equals(Buffer.from(salt))) {
        overwrite(key);
        salt = head.salt;
        key = openingKey(journalKey, salt);
      }
      const place = { storeId: facts.storeId, sequence: sequence + 1, chain };
      const payload = openBody(place, key, head, journal.subarray(at + HEAD_BYTES, end));
      if (!payload.ok) {
        return end === journal.length && endsInZeros(journal, left)
          ? torn
          : damaged(path, `${where}: its body does not open`);
      }
      replay(decodePayload(payload.value));
      chain = nextChain(chain, journal.subarray(at, end));
      sequence += 1;
      at = end;
    }
    return ok({ sequence, chain, end: at, tornBytes: 0 });
  } finally {
    overwrite(key);
  }
}

/** A frame ends in its tag, which is never all zeros. */
function endsInZeros(journal: Buffer, left: number): boolean {
  return journal.subarray(journal.length - Math.min(TAIL_BYTES, left)).every((byte) => byte === 0);
}
