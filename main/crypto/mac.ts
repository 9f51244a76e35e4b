import { createHmac } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104), 32 bytes: proves to whoever has the key that these bytes were written by somebody who had it. */
export function macOf(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHmac('sha256', key).update(bytes).digest());
}
