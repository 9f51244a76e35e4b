import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import {
  RECORD_FORMAT,
  RECORD_START,
  recordLine,
  recordSignature,
  type NewRecordLine,
  type RecordLine,
  type RecordSignature,
} from '../../../shared/domain/ceremony/record.js';
import { signedBy, type Signer } from '../../crypto/index.js';

/** A line with its place in the chain, as it is written (without the line feed). */
export interface ChainedLine {
  readonly line: RecordLine;
  readonly text: string;
}

/** SHA-256 (hex) over the bytes of a line without its line feed. */
export function hashOfLine(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Gives a line its place after those that are there. `time` in UTC milliseconds. */
export function chain(after: readonly string[], added: NewRecordLine, time: number): ChainedLine {
  const last = after.at(-1);
  const line = recordLine.parse({
    ...added,
    number: after.length + 1,
    time: new Date(time).toISOString(),
    previous: last === undefined ? RECORD_START : hashOfLine(last),
  });
  return { line, text: canonical(line) };
}

/** Reads a line that we wrote ourselves. A wrong one is a bug, or a store that was tampered with: it throws. */
export function readOwnLine(text: string): RecordLine {
  return recordLine.parse(JSON.parse(text));
}

/** A record as a file: every line with its line feed. */
export function recordText(lines: readonly string[], signatures: readonly string[] = []): string {
  return [...lines, ...signatures].map((line) => `${line}\n`).join('');
}

/** Whether these lines end the record. */
export function fingerprintOf(lines: readonly string[]): string | undefined {
  const last = lines.at(-1);
  return last !== undefined && readOwnLine(last).type === 'end' ? hashOfLine(last) : undefined;
}

/** Signs the fingerprint of a record; answers the line. */
export function signRecord(
  fingerprint: string,
  said: Omit<RecordSignature, 'type' | 'key' | 'signature'>,
  signer: Pick<Signer, 'publicKey' | 'sign'>,
): string {
  const body = { ...said, type: 'signature' as const, key: Buffer.from(signer.publicKey).toString('hex') };
  const signature = Buffer.from(signer.sign(signedBytes(fingerprint, body))).toString('hex');
  return canonical(recordSignature.parse({ ...body, signature }));
}

/** Whether a signature is that of its key over this record and over what the line says. */
export function signatureFits(fingerprint: string, { signature, ...body }: RecordSignature): boolean {
  const key = Uint8Array.from(Buffer.from(body.key, 'hex'));
  return signedBy(key, signedBytes(fingerprint, body), Uint8Array.from(Buffer.from(signature, 'hex')));
}

/** The bytes that a signature is over. */
export function signedBytes(fingerprint: string, body: Omit<RecordSignature, 'signature'>): Uint8Array {
  return Buffer.from(`${RECORD_FORMAT}\n${canonical({ ...body, record: fingerprint })}`, 'utf8');
}

/** RFC 8785. */
export function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('A line of a record is always an object.');
  return text;
}
