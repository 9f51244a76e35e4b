import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result.js';
import { overwrite, ownBytes } from './bytes.js';

export const KEY_BYTES = 32;
export const TAG_BYTES = 16;
const SALT_BYTES = 32;
const CIPHER = 'aes-256-gcm';
const PIECE_BYTES = 256 * 1024;

/** A key for one purpose out of another (HKDF-SHA-256, RFC 5869). `label` names the purpose, `salt` the occasion. */
export function subKey(key: Uint8Array, label: string, salt: Uint8Array = new Uint8Array(0)): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, label, KEY_BYTES));
}

/** The 96-bit nonce of a counter: four zero bytes, then the counter, big-endian (NIST SP 800-38D, 8.2.1). */
function nonceOf(counter: bigint): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(counter, 4);
  return nonce;
}

/**
 * AES-256-GCM with the nonce taken from a counter that the caller never uses twice under this key.
 * Answers ciphertext and 16-byte tag.
 */
export function sealWith(key: Uint8Array, counter: bigint, data: Uint8Array, aad: Uint8Array): Uint8Array {
  const cipher = createCipheriv(CIPHER, key, nonceOf(counter));
  cipher.setAAD(aad);
  return ownBytes(Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()]));
}

/** Opens what sealWith made; code `not-opened` for a wrong key, counter, aad, or any changed bit. */
export function openWith(key: Uint8Array, counter: bigint, sealed: Uint8Array, aad: Uint8Array): Result<Uint8Array> {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) return notOpened();
  const decipher = createDecipheriv(CIPHER, key, nonceOf(counter));
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(end));
  const plain = new Uint8Array(end);
  try {
    // A piece at a time into the one buffer: a store of a million events is opened without a second copy of it.
    for (let at = 0; at < end; at += PIECE_BYTES) {
      const piece = decipher.update(sealed.subarray(at, Math.min(at + PIECE_BYTES, end)));
      plain.set(piece, at);
      overwrite(piece);
    }
    decipher.final();
    return ok(plain);
  } catch {
    overwrite(plain);
    return notOpened();
  }
}

/**
 * Seals one thing under a sub-key of its own (random 32-byte salt), so that no counter has to be kept:
 * salt, ciphertext, tag. `aad` binds it to its place.
 */
export function sealOnce(key: Uint8Array, data: Uint8Array, aad: Uint8Array): Uint8Array {
  const salt = randomBytes(SALT_BYTES);
  const once = subKey(key, 'keyferry/once', salt);
  try {
    return ownBytes(Buffer.concat([salt, sealWith(once, 0n, data, aad)]));
  } finally {
    overwrite(once);
  }
}

/** Opens what sealOnce made; code `not-opened`. */
export function openOnce(key: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Result<Uint8Array> {
  if (sealed.length < SALT_BYTES + TAG_BYTES) return notOpened();
  const once = subKey(key, 'keyferry/once', sealed.subarray(0, SALT_BYTES));
  try {
    return openWith(once, 0n, sealed.subarray(SALT_BYTES), aad);
  } finally {
    overwrite(once);
  }
}

function notOpened(): Result<never> {
  return fail('not-opened', 'The sealed data does not open: wrong key, or changed since it was sealed.');
}
