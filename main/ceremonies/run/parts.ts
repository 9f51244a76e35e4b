import type { Actor } from '../../../shared/domain/actor.js';
import type { Result } from '../../../shared/result.js';
import type { Clock } from '../../clock/clock.js';
import type { Signer } from '../../crypto/index.js';
import type { SystemLog } from '../../logging-and-reporting/index.js';
import type { Store } from '../../store/index.js';
import type { CeremonyWork } from '../work.js';
import type { Link } from './links.js';
import type { Interfaces } from './looks.js';
import type { Application } from './self-hash.js';

/** Somebody whose signature is known by name. */
export interface KnownSigner {
  readonly name: string;
  /** Ed25519 public key, hex. */
  readonly key: string;
}

/** What ceremonies are made of; everything comes from outside. */
export interface CeremonyParts {
  readonly store: Store;
  readonly log: Pick<SystemLog, 'append'>;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly workstationId: string;
  /** The workstation's. */
  readonly signer: Pick<Signer, 'publicKey' | 'sign'>;
  readonly work: CeremonyWork;
  /** The identities of this workstation, as they are now. */
  readonly signers: () => readonly KnownSigner[];
  readonly interfaces: () => Interfaces;
  /** Every interface as the kernel lists it, where it does; undefined: nobody looks. */
  readonly links?: () => readonly Link[] | undefined;
  readonly application: () => Result<Application>;
}
