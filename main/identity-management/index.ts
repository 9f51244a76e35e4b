export { CloudCredentials, type CredentialChange, type CredentialParts, type CredentialTest } from './credentials.js';
export { readIdentityFile, writeIdentityFile, type IdentityFile } from './identity-file.js';
export { checkPassphrase } from './passphrase-rules.js';
export { makeIdentities, unlock, type Login, type Unlocked } from './seal.js';
