import type { IdentityView, Role } from '../../shared/contract/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { overwrite } from '../crypto/index.js';
import type { Told, IdentityBooks } from './identity-books.js';
import type { IdentityFile, StoredIdentity } from './identity-file.js';
import { toView } from './identities.js';
import { byName, checkName, sameName } from './names.js';
import { checkPassphrase } from './passphrase-rules.js';
import type { Login } from './personal-keys.js';
import { refusedLogin } from './refused-login.js';
import { isShareHolder, newIdentity, splitAnew, unlock } from './seal.js';

/** So many Administrators as unlock the workstation, with fresh logins, and why. */
export interface Quorum {
  readonly logins: readonly Login[];
  readonly justification: string;
}

/** Add, disable, enable, change the role, set the threshold. What concerns an Administrator splits the master key anew. */
export class IdentityChanges {
  readonly #books: IdentityBooks;

  constructor(books: IdentityBooks) {
    this.#books = books;
  }

  /**
   * Adds an identity; the newcomer has typed the passphrase. An Administrator takes a quorum. Codes `bad-name`,
   * `name-taken`, `passphrase-refused`, and those of every change: `quorum-needed`, those of unlock and of the disk.
   */
  add(newcomer: Login & { readonly role: Role }, quorum?: Quorum): Promise<Result<IdentityView>> {
    return this.#books.inTurn(async () => {
      const { role, ...login } = newcomer;
      const name = this.#freeName(login.name);
      if (!name.ok) return name;
      const accepted = checkPassphrase(login.passphrase, name.value);
      if (!accepted.ok) return accepted;
      const { workstationId, identities } = this.#file;
      const { clock, scrypt } = this.#books.parts;
      const made = await newIdentity(login, role, { workstationId, createdAt: clock.now(), scrypt });
      if (!made.ok) return made;
      const changed = await this.#write([...identities, made.value], quorum, {
        object: name.value,
        events: ['identity-adding', 'identity-added'],
        messages: [`${name.value} is to become an ${role}.`, `${name.value} was added as an ${role}.`],
      });
      return changed.ok ? ok(toView(byName(this.#file.identities, name.value) ?? made.value)) : changed;
    });
  }

  /** The identity cannot log in any more. Codes `identity-not-found`, `own-identity`, `too-few-administrators`, as add. */
  disable(name: string, quorum?: Quorum): Promise<Result<void>> {
    return this.#alter(name, { state: 'disabled' }, quorum, (found) => ({
      object: found,
      events: ['identity-disabling', 'identity-disabled'],
      messages: [`${found} is to be disabled.`, `${found} was disabled and cannot log in any more.`],
    }));
  }

  /** Codes as disable. */
  enable(name: string, quorum?: Quorum): Promise<Result<void>> {
    return this.#alter(name, { state: 'active' }, quorum, (found) => ({
      object: found,
      events: ['identity-enabling', 'identity-enabled'],
      messages: [`${found} is to be enabled again.`, `${found} was enabled and can log in again.`],
    }));
  }

  /** Codes as disable. */
  changeRole(name: string, role: Role, quorum?: Quorum): Promise<Result<void>> {
    return this.#alter(name, { role }, quorum, (found, { role: before }) => ({
      object: found,
      events: ['role-changing', 'role-changed'],
      messages: [
        `${found}, an ${before}, is to become an ${role}.`,
        `${found} is an ${role} now, and was an ${before}.`,
      ],
    }));
  }

  /** How many Administrators unlock together. Codes `bad-threshold`, as add. */
  setThreshold(threshold: number, quorum: Quorum): Promise<Result<void>> {
    return this.#books.inTurn(async () => {
      const active = this.#file.identities.filter(isShareHolder).length;
      if (!Number.isInteger(threshold) || threshold < 2 || threshold > active) {
        return fail('bad-threshold', `Unlocking can take 2 to ${active} Administrators: so many are active.`);
      }
      const before = this.#file.threshold;
      if (before === threshold) return ok(undefined);
      return this.#split({ threshold }, quorum, {
        object: this.#file.workstationId,
        events: ['threshold-changing', 'threshold-changed'],
        messages: [
          `Unlocking is to take ${threshold} Administrators.`,
          `Unlocking takes ${threshold} Administrators now, and took ${before}.`,
        ],
      });
    });
  }

  get #file(): IdentityFile {
    return this.#books.file;
  }

  #alter(
    name: string,
    change: Partial<Pick<StoredIdentity, 'role' | 'state'>>,
    quorum: Quorum | undefined,
    tell: (name: string, before: StoredIdentity) => Told,
  ): Promise<Result<void>> {
    return this.#books.inTurn(async () => {
      const before = byName(this.#file.identities, name);
      if (!before) return notFound(name, this.#file);
      if (sameName(before.name, this.#books.parts.acting.person.name)) {
        return fail('own-identity', 'Nobody disables their own identity or changes its role.', {
          advice: 'Another Administrator does that.',
        });
      }
      const after = { ...before, ...change };
      if (after.role === before.role && after.state === before.state) return ok(undefined);
      const identities = this.#file.identities.map((one) => (one === before ? after : one));
      return this.#write(identities, quorum, tell(before.name, before));
    });
  }

  /** Writes who is here now; splits anew where other people hold shares than before. */
  async #write(identities: readonly StoredIdentity[], quorum: Quorum | undefined, told: Told): Promise<Result<void>> {
    const holders = identities.filter(isShareHolder);
    const { threshold } = this.#file;
    if (holders.length < threshold) {
      return fail('too-few-administrators', `Unlocking takes ${threshold} Administrators: so many must stay active.`, {
        advice: 'Add another Administrator first, or lower the threshold.',
      });
    }
    const same = holders.every(({ sealedShare }) => sealedShare !== undefined);
    if (same && holders.length === this.#file.identities.filter(isShareHolder).length)
      return this.#books.write(this.#books.next({ identities: [...identities] }), told);
    return this.#split({ identities: [...identities] }, quorum, told);
  }

  async #split(
    change: Partial<Pick<IdentityFile, 'identities' | 'threshold'>>,
    quorum: Quorum | undefined,
    told: Told,
  ): Promise<Result<void>> {
    const { mac: _, shares: __, ...present } = this.#file;
    return withQuorum(this.#books, quorum, async (masterKey) => {
      const next = await splitAnew({ ...present, ...change, revision: present.revision + 1 }, masterKey);
      return this.#books.write(next, told);
    });
  }

  #freeName(name: string): Result<string> {
    const checked = checkName(name);
    if (!checked.ok) return checked;
    if (!byName(this.#file.identities, name)) return checked;
    return fail('name-taken', `There is an identity called ${checked.value} already.`, {
      advice: 'Each person has a name of their own; who was disabled can be enabled again.',
    });
  }
}

/**
 * Does work with the master key that a quorum gives; it is overwritten afterwards. The others of the quorum stand in the
 * log as approvers. Codes `quorum-needed`, and those of unlock.
 */
export async function withQuorum<T>(
  { file, parts: { acting, log } }: IdentityBooks,
  quorum: Quorum | undefined,
  work: (masterKey: Uint8Array) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (!quorum || quorum.logins.length === 0) {
    const message = `This takes the fresh logins of ${file.threshold} Administrators and a justification.`;
    return fail('quorum-needed', message, { advice: 'Nothing was changed.' });
  }
  const unlocked = await unlock(file, quorum.logins, (name) => log.write(refusedLogin(acting.name, name)));
  if (!unlocked.ok) return unlocked;
  const { masterKey, administrators } = unlocked.value;
  const approver = administrators.filter((name) => !sameName(name, acting.person.name)).join(' + ');
  try {
    return await acting.do(() => work(masterKey), { approver, reason: quorum.justification });
  } finally {
    overwrite(masterKey);
  }
}

function notFound(name: string, { identities }: IdentityFile): Result<never> {
  return fail('identity-not-found', `There is no identity ${name.trim()}.`, {
    advice: `There are ${identities.map((one) => one.name).join(', ')}.`,
  });
}
