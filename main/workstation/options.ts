import type { SecretPlace } from '../../shared/domain/credential.js';
import type { Result } from '../../shared/result.js';
import type { Application, Interfaces, Link } from '../ceremonies/index.js';
import type { Clock } from '../clock/clock.js';
import type { ScryptParameters } from '../crypto/index.js';
import type { SecretPlaces, SecretStore } from '../keychain/index.js';
import type { PracticeAccess } from '../practice.js';
import { MIGRATIONS, openStore, type Files, type OpenedStore } from '../store/index.js';

/** What may come from outside; everything has its ordinary value. */
export interface WorkstationOptions {
  readonly clock?: Clock;
  readonly scrypt?: ScryptParameters;
  readonly files?: Files;
  readonly preferSecretsIn?: SecretPlace;
  readonly openKeytar?: () => Promise<Result<SecretStore>>;
  /** 0 to 1: how much longer than needed a pause is; by chance unless given, so that two workstations do not keep step. */
  readonly jitter?: () => number;
  /** In place of the network and of the data folder's own practice vault. */
  readonly practice?: PracticeAccess;
  /** What a ceremony sees of the machine: its network, and the hash of the program. */
  readonly interfaces?: () => Interfaces;
  /** Every interface of the kernel; where `interfaces` is given and this is not, nobody looks. */
  readonly links?: () => readonly Link[] | undefined;
  readonly application?: () => Result<Application>;
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
