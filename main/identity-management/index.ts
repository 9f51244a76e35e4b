export {
  CloudCredentials,
  type CredentialChange,
  type CredentialParts,
  type CredentialTest,
  type NewCredential,
} from './credentials.js';
export { Identities, type IdentityParts } from './identities.js';
export { parseIdentities, readIdentityFile, writeIdentityFile, type IdentityFile } from './identity-file.js';
export { checkPassphrase } from './passphrase-rules.js';
export { makeIdentities, unlock, type Login, type Unlocked } from './seal.js';
