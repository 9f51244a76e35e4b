import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { overwrite, ownBytes } from './bytes.js';
import { subKey } from './sealing.js';

/** PrivateKeyInfo of an Ed25519 seed up to the seed itself, and SubjectPublicKeyInfo up to the key (RFC 8410, 7 and 4). */
const PKCS8_HEAD = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]);
const SPKI_HEAD = Uint8Array.from([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);
const PUBLIC_KEY_BYTES = 32;

/** Signs with one Ed25519 key (RFC 8032). */
export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. Throws once it is closed. */
  sign(message: Uint8Array): Uint8Array;
  /** Forgets the key. */
  close(): void;
}

/** The signing key of a workstation: it follows from the master key (HKDF), and so is on no disk. */
export function workstationSigner(masterKey: Uint8Array): Signer {
  const seed = subKey(masterKey, 'keyferry/workstation-signing');
  try {
    return signerOf(seed);
  } finally {
    overwrite(seed);
  }
}

/** A signer of a private key of 32 bytes, which is not kept. */
export function signerOf(seed: Uint8Array): Signer {
  const der = Buffer.concat([PKCS8_HEAD, seed]);
  try {
    return signerOfKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  } finally {
    overwrite(der);
  }
}

function signerOfKey(privateKey: KeyObject): Signer {
  let key: KeyObject | undefined = privateKey;
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    publicKey: ownBytes(spki.subarray(SPKI_HEAD.length)),
    sign: (message) => {
      if (!key) throw new Error('This signing key is closed.');
      return ownBytes(sign(null, message, key));
    },
    close: () => {
      key = undefined;
    },
  };
}

/** Whether `signature` is that of `message` under a 32-byte public key; false for anything that is no key or signature. */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return false;
  try {
    const key = Buffer.concat([SPKI_HEAD, publicKey]);
    return verify(null, message, createPublicKey({ key, format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
}
