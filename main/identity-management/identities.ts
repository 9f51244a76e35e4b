import type { IdentityView } from '../../shared/contract/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import type { ScryptParameters } from '../crypto/index.js';
import type { SystemLog } from '../logging-and-reporting/index.js';
import type { Store } from '../store/index.js';
import { lastLogins, putLogin } from '../store/tables/identity-logins.js';
import { readIdentityFile, writeIdentityFile, type IdentityFile } from './identity-file.js';
import { isLogin, resealShare, type Login } from './seal.js';

export interface IdentityParts {
  readonly folder: string;
  readonly file: IdentityFile;
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly scrypt: ScryptParameters;
}

/** Identity Management > Identities of an unlocked workstation. */
export class Identities {
  readonly #parts: IdentityParts;
  #file: IdentityFile;
  /** Changes of passphrases go one after the other, so that none writes over another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: IdentityParts) {
    this.#parts = parts;
    this.#file = parts.file;
  }

  /** The identities as they are stored now. */
  get file(): IdentityFile {
    return this.#file;
  }

  list(): IdentityView[] {
    const logins = lastLogins(this.#parts.store);
    return this.#file.identities.map(({ name, role, createdAt }) => {
      const lastLogin = logins.get(name);
      return {
        name,
        role,
        state: 'active',
        createdAt,
        signingKey: '',
        holdsShare: true,
        ...(lastLogin === undefined ? {} : { lastLogin }),
      };
    });
  }

  /** Remembers and logs that these identities unlocked the workstation now. */
  noteUnlock(names: readonly string[]): void {
    const { store, log, clock } = this.#parts;
    const actor = names.join(' + ');
    const now = clock.now();
    store.commit((tx) => {
      for (const name of names) putLogin(tx, name, now);
      log.append(tx, [
        {
          service: 'Identity',
          level: 'INFO',
          event: 'workstation-unlocked',
          actor,
          object: this.#file.workstationId,
          message: `Workstation unlocked by ${actor}.`,
        },
      ]);
    });
  }

  /** Whether this is one of the identities with its passphrase. */
  isLogin(login: Login): Promise<Result<boolean>> {
    return isLogin(this.#file, login);
  }

  /**
   * Gives an identity a new passphrase; the old one does not work any more. Codes `login-refused`, `passphrase-refused`,
   * `passphrase-unchanged`, those of identities.json and of the disk.
   */
  changePassphrase(change: Login & { readonly newPassphrase: string }): Promise<Result<void>> {
    const mine = this.#turn.then(() => this.#change(change));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #change({ newPassphrase, ...login }: Login & { readonly newPassphrase: string }): Promise<Result<void>> {
    const { folder, scrypt } = this.#parts;
    const stored = readIdentityFile(folder);
    if (!stored.ok) return stored;
    if (stored.value?.workstationId !== this.#file.workstationId) return otherFile();
    const resealed = await resealShare(stored.value, login, newPassphrase, scrypt);
    const name = login.name.trim();
    if (!resealed.ok) {
      const { code, message } = resealed.failure;
      this.#log(
        'WARN',
        'passphrase-not-changed',
        name,
        `The passphrase of ${name} was not changed (${code}): ${message}`,
      );
      return resealed;
    }
    // Before the file, so that no change is ever without a line in the log; if that cannot be written, nothing is changed.
    this.#log('INFO', 'passphrase-changing', name, `${name} gave a new passphrase.`);
    const written = writeIdentityFile(folder, resealed.value);
    if (!written.ok) return written;
    this.#file = resealed.value;
    this.#log(
      'INFO',
      'passphrase-changed',
      name,
      `The passphrase of ${name} was changed; the old one does not work any more.`,
    );
    return ok(undefined);
  }

  #log(level: 'INFO' | 'WARN', event: string, name: string, message: string): void {
    this.#parts.log.write({ service: 'Identity', level, event, actor: name, object: name, message });
  }
}

function otherFile(): Result<never> {
  return fail(
    'identities-damaged',
    'identities.json in the data folder is not the one this workstation was unlocked with.',
    {
      advice: 'Put it back from a backup copy before anything else; nothing was changed.',
    },
  );
}
