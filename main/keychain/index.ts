export { Keychain, type KeychainParts } from './keychain.js';
export { openKeytarStore, SERVICE, type Keytar } from './keytar-store.js';
export { SealedSecretStore, type SealedTable } from './sealed-secret-store.js';
export type { SecretStore } from './types.js';
