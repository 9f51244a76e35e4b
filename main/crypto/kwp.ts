import { aeskwp } from '@noble/ciphers/aes.js';
import { fail, ok, type Result } from '../../shared/result.js';

/**
 * AES Key Wrap with Padding, RFC 5649. From a library in plain JavaScript because Electron's BoringSSL has no
 * id-aes256-wrap-pad. `kek` has 16, 24 or 32 bytes; `data` 1 byte or more.
 */
export function wrapWithPadding(kek: Uint8Array, data: Uint8Array): Uint8Array {
  return aeskwp(kek).encrypt(data);
}

/** Opens RFC 5649; its own check value notices a wrong key and any change (code `unwrap-failed`). */
export function unwrapWithPadding(kek: Uint8Array, wrapped: Uint8Array): Result<Uint8Array> {
  try {
    return ok(aeskwp(kek).decrypt(wrapped));
  } catch {
    return fail('unwrap-failed', 'The wrapped key does not open: it is damaged, or it was wrapped under another key.');
  }
}
