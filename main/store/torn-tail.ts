import { TAG_BYTES } from '../crypto/index.js';
import { HEAD_BYTES, SECTOR_BYTES } from './frame.js';

/**
 * What stands in a journal behind its last whole frame: `room` for more (zeros), a `torn` frame whose commit never
 * answered, or `damage`.
 */
export type TailKind = 'room' | 'torn' | 'damage';

/** How the end of a journal is judged. */
export interface TailRules {
  /** Fewer bytes than a head. */
  short(journal: Buffer, at: number): TailKind;
  /** The head at `at`, of frame `sequence`, does not fit. */
  noHead(journal: Buffer, at: number, sequence: number): TailKind;
  /** The head fits, the body up to `end` does not open. */
  isTornBody(journal: Buffer, at: number, end: number): boolean;
}

/*
 * A frame is written into room full of zeros, and the next one only after it is on disk. A disk writes whole sectors, in any
 * order. So a frame that a crash tore
 *  - is the last one: behind it there are only zeros;
 *  - lacks something: a sector of it (or its end, where the write was cut short) is zeros still. Sealed bytes are never 16
 *    zeros in a row by chance, and `padded` sees to it that no sector holds less of a frame than that;
 *  - has its whole head or none of it, since no head crosses the border of a sector.
 * Where the head is missing nobody knows how far the frame reaches. Then a later head, anywhere, shows that this one was
 * finished once: its number alone stands out of sealed bytes. What is damaged in any other way is not torn.
 */
export const tailOfRoom: TailRules = {
  short: (journal, at) => roomOr('torn', journal, at),
  noHead: (journal, at, sequence) => {
    const headEnd = at + HEAD_BYTES;
    // No finished frame has a body of zeros: at most a piece of its head was written.
    if (isZero(journal, headEnd, journal.length)) return roomOr('torn', journal, at);
    return isZero(journal, at, headEnd) && !holdsLaterHead(journal, headEnd, sequence) ? 'torn' : 'damage';
  },
  isTornBody: (journal, at, end) => isZero(journal, end, journal.length) && lacksSomething(journal, at, end),
};

/** KFJRNL01: no room was made, so zeros at the very end, where a frame has its tag, were a torn frame. */
export const tailBefore: TailRules = {
  short: () => 'torn',
  noHead: (journal, at) => (endsInZeros(journal, at, journal.length) ? 'torn' : 'damage'),
  isTornBody: (journal, at, end) => end === journal.length && endsInZeros(journal, at, end),
};

/** Room ends with a sector: what ends elsewhere was cut. */
function roomOr(other: TailKind, journal: Buffer, at: number): TailKind {
  return journal.length % SECTOR_BYTES === 0 && isZero(journal, at, journal.length) ? 'room' : other;
}

function lacksSomething(journal: Buffer, at: number, end: number): boolean {
  if (endsInZeros(journal, at, end)) return true;
  // The sector of the head is there: the head fits.
  for (let from = nextSector(at); from < end; from += SECTOR_BYTES) {
    if (isZero(journal, from, Math.min(from + SECTOR_BYTES, end))) return true;
  }
  return false;
}

function nextSector(at: number): number {
  return (Math.floor(at / SECTOR_BYTES) + 1) * SECTOR_BYTES;
}

/** More than any journal holds. */
const MANY_FRAMES = 2 ** 24;

/** Whether something from `from` on reads like the head of a later frame: sealed bytes do so once in 2^80 places. */
function holdsLaterHead(journal: Buffer, from: number, sequence: number): boolean {
  for (let at = from; at + HEAD_BYTES <= journal.length; at += 1) {
    // The upper halves of number and attempts: the quickest look.
    if (journal.readUInt32BE(at + 4) !== 0 || journal.readUInt32BE(at + 28) !== 0) continue;
    const number = journal.readUInt32BE(at + 8);
    const bodyLength = journal.readUInt32BE(at);
    const isLater = number > sequence && number <= sequence + MANY_FRAMES;
    if (isLater && bodyLength >= TAG_BYTES && at + HEAD_BYTES + bodyLength <= journal.length) return true;
  }
  return false;
}

function endsInZeros(journal: Buffer, at: number, end: number): boolean {
  return isZero(journal, Math.max(at, end - TAG_BYTES), end);
}

function isZero(journal: Buffer, from: number, end: number): boolean {
  for (let at = from; at < end; at += 1) if (journal[at] !== 0) return false;
  return true;
}
