import type { Actor } from '../../../shared/domain/actor.js';
import type { Credential } from '../../../shared/domain/credential.js';
import type { CredentialId } from '../../../shared/domain/ids.js';
import type { Result } from '../../../shared/result.js';
import type { CallListener, VaultConnection } from '../../azure/types.js';
import type { Clock } from '../../clock/clock.js';
import type { Signer } from '../../crypto/index.js';
import type { KeyManagement } from '../../key-management/index.js';
import type { SystemLog } from '../../logging-and-reporting/index.js';
import type { Store } from '../../store/index.js';

/** What the online half of ceremonies is built from. */
export interface OnlineParts {
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly workstationId: string;
  readonly signer: Signer;
  readonly settings: { readonly kekBits: 2048 | 3072 | 4096 };
  readonly keyManagement: KeyManagement;
  credentialByName(name: string): Result<Credential>;
  credentialById(id: CredentialId): Result<Credential>;
  /** Connects to a vault with a credential; nothing is sent yet. */
  connect(credential: Credential, vault: string, listener: CallListener): Promise<Result<VaultConnection>>;
}
