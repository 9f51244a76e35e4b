import type { Need } from '../../shared/contract/index.js';
import type { ScryptParameters, Signer } from '../crypto/index.js';
import type { Clock } from '../clock/clock.js';
import {
  type Acting,
  Approvals,
  Identities,
  IdentityBooks,
  IdentityChanges,
  identitiesKey,
  Recovery,
  RefusedLogins,
  type IdentityFile,
  type Unlocked,
} from '../identity-management/index.js';
import type { SystemLog } from '../logging-and-reporting/index.js';
import { StoreWriteError, type Store } from '../store/index.js';

interface PeopleParts {
  readonly folder: string;
  readonly file: IdentityFile;
  readonly unlocked: Unlocked;
  readonly acting: Acting;
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly scrypt: ScryptParameters;
  /** Stays the caller's to close. */
  readonly signer: Signer;
}

/** Everything about people in an unlocked workstation: who they are, who works, who confirms. */
export class People {
  readonly identities: Identities;
  readonly changes: IdentityChanges;
  readonly recovery: Recovery;
  readonly approvals: Approvals;
  /** Signs requests and checkpoints in the name of the workstation. */
  readonly signer: Signer;
  readonly #parts: PeopleParts;
  readonly #books: IdentityBooks;

  /** Takes what it needs from the master key, which stays the caller's to overwrite. */
  constructor(parts: PeopleParts) {
    const { masterKey } = parts.unlocked;
    this.#parts = parts;
    this.signer = parts.signer;
    this.#books = new IdentityBooks({ ...parts, key: identitiesKey(masterKey) });
    this.identities = new Identities(this.#books);
    this.changes = new IdentityChanges(this.#books);
    this.recovery = new Recovery(this.#books);
    const { clock, log, acting, store } = parts;
    this.approvals = new Approvals({ clock, log, acting, store, logIn: (login) => this.identities.logIn(login) });
  }

  /** Logs who unlocked, and the logins that were refused while it was sealed. */
  recordUnlock(): void {
    const { folder, log, unlocked } = this.#parts;
    this.identities.noteUnlock(unlocked);
    const refused = new RefusedLogins(folder);
    const events = refused.events();
    if (events.length === 0) return;
    log.write(...events);
    refused.clear();
  }

  /** Logs that whoever works asked for what their role does not give. They are refused, whether the disk takes it or not. */
  noteNotAllowed(what: string, need: Need): void {
    const { log, acting } = this.#parts;
    const { name, role } = acting.person;
    const entry = { service: 'Identity', level: 'WARN', event: 'not-allowed', actor: name, object: what } as const;
    const message = `${what} was refused: it needs the role ${need}; ${name} is an ${role}.`;
    try {
      log.write({ ...entry, outcome: 'failure', reason: 'not-allowed', message });
    } catch (error) {
      if (!(error instanceof StoreWriteError)) throw error;
    }
  }

  close(): void {
    this.approvals.clear();
    this.#books.close();
  }
}
