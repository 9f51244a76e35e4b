export { Acting, type Person } from './acting.js';
export {
  CloudCredentials,
  type CredentialChange,
  type CredentialParts,
  type CredentialTest,
  type NewCredential,
} from './credentials.js';
export { Identities } from './identities.js';
export { checkRevision, IdentityBooks, rememberRevision, type IdentityParts } from './identity-books.js';
export { IdentityChanges, type Quorum } from './identity-changes.js';
export { parseIdentities, readIdentityFile, writeIdentityFile, type IdentityFile } from './identity-file.js';
export { identitiesKey } from './identity-mac.js';
export { sameName } from './names.js';
export { checkPassphrase } from './passphrase-rules.js';
export { passphraseHint } from './passphrase-strength.js';
export type { Login } from './personal-keys.js';
export { makeIdentities, unlock, type Unlocked } from './seal.js';
export type { Act } from './act.js';
export { Approvals, describeAct, mayApprove } from './approvals.js';
export {
  Recovery,
  recoverIdentities,
  type MadeRecovery,
  type RecoveryRequest,
  type RecoverySheet,
} from './recovery.js';
export { refusedLogin } from './refused-login.js';
export { LoginPause } from './login-pause.js';
export { RefusedLogins } from './refused-logins.js';
export {
  checkApproval,
  checkRequest,
  keyFileOf,
  LARGEST_FILE,
  openKeyFile,
  parseApproval,
  parseKeyFile,
  parseRequest,
  REQUEST_MS,
  signApproval,
  signRequest,
  type ApprovalFile,
  type KeyFile,
  type RequestFile,
} from './approval-files.js';
