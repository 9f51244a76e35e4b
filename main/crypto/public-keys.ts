import { createHash, createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import { KEY_TYPE_NAMES, type AzureCurve, type KeyTypeName } from '../../shared/azure/key-types.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { bigEndian, fromBase64url, ownBytes, toBase64url } from './bytes.js';
import { isP256KPkcs8, pointOfSpki, spkiOfP256KPkcs8, spkiOfPoint } from './p-256k.js';

/** A public key as Azure spells it (RFC 7517); numbers are base64url without padding. */
export type PublicJwk =
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }
  | { readonly kty: 'EC'; readonly crv: AzureCurve; readonly x: string; readonly y: string };

const COORDINATE_BYTES: Readonly<Record<AzureCurve, number>> = { 'P-256': 32, 'P-384': 48, 'P-521': 66, 'P-256K': 32 };
const TYPE_OF_CURVE: Readonly<Record<AzureCurve, KeyTypeName>> = {
  'P-256': 'p-256',
  'P-384': 'p-384',
  'P-521': 'p-521',
  'P-256K': 'p-256k',
};

/** SubjectPublicKeyInfo DER of a private key given as unencrypted PKCS#8 DER. */
export function spkiFromPkcs8(pkcs8: Uint8Array): Result<Uint8Array> {
  if (isP256KPkcs8(pkcs8)) {
    const spki = spkiOfP256KPkcs8(pkcs8);
    return spki ? ok(spki) : badKey('The P-256K private key is damaged, or lacks its public point.');
  }
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    const spki = ownBytes(createPublicKey(key).export({ format: 'der', type: 'spki' }));
    const type = keyTypeOfSpki(spki);
    return type.ok ? ok(spki) : type;
  } catch {
    return badKey('This is not a private key as unencrypted PKCS#8.');
  }
}

/** The public key's numbers. */
export function publicJwkFromSpki(spki: Uint8Array): Result<PublicJwk> {
  const point = pointOfSpki(spki);
  if (point) {
    return ok({
      kty: 'EC',
      crv: 'P-256K',
      x: toBase64url(point.subarray(1, 33)),
      y: toBase64url(point.subarray(33)),
    });
  }
  try {
    return readJwk(createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }).export({ format: 'jwk' }));
  } catch {
    return badKey('This is not a public key as SubjectPublicKeyInfo.');
  }
}

/**
 * SubjectPublicKeyInfo DER of a public key's numbers. Leading zeros are stripped or padded first: Azure and others
 * send them either way. Code `bad-public-key`.
 */
export function spkiFromPublicJwk(jwk: PublicJwk): Result<Uint8Array> {
  const normal = normalise(jwk);
  if (!normal) return badKey('The numbers of this public key are not base64url, or too long for the key.');
  if (normal.kty === 'EC' && normal.crv === 'P-256K') {
    const point = Buffer.concat([Buffer.of(4), Buffer.from(normal.x, 'base64url'), Buffer.from(normal.y, 'base64url')]);
    const spki = spkiOfPoint(ownBytes(point));
    return spki ? ok(spki) : badKey('This point is not on the curve P-256K.');
  }
  try {
    const key = createPublicKey({ key: { ...normal }, format: 'jwk' });
    return ok(ownBytes(key.export({ format: 'der', type: 'spki' })));
  } catch {
    return badKey('These numbers are not a public key.');
  }
}

/** Which of the key types Azure takes this is; others are refused by name of what was found. */
export function keyTypeOfSpki(spki: Uint8Array): Result<KeyTypeName> {
  const jwk = publicJwkFromSpki(spki);
  if (!jwk.ok) return jwk;
  if (jwk.value.kty === 'EC') return ok(TYPE_OF_CURVE[jwk.value.crv]);
  const bits = rsaBits(jwk.value.n);
  const type = KEY_TYPE_NAMES.find((name) => name === `rsa-${bits}`);
  return type ? ok(type) : badKey(`An RSA key of ${bits} bits: Azure takes 2048, 3072 or 4096.`);
}

/** True when both are the same public key. Compares numbers, so that two encodings of one key are equal. */
export function samePublicKey(a: Uint8Array, b: Uint8Array): boolean {
  const [left, right] = [publicJwkFromSpki(a), publicJwkFromSpki(b)];
  return left.ok && right.ok && thumbprintInput(left.value) === thumbprintInput(right.value);
}

export interface Fingerprints {
  /** SHA-256 over the SubjectPublicKeyInfo DER, 64 lower-case hex digits. */
  readonly spkiSha256: string;
  /** RFC 7638 thumbprint (SHA-256), base64url. */
  readonly thumbprint: string;
}

/** Both fingerprints of a public key. */
export function fingerprints(spki: Uint8Array): Result<Fingerprints> {
  const jwk = publicJwkFromSpki(spki);
  if (!jwk.ok) return jwk;
  return ok({
    spkiSha256: createHash('sha256').update(spki).digest('hex'),
    thumbprint: createHash('sha256').update(thumbprintInput(jwk.value), 'utf8').digest('base64url'),
  });
}

/** Hex for eyes and voices: `3f2a 91c0 …`. */
export function groupInFours(hex: string): string {
  return hex.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** The members RFC 7638 hashes, in its order. The curve of P-256K is called secp256k1 there (RFC 8812). */
function thumbprintInput(jwk: PublicJwk): string {
  if (jwk.kty === 'RSA') return JSON.stringify({ e: jwk.e, kty: jwk.kty, n: jwk.n });
  const crv = jwk.crv === 'P-256K' ? 'secp256k1' : jwk.crv;
  return JSON.stringify({ crv, kty: jwk.kty, x: jwk.x, y: jwk.y });
}

function rsaBits(n: string): number {
  const bytes = Buffer.from(n, 'base64url');
  const first = bytes[0] ?? 0;
  return bytes.length === 0 ? 0 : (bytes.length - 1) * 8 + (32 - Math.clz32(first));
}

function normalise(jwk: PublicJwk): PublicJwk | undefined {
  const number = (text: string, size?: number): string | undefined => {
    const bytes = fromBase64url(text);
    const fitted = bytes && bytes.length > 0 ? bigEndian(bytes, size) : undefined;
    return fitted ? toBase64url(fitted) : undefined;
  };
  if (jwk.kty === 'RSA') {
    const [n, e] = [number(jwk.n), number(jwk.e)];
    return n && e ? { kty: 'RSA', n, e } : undefined;
  }
  const size = COORDINATE_BYTES[jwk.crv];
  const [x, y] = [number(jwk.x, size), number(jwk.y, size)];
  return x && y ? { kty: 'EC', crv: jwk.crv, x, y } : undefined;
}

/** node:crypto's JWK, narrowed and normalised. */
function readJwk({ kty, n, e, crv, x, y }: JsonWebKey): Result<PublicJwk> {
  const read: PublicJwk | undefined =
    kty === 'RSA' && n && e
      ? { kty, n, e }
      : kty === 'EC' && x && y && (crv === 'P-256' || crv === 'P-384' || crv === 'P-521')
        ? { kty, crv, x, y }
        : undefined;
  const normal = read && normalise(read);
  return normal ? ok(normal) : badKey('This kind of key is not one that Azure Key Vault takes by BYOK.');
}

function badKey(message: string): Result<never> {
  return fail('bad-public-key', message, {
    advice: 'Keys are RSA 2048, 3072 or 4096, or EC on P-256, P-384, P-521 or P-256K.',
  });
}
