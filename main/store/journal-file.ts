import { createHash } from 'node:crypto';
import { overwrite, subKey } from '../crypto/index.js';
import { ok, type Result } from '../../shared/result.js';
import { HEAD_BYTES, nextChain, openBody, readHead } from './frame.js';
import { decodePayload, type RecordedStatement } from './payload.js';
import { damaged, type SnapshotFacts } from './snapshot-file.js';
import { tailBefore, tailOfRoom } from './torn-tail.js';

/*
 * The journal begins with magic "KFJRNL02" (8), store id (16), generation (u64) and a check over them (8); frames follow,
 * and zeros where room was made for more of them. In "KFJRNL01" frames could end anywhere and no room was made: it is read
 * as it always was, and no frame is added to it any more.
 */
const MAGIC = 'KFJRNL02';
const MAGIC_BEFORE = 'KFJRNL01';
export const JOURNAL_HEAD_BYTES = 40;

/** The first bytes of a new journal. */
export function journalHead(storeId: Uint8Array, generation: number, magic = MAGIC): Uint8Array {
  const head = Buffer.alloc(JOURNAL_HEAD_BYTES);
  head.write(magic, 0, 'latin1');
  head.set(storeId, 8);
  head.writeBigUInt64BE(BigInt(generation), 24);
  head.set(createHash('sha256').update(head.subarray(0, 32)).digest().subarray(0, 8), 32);
  return head;
}

export interface ReadJournal {
  readonly sequence: number;
  readonly chain: Uint8Array;
  /** Where the last whole frame ends: what comes after is the torn tail, or room for the next ones. */
  readonly end: number;
  readonly tornBytes: number;
  /** Frames may be added; else a new journal is to be begun. */
  readonly goesOn: boolean;
}

/** The sub-key under which one opening of the store seals its frames. */
export function openingKey(journalKey: Uint8Array, salt: Uint8Array): Uint8Array {
  return subKey(journalKey, 'keyferry/store/opening', salt);
}

/**
 * Reads a journal frame by frame and hands each one's statements to `replay`. What a crash can leave at the end is
 * forgiven (torn-tail.ts says what that is). Everything else is damage: it is refused by file, frame and offset.
 */
export function readJournal(
  file: Uint8Array,
  path: string,
  facts: SnapshotFacts,
  journalKey: Uint8Array,
  replay: (statements: readonly RecordedStatement[]) => void,
): Result<ReadJournal> {
  const journal = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const begins = (magic?: string): boolean =>
    journal.subarray(0, JOURNAL_HEAD_BYTES).equals(journalHead(facts.storeId, facts.generation, magic));
  const goesOn = begins();
  if (!goesOn && !begins(MAGIC_BEFORE)) {
    return damaged(path, 'its first 40 bytes are not those of this store and generation');
  }
  const tail = goesOn ? tailOfRoom : tailBefore;
  let { sequence, chain } = facts;
  let at = JOURNAL_HEAD_BYTES;
  let salt: Uint8Array = new Uint8Array(0);
  let key: Uint8Array = new Uint8Array(0);
  try {
    while (at < journal.length) {
      const left = journal.length - at;
      const until = (tornBytes: number): Result<ReadJournal> => ok({ sequence, chain, end: at, tornBytes, goesOn });
      const where = `frame ${sequence + 1}, at byte ${at}`;
      const head = left < HEAD_BYTES ? undefined : readHead(journal, at, chain);
      if (!head) {
        const kind = left < HEAD_BYTES ? tail.short(journal, at) : tail.noHead(journal, at, sequence + 1);
        return kind === 'damage' ? damaged(path, `${where}: its head is changed`) : until(kind === 'room' ? 0 : left);
      }
      const end = at + HEAD_BYTES + head.bodyLength;
      if (end > journal.length) return until(left);
      if (!Buffer.from(head.salt).equals(Buffer.from(salt))) {
        overwrite(key);
        salt = head.salt;
        key = openingKey(journalKey, salt);
      }
      const place = { storeId: facts.storeId, sequence: sequence + 1, chain };
      const payload = openBody(place, key, head, journal.subarray(at + HEAD_BYTES, end));
      if (!payload.ok) {
        return tail.isTornBody(journal, at, end) ? until(left) : damaged(path, `${where}: its body does not open`);
      }
      replay(decodePayload(payload.value));
      chain = nextChain(chain, journal.subarray(at, end));
      sequence += 1;
      at = end;
    }
    return ok({ sequence, chain, end: at, tornBytes: 0, goesOn });
  } finally {
    overwrite(key);
  }
}
