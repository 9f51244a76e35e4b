import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { KeyTypeName } from '../../shared/azure/key-types.js';
import { spkiFromPkcs8, type KeyPair } from '../../main/crypto/index.js';
import { must } from './must.js';

/** Path of a fixture file. All of it is marked test material: made once by OpenSSL, never a key of anybody. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/keys/test-material-${name}.pem`, import.meta.url));
}

/** A fixed key pair of that type, so that a test need not wait for RSA. */
export function fixtureKey(type: KeyTypeName): KeyPair {
  const pkcs8 = pkcs8Of(type);
  return { type, pkcs8, spki: must(spkiFromPkcs8(pkcs8)) };
}

/** A fixed KEK. */
export function fixtureKek(bits: 2048 | 3072 | 4096): { readonly pkcs8: Uint8Array; readonly spki: Uint8Array } {
  const pkcs8 = pkcs8Of(`kek-${bits}`);
  return { pkcs8, spki: must(spkiFromPkcs8(pkcs8)) };
}

function pkcs8Of(name: string): Uint8Array {
  const body = /-----BEGIN PRIVATE KEY-----([^-]+)-----END/.exec(readFileSync(fixturePath(name), 'utf8'))?.[1];
  if (body === undefined) throw new Error(`The fixture ${name} holds no private key.`);
  return Uint8Array.from(Buffer.from(body, 'base64'));
}

/** SPKI DER as the OpenSSL command line reads it from a PEM. */
export function opensslPublic(pem: string): Buffer {
  return execFileSync('openssl', ['pkey', '-pubin', '-outform', 'DER'], { input: pem });
}
