import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result.js';
import { writeFailure } from '../store/write-error.js';

/** Hex of an even length. */
const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);

/** One Admin identity at rest: its share of the master key, sealed under scrypt of its passphrase. */
const identity = z.strictObject({
  name: z.string().min(1).max(127),
  role: z.literal('Administrator'),
  createdAt: z.number().int(),
  scrypt: z.strictObject({ N: z.number().int(), r: z.number().int(), p: z.number().int(), salt: hex }),
  sealedShare: hex,
});
export type StoredIdentity = z.infer<typeof identity>;

const identityFile = z.strictObject({
  format: z.literal('keyferry-identities-1'),
  workstationId: z.uuid(),
  createdAt: z.number().int(),
  threshold: z.number().int().min(2),
  identities: z.array(identity).min(2),
});
export type IdentityFile = z.infer<typeof identityFile>;

const NAME = 'identities.json';

/** Reads the identities of a data folder; undefined when there was no first start yet. */
export function readIdentityFile(folder: string): Result<IdentityFile | undefined> {
  let text: string;
  try {
    text = readFileSync(join(folder, NAME), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return ok(undefined);
    return fail('identities-unreadable', `${join(folder, NAME)} cannot be read.`, {
      advice: 'Check that the data folder belongs to you.',
    });
  }
  const file = parseIdentities(text);
  if (file) return ok(file);
  return fail('identities-damaged', `${join(folder, NAME)} is damaged: it is not what Keyferry wrote.`, {
    advice: 'Keep the file, and put the whole data folder back from its latest backup copy.',
  });
}

/** The identities in the text of their file; undefined when it is not what Keyferry wrote. */
export function parseIdentities(text: string): IdentityFile | undefined {
  const parsed = identityFile.safeParse(jsonOrUndefined(text));
  return parsed.success ? parsed.data : undefined;
}

/** Writes the identities: aside, fsync, rename, fsync of the folder; 0600. Codes of the disk: `disk-full` and others. */
export function writeIdentityFile(folder: string, file: IdentityFile): Result<void> {
  const aside = join(folder, `.${NAME}.new`);
  try {
    writeDurably(aside, `${JSON.stringify(file, null, 2)}\n`);
    renameSync(aside, join(folder, NAME));
    syncFile(folder);
    return ok(undefined);
  } catch (error) {
    return { ok: false, failure: writeFailure(error, folder) };
  }
}

function writeDurably(path: string, text: string): void {
  const descriptor = openSync(path, 'w', 0o600);
  try {
    const bytes = Buffer.from(text, 'utf8');
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
