import { x25519 } from '@noble/curves/ed25519.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { overwrite } from './bytes.js';
import { openWith, sealWith, subKey, TAG_BYTES } from './sealing.js';

const KEY = 32;
const LABEL = 'keyferry/box';

/** A new X25519 key pair (RFC 7748). The caller overwrites `privateKey`. */
export function makeBoxKeys(): { readonly publicKey: Uint8Array; readonly privateKey: Uint8Array } {
  const privateKey = x25519.utils.randomSecretKey();
  return { privateKey, publicKey: x25519.getPublicKey(privateKey) };
}

/**
 * Seals for the owner of a public key, who need not be here (ECIES: ephemeral X25519, HKDF-SHA-256 salted with both public
 * keys, AES-256-GCM; the key is used once). Answers ephemeral public key, ciphertext, tag. Says nothing of who sealed it.
 */
export function sealFor(publicKey: Uint8Array, data: Uint8Array, aad: Uint8Array): Uint8Array {
  const once = makeBoxKeys();
  const shared = x25519.getSharedSecret(once.privateKey, publicKey);
  const key = subKey(shared, LABEL, Buffer.concat([once.publicKey, publicKey]));
  try {
    return Uint8Array.from(Buffer.concat([once.publicKey, sealWith(key, 0n, data, aad)]));
  } finally {
    overwrite(once.privateKey, shared, key);
  }
}

/** Opens what sealFor made; code `not-opened`. */
export function openBox(privateKey: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Result<Uint8Array> {
  if (sealed.length < KEY + TAG_BYTES) return notOpened();
  const theirs = sealed.subarray(0, KEY);
  let shared: Uint8Array | undefined;
  let key: Uint8Array | undefined;
  try {
    shared = x25519.getSharedSecret(privateKey, theirs);
    key = subKey(shared, LABEL, Buffer.concat([theirs, x25519.getPublicKey(privateKey)]));
    const opened = openWith(key, 0n, sealed.subarray(KEY), aad);
    return opened.ok ? ok(opened.value) : notOpened();
  } catch {
    // A point of small order gives no secret.
    return notOpened();
  } finally {
    if (shared) overwrite(shared);
    if (key) overwrite(key);
  }
}

function notOpened(): Result<never> {
  return fail('not-opened', 'What was sealed for this person does not open: another key, or changed since.');
}
