import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROLES } from '../../shared/contract/define.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { writeFailure } from '../store/write-error.js';

/** Hex of an even length. */
const hex = z.string().regex(/^(?:[0-9a-f]{2})+$/);
const hexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

/** One identity at rest. */
const identity = z.strictObject({
  name: z.string().min(1).max(127),
  role: z.enum(ROLES),
  state: z.enum(['active', 'disabled']),
  createdAt: z.number().int(),
  scrypt: z.strictObject({ N: z.number().int(), r: z.number().int(), p: z.number().int(), salt: hex }),
  /** X25519: what is sealed for this person, who need not be here for it. */
  publicKey: hexOf(32),
  /** Ed25519: by which approvals of this person are verified. */
  signingKey: hexOf(32),
  /** Both private keys, sealed under scrypt of the passphrase. */
  sealedKeys: hex.max(1000),
  /** Active Administrators: the share of the master key, sealed for `publicKey`. */
  sealedShare: hex.max(4000).exactOptional(),
});
export type StoredIdentity = z.infer<typeof identity>;

/** Recovery shares that are out on paper; nothing of them is kept but what tells them from others. */
const recoverySet = z.strictObject({
  setId: hexOf(16),
  commitment: hexOf(32),
  threshold: z.number().int().min(2),
  holders: z.array(z.string().min(1).max(127)).min(2).max(255),
  createdAt: z.number().int(),
});

const unsigned = z.strictObject({
  format: z.literal('keyferry-identities-2'),
  workstationId: z.uuid(),
  createdAt: z.number().int(),
  /** Grows with every change: an earlier file is not taken for the present one. */
  revision: z.number().int().min(1),
  threshold: z.number().int().min(2),
  /** Which splitting the shares belong to. */
  shares: z.strictObject({ setId: hexOf(16), commitment: hexOf(32) }),
  /** Ed25519 public key of the workstation, see workstationSigner. */
  signingKey: hexOf(32),
  identities: z.array(identity).min(2).max(1000),
  recovery: recoverySet.exactOptional(),
});
const identityFile = unsigned.extend({ mac: hexOf(32) });

/** The identities before they are authenticated. */
export type UnsignedIdentities = z.infer<typeof unsigned>;
/** The identities of a data folder; `mac` is under a key that only the master key gives. */
export type IdentityFile = z.infer<typeof identityFile>;

const NAME = 'identities.json';
/** A thousand identities have about a megabyte. */
const LARGEST = 4 * 1024 * 1024;

/** Reads the identities of a data folder; undefined when there was no first start yet. The MAC is not checked here. */
export function readIdentityFile(folder: string): Result<IdentityFile | undefined> {
  const path = join(folder, NAME);
  let text: string;
  try {
    text = statSync(path).size > LARGEST ? '' : readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return ok(undefined);
    return fail('identities-unreadable', `${path} cannot be read.`, {
      advice: 'Check that the data folder belongs to you.',
    });
  }
  const file = parseIdentities(text);
  if (file) return ok(file);
  return fail('identities-damaged', `${path} is damaged: it is not what Keyferry wrote.`, {
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
