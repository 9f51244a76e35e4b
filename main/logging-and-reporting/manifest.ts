import canonicalize from 'canonicalize';
import { z } from 'zod';
import { logFilter } from '../../shared/contract/parts.js';
import { EXPORT_FORMATS, type LogFilter } from '../../shared/domain/log-event.js';
import { verifySignature } from '../crypto/index.js';

/** What stands in front of the canonical JSON when it is signed: a signature for one thing is none for another. */
const SIGNED_AS = 'keyferry/log-manifest/1\n';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const whole = z.number().int().min(0);

const manifestFields = z.strictObject({
  manifest: z.literal('keyferry-log-manifest-1'),
  /** The name of the file it was written as, without its folder. */
  file: z.string().max(4096),
  format: z.enum(EXPORT_FORMATS),
  filter: logFilter,
  /** A selection holds the events that fit the filter: between them others are left out on purpose. */
  selection: z.boolean(),
  statement: z.string().max(1000),
  rows: whole,
  firstSequence: whole,
  lastSequence: whole,
  sha256: hex,
  blockRows: z.number().int().min(1),
  /** SHA-256 of the file up to the end of each full block of rows. */
  blocks: z.array(hex),
  /** UTC milliseconds. */
  exportedAt: whole,
  exportedBy: z.string(),
  /** A signed note over the whole log at that time. */
  checkpoint: z.string().max(64 * 1024),
  /** The verifier key of the workstation; compare it with one you got on another way. */
  key: z.string().max(1000),
});
export type Manifest = z.infer<typeof manifestFields>;

const signed = manifestFields.extend({ signature: z.string().max(200) });
export type SignedManifest = z.infer<typeof signed>;

/** The name of the manifest beside a file. */
export function manifestFile(file: string): string {
  return `${file}.manifest.json`;
}

/** What the manifest says about selections, in words. */
export function statementOf(filter: LogFilter, rows: number): string {
  return Object.keys(filter).length === 0
    ? `The whole log up to the checkpoint: all ${rows} events.`
    : `A SELECTION: ${rows} events that fit the filter. Events between them were left out on purpose; this file alone does not show that the log is whole.`;
}

function toSign(manifest: Manifest): Uint8Array {
  return Buffer.from(`${SIGNED_AS}${canonicalize(manifest) ?? ''}`, 'utf8');
}

/** The manifest as text, signed (Ed25519 over `keyferry/log-manifest/1`, a line feed, and its canonical JSON, RFC 8785). */
export function signManifest(manifest: Manifest, sign: (message: Uint8Array) => Uint8Array): string {
  const signature = Buffer.from(sign(toSign(manifest))).toString('base64');
  return `${JSON.stringify({ ...manifest, signature }, null, 2)}\n`;
}

/** Reads a manifest; undefined when it is none. Its signature is for isSignedBy to look at. */
export function parseManifest(text: string): SignedManifest | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = signed.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}

export function isSignedBy({ signature, ...manifest }: SignedManifest, publicKey: Uint8Array): boolean {
  return verifySignature(publicKey, toSign(manifest), Uint8Array.from(Buffer.from(signature, 'base64')));
}
