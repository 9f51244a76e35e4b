import canonicalize from 'canonicalize';
import {
  LARGEST_RECORD,
  recordLine,
  recordSignature,
  type BeginLine,
  type RecordLine,
  type RecordSignature,
} from '../../../shared/domain/ceremony/record.js';
import { fail, ok, type Result } from '../../../shared/result.js';

/** A line of a file that is one of a record's. */
export interface ReadLine {
  /** Number in the file, from 1. */
  readonly at: number;
  readonly text: string;
  readonly line: RecordLine;
}

export interface ReadSignature {
  readonly at: number;
  readonly text: string;
  readonly signature: RecordSignature;
}

/** A record as far as it can be read; what cannot be is listed. */
export interface ReadRecord {
  readonly lines: readonly ReadLine[];
  readonly signatures: readonly ReadSignature[];
  /** Numbers of lines in the file, and why they are no lines of a record. */
  readonly unreadable: readonly { readonly at: number; readonly why: string }[];
  /** The file ends within a line. */
  readonly torn: boolean;
}

/** Takes a record apart without believing anything of it. Code `not-a-record`. */
export function readRecord(bytes: Uint8Array): Result<ReadRecord> {
  if (bytes.length > LARGEST_RECORD) return notARecord('It is larger than any record.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Where a single byte was changed the rest can still be looked at.
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
  const torn = text !== '' && !text.endsWith('\n');
  const texts = text.split('\n');
  if (!torn) texts.pop();
  if (texts.length === 0 || !texts.some((line) => line.includes('"type"')))
    return notARecord('It holds no line of one.');
  const lines: ReadLine[] = [];
  const signatures: ReadSignature[] = [];
  const unreadable: { readonly at: number; readonly why: string }[] = [];
  for (const [index, one] of texts.entries()) {
    const at = index + 1;
    const value = parse(one);
    const signature = isSignature(value) ? recordSignature.safeParse(value) : undefined;
    const line = signature ? undefined : recordLine.safeParse(value);
    if (value === undefined) unreadable.push({ at, why: 'it is no JSON' });
    else if (!signature?.success && !line?.success) unreadable.push({ at, why: 'it is no line of a record' });
    else if (canonicalize(value) !== one) unreadable.push({ at, why: 'it is not in canonical form (RFC 8785)' });
    else if (signature?.success) signatures.push({ at, text: one, signature: signature.data });
    else if (line?.success) lines.push({ at, text: one, line: line.data });
  }
  return ok({ lines, signatures, unreadable, torn });
}

/** The first line, where it is where it belongs. */
export function beginOf({ lines }: ReadRecord): BeginLine | undefined {
  const first = lines[0]?.line;
  return first?.type === 'begin' ? first : undefined;
}

function isSignature(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'signature';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notARecord(why: string): Result<never> {
  return fail('not-a-record', `This file is no record of a ceremony. ${why}`, {
    advice: 'Give the file that the ceremony wrote: ID.record.jsonl.',
  });
}
