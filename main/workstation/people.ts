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
import type { Store } from '../store/index.js';

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

  close(): void {
    this.approvals.clear();
    this.#books.close();
  }
}
