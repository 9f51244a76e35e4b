import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/result.js';
import { constantTimeEqual } from '../../crypto/index.js';

/*
 * A backup file:
 *   0   8  magic "KFBACKUP"
 *   8  u32 format of the file: 1
 *  12  u32 length of the header
 *  16  u64 length of the body
 *  24  32  SHA-256 over header and body: tells damage from a wrong passphrase
 *  56      header: JSON, in the clear, so that the people whose passphrases open it are known
 *          body: sealed (contents.ts), bound to the header
 */
const MAGIC = Buffer.from('KFBACKUP', 'latin1');
const FORMAT = 1;
const HEAD_BYTES = 56;
const LARGEST_HEADER = 1024 * 1024;
const LARGEST_BODY = 1024 ** 3;

const header = z.strictObject({
  format: z.literal('keyferry-backup-1'),
  /** The Keyferry that made it. */
  program: z.string().max(40),
  workstationId: z.uuid(),
  madeAt: z.number().int().min(0).max(8.64e15),
  madeBy: z.string().max(1024),
  /** Where the log ended. */
  log: z.strictObject({ sequence: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{0,64}$/) }),
  /** Commits of the store. */
  frames: z.number().int().min(0),
  /** identities.json as it was. */
  identities: z.string().max(LARGEST_HEADER),
});
export type BackupHeader = z.infer<typeof header>;

export interface BackupFile {
  readonly header: BackupHeader;
  /** The header's bytes: the body is bound to them. */
  readonly headerBytes: Uint8Array;
  readonly body: Uint8Array;
  readonly sha256: string;
}

/** What a header looks like in the file. */
export function encodeHeader(facts: Omit<BackupHeader, 'format'>): Uint8Array {
  return Buffer.from(JSON.stringify(header.parse({ format: 'keyferry-backup-1', ...facts })), 'utf8');
}

/** The bytes of a backup file. */
export function encodeBackup(headerBytes: Uint8Array, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES);
  head.set(MAGIC, 0);
  head.writeUInt32BE(FORMAT, 8);
  head.writeUInt32BE(headerBytes.length, 12);
  head.writeBigUInt64BE(BigInt(body.length), 16);
  head.set(digest(headerBytes, body), 24);
  return Buffer.concat([head, headerBytes, body]);
}

/**
 * Reads a backup file strictly; nothing is opened. Codes `not-a-backup`, `backup-newer`, `backup-too-old`,
 * `backup-damaged`.
 */
export function parseBackup(bytes: Uint8Array): Result<BackupFile> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const lengths = parseHead(file);
  if (!lengths.ok) return lengths;
  const bodyAt = HEAD_BYTES + lengths.value.header;
  const expected = bodyAt + lengths.value.body;
  if (file.length < expected) return backupDamaged(`it ends after ${file.length} of ${expected} bytes`);
  if (file.length > expected) return backupDamaged(`${file.length - expected} bytes stand behind its end`);
  const headerBytes = file.subarray(HEAD_BYTES, bodyAt);
  const body = file.subarray(bodyAt);
  if (!constantTimeEqual(digest(headerBytes, body), file.subarray(24, HEAD_BYTES)))
    return backupDamaged('its SHA-256 does not fit');
  const parsed = header.safeParse(jsonOrUndefined(headerBytes));
  if (!parsed.success) return backupDamaged('its header is not what Keyferry writes');
  return ok({ header: parsed.data, headerBytes, body, sha256: createHash('sha256').update(file).digest('hex') });
}

/** Reads a backup from the disk. Codes `file-missing`, `file-unreadable`, and those of parseBackup. */
export function readBackup(path: string): Result<BackupFile> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const facts = fstatSync(descriptor);
    if (!facts.isFile()) return fail('file-unreadable', `${path} is no file.`, { advice: 'Give the backup file.' });
    const head = Buffer.alloc(HEAD_BYTES);
    const lengths = parseHead(head.subarray(0, fill(descriptor, head, 0)));
    if (!lengths.ok) return lengths;
    // Not more is read than the head promises, and one byte to see that there is no more.
    const wanted = Math.min(facts.size, HEAD_BYTES + lengths.value.header + lengths.value.body + 1);
    const whole = Buffer.alloc(wanted);
    return parseBackup(whole.subarray(0, fill(descriptor, whole, 0)));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === '') throw error;
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? fail('file-missing', `The backup file ${path} is not there.`, { advice: 'Check the path.' })
      : fail('file-unreadable', `The backup file ${path} cannot be read.`, {
          advice: 'Check whom it belongs to, and the disk that it stands on.',
        });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function fill(descriptor: number, buffer: Buffer, from: number): number {
  let length = 0;
  while (length < buffer.length) {
    const read = readSync(descriptor, buffer, length, buffer.length - length, from + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

function parseHead(file: Buffer): Result<{ readonly header: number; readonly body: number }> {
  if (file.length < HEAD_BYTES || !file.subarray(0, 8).equals(MAGIC)) {
    return fail('not-a-backup', 'This is not a backup file of Keyferry.', {
      advice: 'Give the file that keyferry backup make wrote (.kfbackup).',
    });
  }
  const format = file.readUInt32BE(8);
  if (format > FORMAT) {
    return fail(
      'backup-newer',
      `This backup was made by a later Keyferry (format ${format}; this one reads ${FORMAT}).`,
      {
        advice: 'Restore it with the newer Keyferry. Nothing was changed.',
      },
    );
  }
  if (format < FORMAT) {
    return fail('backup-too-old', `This backup has the format ${format}, which this Keyferry does not read any more.`, {
      advice: 'Restore it with the Keyferry that made it. Nothing was changed.',
    });
  }
  const lengths = { header: file.readUInt32BE(12), body: Number(file.readBigUInt64BE(16)) };
  if (lengths.header > LARGEST_HEADER || lengths.body > LARGEST_BODY)
    return backupDamaged('it claims to be larger than any backup is');
  return ok(lengths);
}

/** A backup that is not whole. */
export function backupDamaged(what: string): Result<never> {
  return fail('backup-damaged', `This backup is damaged: ${what}. Nothing was restored.`, {
    advice: 'Take another copy of it, or an earlier backup.',
  });
}

function digest(headerBytes: Uint8Array, body: Uint8Array): Uint8Array {
  return createHash('sha256').update(headerBytes).update(body).digest();
}

function jsonOrUndefined(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
