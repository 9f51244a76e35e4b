import { createPrivateKey, type KeyObject } from 'node:crypto';
import { overwrite } from './bytes.js';
import { signerOf, type Signer } from './ed25519.js';

/** In PKCS #8 the 32 bytes of an Ed25519 private key stand last (RFC 8410, 7). */
const SEED_BYTES = 32;

/** A signer of a private key in PEM (`openssl genpkey -algorithm ed25519`); undefined when it is none of Ed25519. */
export function signerOfPem(pem: string): Signer | undefined {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return undefined;
  }
  if (key.asymmetricKeyType !== 'ed25519') return undefined;
  const der = key.export({ format: 'der', type: 'pkcs8' });
  try {
    return signerOf(der.subarray(der.length - SEED_BYTES));
  } finally {
    overwrite(der);
  }
}
