import { ed25519 } from '@noble/curves/ed25519.js';
import { overwrite } from './bytes.js';
import { subKey } from './sealing.js';

/** Signs with one Ed25519 key (RFC 8032). */
export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
  /** Overwrites the private key; signing is over. */
  close(): void;
}

/** A signer of a private key of 32 bytes, which it copies. */
export function signerOf(privateKey: Uint8Array): Signer {
  const mine = Uint8Array.from(privateKey);
  let closed = false;
  return {
    publicKey: ed25519.getPublicKey(mine),
    sign: (bytes) => {
      if (closed) throw new Error('This signer is closed.');
      return ed25519.sign(bytes, mine);
    },
    close: () => {
      closed = true;
      overwrite(mine);
    },
  };
}

/**
 * The signing key of a workstation: the same whenever it is unlocked, since it is derived from the master key. Signs
 * requests for approval, and the log's checkpoints.
 */
export function workstationSigner(masterKey: Uint8Array): Signer {
  const privateKey = subKey(masterKey, 'keyferry/workstation-signing');
  try {
    return signerOf(privateKey);
  } finally {
    overwrite(privateKey);
  }
}

/** Whether this is the signature of these bytes by the owner of the public key. Never throws. */
export function verifySignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, bytes, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
