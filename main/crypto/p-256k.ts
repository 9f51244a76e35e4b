import { secp256k1 } from '@noble/curves/secp256k1.js';
import { overwrite } from './bytes.js';

/*
 * secp256k1 in the two forms in which it travels. BoringSSL does not know the curve, so the DER around it is written
 * here: every length in it is fixed, which makes each form one constant head and the numbers.
 */

/** SubjectPublicKeyInfo (RFC 5480) of an uncompressed point: ecPublicKey, secp256k1 (SEC 2), BIT STRING 04 x y. */
const SPKI_HEAD = Buffer.from('3056301006072a8648ce3d020106052b8104000a034200', 'hex');
/** PKCS#8 (RFC 5958, version 0) around ECPrivateKey (RFC 5915) without parameters, with the public point. */
const PKCS8_HEAD = Buffer.from('308184020100301006072a8648ce3d020106052b8104000a046d306b0201010420', 'hex');
const PKCS8_MIDDLE = Buffer.from('a144034200', 'hex');
const SCALAR = 32;
const POINT = 65;

/** A new pair, both halves as DER. The caller overwrites `pkcs8`. */
export function generateP256K(): { readonly pkcs8: Uint8Array; readonly spki: Uint8Array } {
  const scalar = secp256k1.utils.randomSecretKey();
  try {
    const point = secp256k1.getPublicKey(scalar, false);
    return { pkcs8: join(PKCS8_HEAD, scalar, PKCS8_MIDDLE, point), spki: join(SPKI_HEAD, point) };
  } finally {
    overwrite(scalar);
  }
}

/** The uncompressed point of an SPKI for this curve; undefined when it is anything else or not on the curve. */
export function pointOfSpki(spki: Uint8Array): Uint8Array | undefined {
  if (spki.length !== SPKI_HEAD.length + POINT || !startsWith(spki, SPKI_HEAD)) return undefined;
  const point = spki.slice(SPKI_HEAD.length);
  return isOnCurve(point) ? point : undefined;
}

/** SPKI of an uncompressed point; undefined when it is not on the curve. */
export function spkiOfPoint(point: Uint8Array): Uint8Array | undefined {
  return isOnCurve(point) ? join(SPKI_HEAD, point) : undefined;
}

/** True when these bytes claim to be a P-256K private key (they may still be a bad one). */
export function isP256KPkcs8(pkcs8: Uint8Array): boolean {
  return startsWith(pkcs8, PKCS8_HEAD);
}

/** SPKI of a private key; undefined when its public point is missing or belongs to another private key. */
export function spkiOfP256KPkcs8(pkcs8: Uint8Array): Uint8Array | undefined {
  const middle = PKCS8_HEAD.length + SCALAR;
  if (pkcs8.length !== middle + PKCS8_MIDDLE.length + POINT || !isP256KPkcs8(pkcs8)) return undefined;
  if (!startsWith(pkcs8.subarray(middle), PKCS8_MIDDLE)) return undefined;
  const scalar = pkcs8.slice(PKCS8_HEAD.length, middle);
  try {
    const point = secp256k1.getPublicKey(scalar, false);
    return Buffer.from(point).equals(pkcs8.subarray(middle + PKCS8_MIDDLE.length)) ? join(SPKI_HEAD, point) : undefined;
  } catch {
    return undefined;
  } finally {
    overwrite(scalar);
  }
}

function isOnCurve(point: Uint8Array): boolean {
  return point.length === POINT && point[0] === 4 && secp256k1.utils.isValidPublicKey(point, false);
}

function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return bytes.length >= head.length && head.every((byte, at) => bytes[at] === byte);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
