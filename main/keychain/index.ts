export { chooseSecretStore, secretStoreFor, type ChosenStore, type SecretPlaces } from './choose.js';
export { Keychain } from './keychain.js';
export { SERVICE, type Keytar } from './keytar.js';
export { openKeytarStore, type KeytarParts } from './keytar-store.js';
export { sealedSecretStore, type SealedStoreParts, type SealedTable } from './sealed-store.js';
export type { SecretStore } from './types.js';
