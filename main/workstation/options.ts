import type { CeremonyParts, CeremonyWork } from '../ceremonies/index.js';
import type { SecretPlace } from '../../shared/domain/credential.js';
import type { Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import type { ScryptParameters } from '../crypto/index.js';
import type { SecretPlaces, SecretStore } from '../keychain/index.js';
import type { PracticeAccess } from '../practice.js';
import { MIGRATIONS, openStore, type Files, type OpenedStore, type Store } from '../store/index.js';

/** What may come from outside; everything has its ordinary value. */
export interface WorkstationOptions {
  readonly clock?: Clock;
  readonly scrypt?: ScryptParameters;
  readonly files?: Files;
  readonly preferSecretsIn?: SecretPlace;
  readonly openKeytar?: () => Promise<Result<SecretStore>>;
  /** In place of the network and of the data folder's own practice vault. */
  readonly practice?: PracticeAccess;
  /** The steps of a ceremony that touch keys, and what a test holds of the machine. */
  readonly ceremonies?: Partial<Pick<CeremonyParts, 'interfaces' | 'application'>> & {
    readonly work?: (store: Store) => CeremonyWork;
  };
}

/** The store of a data folder, with our own schema. */
export function openStoreOf(
  folder: string,
  masterKey: Uint8Array,
  options: WorkstationOptions,
): Promise<Result<OpenedStore>> {
  return openStore({ folder, masterKey, migrations: MIGRATIONS, ...(options.files ? { files: options.files } : {}) });
}

/** What of the options says where secrets go. */
export function keychainParts({ preferSecretsIn, openKeytar }: WorkstationOptions): Omit<SecretPlaces, 'sealed'> {
  return { ...(preferSecretsIn ? { prefer: preferSecretsIn } : {}), ...(openKeytar ? { openKeytar } : {}) };
}
