import { timingSafeEqual } from 'node:crypto';

/** Overwrites buffers that held a secret. Call it in a `finally`, as soon as the secret is no longer needed. */
export function overwrite(...buffers: readonly Uint8Array[]): void {
  for (const buffer of buffers) buffer.fill(0);
}

/** Compares secrets without telling by its duration where they differ; different lengths are unequal. */
export function constantTimeEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A copy that is a plain Uint8Array with memory of its own, so that overwriting it touches nobody else. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}

/** base64url without padding (RFC 4648, section 5). */
export function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}

/** Reads base64url without padding strictly: other characters, padding, or stray bits answer undefined. */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined;
  const bytes = Uint8Array.from(Buffer.from(text, 'base64url'));
  return toBase64url(bytes) === text ? bytes : undefined;
}

/** Big-endian number without leading zeros, or padded to exactly `size` bytes; undefined when it does not fit. */
export function bigEndian(bytes: Uint8Array, size?: number): Uint8Array | undefined {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const stripped = bytes.subarray(start);
  if (size === undefined) return ownBytes(stripped);
  if (stripped.length > size) return undefined;
  const padded = new Uint8Array(size);
  padded.set(stripped, size - stripped.length);
  return padded;
}
