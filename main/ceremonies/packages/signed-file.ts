import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { z } from 'zod';
import { LARGEST_PACKAGE, type PackageFormat } from '../../../shared/domain/ceremony/packages.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { verifySignature, type Signer } from '../../crypto/index.js';

/** What each file is called in a sentence, and which versions of it are none any more. */
const NAMES: Readonly<Record<PackageFormat, string>> = {
  'keyferry-kek-package-1': 'KEK package',
  'keyferry-ceremony-package-1': 'ceremony package',
  'keyferry-escrow-1': 'escrow file',
  'keyferry-ceremony-closing-1': 'closing record',
};

export interface SignedBody {
  readonly format: PackageFormat;
  readonly workstation: { readonly id: string; readonly key: string };
}

/** SHA-256, lower-case hex. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Canonical JSON (RFC 8785) of plain data. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('This cannot be written as JSON.');
  return text;
}

/** The bytes of a file: its members and the signature of this workstation, canonical, one line feed at the end. */
export function signedFile(body: SignedBody, signer: Signer): Uint8Array {
  const signature = Buffer.from(signer.sign(signedBytes(body))).toString('hex');
  return Uint8Array.from(Buffer.from(`${canonical({ ...body, signature })}\n`, 'utf8'));
}

/**
 * Reads a file strictly: size, UTF-8, canonical JSON, the format and no other, exactly the known members, the signature of
 * the workstation that it names. Whether that workstation is the right one is the caller's to say.
 * Codes `package-too-large`, `package-unreadable`, `package-other-kind`, `package-old-schema`, `package-malformed`,
 * `package-altered`.
 */
export function readSignedFile<T extends SignedBody & { readonly signature: string }>(
  format: PackageFormat,
  schema: z.ZodType<T>,
  bytes: Uint8Array,
): Result<T> {
  const name = NAMES[format];
  const most = LARGEST_PACKAGE[format];
  if (bytes.length > most)
    return refuse(
      'package-too-large',
      `This is no ${name}: it has ${bytes.length} bytes, and one has ${most} at most.`,
    );
  const value = parsed(bytes);
  if (value === undefined) return refuse('package-unreadable', `This is no ${name}: it is not JSON in UTF-8.`);
  const kind = checkFormat(format, value);
  if (!kind.ok) return kind;
  const read = schema.safeParse(value);
  if (!read.success) {
    const issue = read.error.issues[0];
    const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    return refuse('package-malformed', `This ${name} is not as Keyferry writes it. ${where}${issue?.message ?? ''}`);
  }
  // Also finds a member that stands there twice, and anything added behind.
  if (Buffer.compare(Buffer.from(`${canonical(value)}\n`, 'utf8'), Buffer.from(bytes)) !== 0)
    return refuse('package-malformed', `This ${name} is not as Keyferry writes it: it was formatted or edited.`);
  const { signature, ...body } = read.data;
  if (!verifySignature(fromHex(body.workstation.key), signedBytes(body), fromHex(signature))) {
    return refuse(
      'package-altered',
      `This ${name} was changed after it was signed: the signature of the workstation ${body.workstation.id} does not fit.`,
    );
  }
  return ok(read.data);
}

/** What is signed; the format's name in front keeps a signature for one kind from being one for another. */
function signedBytes(body: SignedBody): Uint8Array {
  return Buffer.from(`${body.format}\n${canonical(body)}`, 'utf8');
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

function checkFormat(format: PackageFormat, value: unknown): Result<void> {
  const found = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (found === format) return ok(undefined);
  const name = NAMES[format];
  const stem = format.replace(/-\d+$/, '');
  if (typeof found === 'string' && found.length < 60 && found.replace(/-\d+$/, '') === stem) {
    return fail('package-old-schema', `This ${name} has the schema ${found}; this Keyferry reads ${format} only.`, {
      advice: 'Make the file anew with the same version of Keyferry on both workstations.',
    });
  }
  const other = Object.entries(NAMES).find(([known]) => known === found)?.[1];
  return refuse('package-other-kind', other ? `This is a ${other}, not a ${name}.` : `This is no ${name} of Keyferry.`);
}

function refuse(code: string, message: string): Result<never> {
  return fail(code, message, { advice: 'Take the file from its medium once more, exactly as it was written.' });
}

export function fromHex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** Bytes as base64url without padding, as they stand in these files. */
export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** The bytes behind such a text; undefined where stray bits show that it was not written by toBase64url. */
export function fromBase64url(text: string): Uint8Array | undefined {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64url'));
  return toBase64url(bytes) === text ? bytes : undefined;
}
