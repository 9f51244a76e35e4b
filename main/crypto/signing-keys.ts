import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result.js';
import { ownBytes } from './bytes.js';
import { verifySignature, type Signer } from './ed25519.js';

/*
 * Keys by which people sign, made anywhere: Ed25519; EC P-256 and P-384 (ECDSA with SHA-256, DER); RSA of 2048 bits and more
 * (PKCS #1 v1.5 with SHA-256). So smart cards and `openssl dgst -sha256 -sign` do. A key is written as lower-case hex: the 32
 * bytes of an Ed25519 key, otherwise its SubjectPublicKeyInfo (DER).
 */

const ED25519_BYTES = 32;
const CURVES = ['prime256v1', 'secp384r1'];
const LEAST_BITS = 2048;

/** The key of a PEM ("BEGIN PUBLIC KEY"), as bytes. Code `no-signing-key`. */
export function signingKeyOfPem(pem: string): Result<Uint8Array> {
  try {
    return keyBytes(createPublicKey(pem));
  } catch {
    return noSigningKey('This is no public key in PEM.');
  }
}

/** Whether `signature` is that of `message` under a key as it is written (bytes); false for anything that is no key or signature. */
export function signedBy(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length === ED25519_BYTES) return verifySignature(key, message, signature);
  try {
    const there = createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' });
    const known = keyBytes(there);
    // One key has one name: what is not exactly its DER is not it.
    if (!known.ok || !Buffer.from(known.value).equals(key)) return false;
    return verify('sha256', message, there, signature);
  } catch {
    return false;
  }
}

/**
 * A signer of a private key in PEM (PKCS #8, encrypted or not). Codes `passphrase-needed`, `passphrase-refused`,
 * `no-signing-key`.
 */
export function signerOfAnyPem(pem: string, passphrase?: string): Result<Pick<Signer, 'publicKey' | 'sign'>> {
  const encrypted = /^-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem);
  if (encrypted && passphrase === undefined)
    return fail('passphrase-needed', 'This private key is encrypted: its passphrase is needed.');
  let key: KeyObject;
  try {
    key = createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
  } catch {
    return encrypted
      ? fail('passphrase-refused', 'The private key cannot be opened with this passphrase.')
      : noSigningKey('This is no private key in PEM (PKCS #8).');
  }
  const publicKey = keyBytes(createPublicKey(key));
  if (!publicKey.ok) return publicKey;
  const digest = publicKey.value.length === ED25519_BYTES ? null : 'sha256';
  return ok({ publicKey: publicKey.value, sign: (message) => ownBytes(sign(digest, message, key)) });
}

function keyBytes(key: KeyObject): Result<Uint8Array> {
  const spki = key.export({ format: 'der', type: 'spki' });
  const { namedCurve = '', modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return ok(ownBytes(spki.subarray(spki.length - ED25519_BYTES)));
    case 'ec':
      if (CURVES.includes(namedCurve)) return ok(ownBytes(spki));
      break;
    case 'rsa':
      if (modulusLength >= LEAST_BITS && modulusLength <= 4096) return ok(ownBytes(spki));
      break;
    default:
  }
  return noSigningKey('People sign with Ed25519, EC P-256 or P-384, or RSA of 2048 to 4096 bits.');
}

function noSigningKey(message: string): Result<never> {
  return fail('no-signing-key', message, {
    advice: 'A public key is made with: openssl pkey -in key.pem -pubout. It begins with BEGIN PUBLIC KEY.',
  });
}
