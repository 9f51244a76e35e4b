import type { IdentityView, RecoveryView } from '../../shared/contract/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { lastLogins, putLogin } from '../store/tables/identity-logins.js';
import type { Person } from './acting.js';
import { rememberRevision, type IdentityBooks } from './identity-books.js';
import type { IdentityFile, StoredIdentity } from './identity-file.js';
import { byName, sameName } from './names.js';
import { checkPassphrase } from './passphrase-rules.js';
import {
  closeKeys,
  disabledLogin,
  openLogin,
  sealPersonalKeys,
  wrongLogin,
  type Login,
  type PersonalKeys,
} from './personal-keys.js';
import { refusedLogin } from './refused-login.js';
import type { Unlocked } from './seal.js';

/** Identity Management > Identities of an unlocked workstation. */
export class Identities {
  readonly #books: IdentityBooks;

  constructor(books: IdentityBooks) {
    this.#books = books;
  }

  /** The identities as they are stored now. */
  get file(): IdentityFile {
    return this.#books.file;
  }

  list(): IdentityView[] {
    const logins = lastLogins(this.#books.parts.store);
    return this.file.identities.map((identity) => toView(identity, logins.get(identity.name)));
  }

  /** The recovery shares that are out. */
  get recovery(): RecoveryView | undefined {
    const { recovery } = this.file;
    if (!recovery) return undefined;
    const { setId, createdAt, threshold, holders } = recovery;
    return { setId, createdAt, threshold, holders: [...holders] };
  }

  find(name: string): IdentityView | undefined {
    return byName(this.list(), name);
  }

  /** Remembers and logs that these identities unlocked the workstation now. */
  noteUnlock({ administrators, person }: Pick<Unlocked, 'administrators' | 'person'>): void {
    const { store, log, clock } = this.#books.parts;
    const together = administrators.join(' and ');
    const others = sameName(administrators[0] ?? '', person.name) ? '' : ` ${person.name} works.`;
    const now = clock.now();
    store.commit((tx) => {
      rememberRevision(tx, this.file);
      for (const name of new Set([person.name, ...administrators])) putLogin(tx, name, now);
      log.append(tx, [
        {
          service: 'Identity',
          level: 'INFO',
          event: 'workstation-unlocked',
          actor: person.name,
          object: this.file.workstationId,
          message: `Workstation unlocked by ${together}.${others}`,
        },
      ]);
    });
  }

  /** Who this is; a refusal is logged. Codes `login-refused`, `identity-disabled`, `scrypt-parameters`. */
  async logIn(login: Login): Promise<Result<Person>> {
    const { store, log, clock, acting } = this.#books.parts;
    const opened = await this.withKeys(login, (identity) => ok({ name: identity.name, role: identity.role }));
    if (opened.ok) store.commit((tx) => putLogin(tx, opened.value.name, clock.now()));
    else if (opened.failure.code === 'login-refused')
      log.write(refusedLogin(acting.name, byName(this.file.identities, login.name)?.name));
    return opened;
  }

  /** Does something with the keys of somebody who logs in now; they are overwritten afterwards. Codes as logIn. */
  async withKeys<T>(
    login: Login,
    work: (identity: StoredIdentity, keys: PersonalKeys) => Result<T> | Promise<Result<T>>,
  ): Promise<Result<T>> {
    const opened = await openLogin(this.file, login);
    if (!opened.ok) return opened;
    if (!opened.value) return wrongLogin(login.name);
    const { identity, keys } = opened.value;
    try {
      return identity.state === 'active' ? await work(identity, keys) : disabledLogin(identity.name);
    } finally {
      closeKeys(keys);
    }
  }

  /**
   * Gives an identity a new passphrase; the old one does not work any more. Codes `login-refused`, `passphrase-refused`,
   * `passphrase-unchanged`, those of identities.json and of the disk.
   */
  changePassphrase(change: Login & { readonly newPassphrase: string }): Promise<Result<void>> {
    return this.#books.inTurn(() => this.#change(change));
  }

  async #change({ newPassphrase, ...login }: Login & { readonly newPassphrase: string }): Promise<Result<void>> {
    const changed = await this.withKeys(login, async ({ name }, keys) => {
      const accepted = checkChange(name, login.passphrase, newPassphrase);
      if (!accepted.ok) return accepted;
      const { workstationId } = this.file;
      const { scrypt } = this.#books.parts;
      const sealed = await sealPersonalKeys({ name, passphrase: newPassphrase }, keys, { workstationId, scrypt });
      return sealed.ok ? ok({ name, sealed: sealed.value }) : sealed;
    });
    if (!changed.ok) {
      this.#notChanged(login.name, changed.failure);
      return changed;
    }
    const { name, sealed } = changed.value;
    const identities = this.file.identities.map((one) => (one.name === name ? { ...one, ...sealed } : one));
    return this.#books.write(this.#books.next({ identities }), {
      actor: name,
      object: name,
      events: ['passphrase-changing', 'passphrase-changed'],
      messages: [
        `${name} gave a new passphrase.`,
        `The passphrase of ${name} was changed; the old one does not work any more.`,
      ],
    });
  }

  #notChanged(typed: string, { code, message }: { readonly code: string; readonly message: string }): void {
    // What is no name here may be a passphrase in the wrong field: it does not go into the log.
    const name = byName(this.file.identities, typed)?.name;
    const who = name ?? 'an unknown name';
    this.#books.parts.log.write({
      service: 'Identity',
      level: 'WARN',
      event: 'passphrase-not-changed',
      actor: name ?? this.#books.parts.acting.name,
      object: who,
      outcome: 'failure',
      reason: code,
      message: `The passphrase of ${who} was not changed (${code})${name === undefined ? '.' : `: ${message}`}`,
    });
  }
}

export function toView(identity: StoredIdentity, lastLogin?: number): IdentityView {
  const { name, role, state, createdAt, signingKey, sealedShare } = identity;
  const last = lastLogin === undefined ? {} : { lastLogin };
  return { name, role, state, createdAt, ...last, signingKey, holdsShare: sealedShare !== undefined };
}

function checkChange(name: string, old: string, wanted: string): Result<void> {
  if (old === wanted) {
    return fail('passphrase-unchanged', `The new passphrase of ${name} is the old one.`, {
      advice: 'Choose another one; nothing was changed.',
    });
  }
  return checkPassphrase(wanted, name);
}
