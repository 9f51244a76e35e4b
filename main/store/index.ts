export { realFiles, type Files } from './files.js';
export { writeFailure } from './write-error.js';
export { lockDataFolder, type FolderLock } from './folder-lock.js';
export {
  makeStoreOf,
  openStore,
  removeStore,
  storeExists,
  type OpenedStore,
  type OpenStoreRequest,
} from './open-store.js';
export { MIGRATIONS } from './tables/schema.js';
export {
  StoreWriteError,
  type Migration,
  type Row,
  type SqlValue,
  type Store,
  type StoreStatus,
  type Transaction,
} from './types.js';
