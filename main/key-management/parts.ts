import type { Actor, Approval } from '../../shared/domain/actor.js';
import type { CredentialId } from '../../shared/domain/ids.js';
import type { Credential } from '../../shared/domain/credential.js';
import type { Result } from '../../shared/result.js';
import type { CallListener, VaultConnection } from '../azure/types.js';
import type { Clock } from '../clock/clock.js';
import type { KeySource } from '../key-sources/index.js';
import type { JobRunner, SystemLog } from '../logging-and-reporting/index.js';
import type { Store } from '../store/types.js';

/** Who asks, who confirmed it, and how what was asked for earlier is done in that name. */
export interface Asker extends Actor {
  readonly approval: Approval;
  doAs<T>(standing: Approval & { readonly name: string }, work: () => T): T;
}

/** What this room is built from. */
export interface KeyManagementParts {
  readonly store: Store;
  readonly log: SystemLog;
  readonly jobs: JobRunner;
  readonly clock: Clock;
  readonly keySource: KeySource;
  /** Stands in the tags of every version pushed from here. */
  readonly workstationId: string;
  /** Whose name stands in what is done. */
  readonly actor: Asker;
  readonly settings: { readonly designatedDevice: boolean; readonly kekBits: 2048 | 3072 | 4096 };
  credentialByName(name: string): Result<Credential>;
  credentialById(id: CredentialId): Result<Credential>;
  /** Connects to a vault with a credential; nothing is sent yet. */
  connect(credential: Credential, vault: string, listener: CallListener): Promise<Result<VaultConnection>>;
}
