export { makeBoxKeys, openBox, sealFor } from './boxes.js';
export { base32Character, base32Digit, fromBase32, toBase32 } from './base32.js';
export { constantTimeEqual, overwrite } from './bytes.js';
export { signerOfPem } from './ed25519-pem.js';
export { signerOf, verifySignature, workstationSigner, type Signer } from './ed25519.js';
export { signedBy, signerOfAnyPem, signingKeyOfPem } from './signing-keys.js';
export { generateKeyPair, type KeyPair } from './key-pairs.js';
export { unwrapWithPadding, wrapWithPadding } from './kwp.js';
export { macOf } from './mac.js';
export { DEFAULT_SCRYPT, stretchPassphrase, type ScryptParameters } from './passphrases.js';
export {
  fingerprints,
  groupInFours,
  keyTypeOfSpki,
  publicJwkFromSpki,
  samePublicKey,
  spkiFromPkcs8,
  spkiFromPublicJwk,
  type Fingerprints,
  type PublicJwk,
} from './public-keys.js';
export { openOnce, openWith, sealOnce, sealWith, subKey, TAG_BYTES } from './sealing.js';
export {
  combineShares,
  decodeShare,
  encodeShare,
  shareOfSet,
  splitSecret,
  type EncodedShare,
  type SecretShare,
} from './secret-shares.js';
export { makeTransferBlob, openTransferBlob, parseTransferBlob, type TransferBlob } from './transfer-blob.js';
