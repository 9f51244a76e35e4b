import { generateKeyPair as generate } from 'node:crypto';
import { KEY_TYPES, type KeyTypeName } from '../../shared/azure/key-types.js';
import { overwrite, ownBytes } from './bytes.js';
import { generateP256K } from './p-256k.js';

/** A key pair as DER. The caller overwrites `pkcs8` when it is done with it. */
export interface KeyPair {
  readonly type: KeyTypeName;
  /** Private key, unencrypted PKCS#8 (RFC 5958); EC with named curve and public point. */
  readonly pkcs8: Uint8Array;
  /** SubjectPublicKeyInfo (RFC 5280). */
  readonly spki: Uint8Array;
}

const ENCODING = {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
} as const;

/** Makes a key pair off the main thread (RSA: public exponent 65537, FIPS 186-5). */
export async function generateKeyPair(type: KeyTypeName): Promise<KeyPair> {
  const facts = KEY_TYPES[type];
  if (facts.kind === 'ec' && facts.curve === 'P-256K') return { type, ...generateP256K() };
  const made = facts.kind === 'rsa' ? await rsa(facts.bits) : await ec(facts.curve);
  const pair = { type, pkcs8: ownBytes(made.privateKey), spki: ownBytes(made.publicKey) };
  overwrite(made.privateKey);
  return pair;
}

interface Halves {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

type Callback = (error: Error | null, publicKey: Buffer, privateKey: Buffer) => void;

function rsa(modulusLength: number): Promise<Halves> {
  return halves((done) => generate('rsa', { modulusLength, publicExponent: 0x10001, ...ENCODING }, done));
}

function ec(namedCurve: string): Promise<Halves> {
  return halves((done) => generate('ec', { namedCurve, ...ENCODING }, done));
}

function halves(start: (done: Callback) => void): Promise<Halves> {
  return new Promise((resolve, reject) => {
    start((error, publicKey, privateKey) => (error ? reject(error) : resolve({ publicKey, privateKey })));
  });
}
