import type { LogLevel, NewLogEvent } from '../../shared/domain/log-event.js';
import { ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { overwrite, type ScryptParameters } from '../crypto/index.js';
import type { SystemLog } from '../logging-and-reporting/index.js';
import type { Store, Transaction } from '../store/index.js';
import { readSetting, writeSetting } from '../store/tables/settings.js';
import type { Acting } from './acting.js';
import { readIdentityFile, writeIdentityFile, type IdentityFile, type UnsignedIdentities } from './identity-file.js';
import { alteredIdentities, authenticated } from './identity-mac.js';

export interface IdentityParts {
  readonly folder: string;
  readonly file: IdentityFile;
  /** Authenticates identities.json; the books' own to overwrite. */
  readonly key: Uint8Array;
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly scrypt: ScryptParameters;
  readonly acting: Acting;
}

/** What a change is called in the log, before it is written and after (logging-and-reporting/event-ids.ts). */
type Begun =
  | 'identity-adding'
  | 'identity-disabling'
  | 'identity-enabling'
  | 'role-changing'
  | 'threshold-changing'
  | 'passphrase-changing'
  | 'recovery-making';
type Done =
  | 'identity-added'
  | 'identity-disabled'
  | 'identity-enabled'
  | 'role-changed'
  | 'threshold-changed'
  | 'passphrase-changed'
  | 'recovery-made';

/** A change as the log tells it: before it is written (`begun`), and after. */
export interface Told {
  readonly level?: LogLevel;
  readonly events: readonly [begun: Begun, done: Done];
  readonly object: string;
  readonly messages: readonly [begun: string, done: string];
  /** Left out: the session's person. */
  readonly actor?: string;
}

/** Name of the row in which the store remembers the newest revision. */
const REVISION = 'identities-revision';

/** The identities of an unlocked workstation as they are stored, and the only way to change them. */
export class IdentityBooks {
  readonly parts: IdentityParts;
  #file: IdentityFile;
  /** Changes go one after the other, so that none writes over another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: IdentityParts) {
    this.parts = parts;
    this.#file = parts.file;
  }

  get file(): IdentityFile {
    return this.#file;
  }

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** The present file with another content, its revision grown, authenticated; nothing is written yet. */
  next(change: Partial<UnsignedIdentities>): IdentityFile {
    const { mac: _, ...present } = this.#file;
    return authenticated({ ...present, ...change, revision: present.revision + 1 }, this.parts.key);
  }

  /**
   * Logs what begins, writes the file, logs that it was done: no change is ever without a line in the log, and where that
   * cannot be written nothing is changed. Codes `identities-altered`, and those of the disk.
   */
  write(next: IdentityFile, told: Told): Result<void> {
    const { folder, store, log } = this.parts;
    const stored = readIdentityFile(folder);
    if (!stored.ok) return stored;
    if (stored.value?.mac !== this.#file.mac)
      return alteredIdentities('identities.json in the data folder is not the one this workstation was unlocked with.');
    log.write(this.#event(told, 0));
    const written = writeIdentityFile(folder, next);
    if (!written.ok) return written;
    this.#file = next;
    store.commit((tx) => {
      rememberRevision(tx, next);
      log.append(tx, [{ ...this.#event(told, 1), outcome: 'success' }]);
    });
    return ok(undefined);
  }

  close(): void {
    overwrite(this.parts.key);
  }

  #event(told: Told, at: 0 | 1): NewLogEvent {
    const { level = 'INFO', events, object, messages, actor = this.parts.acting.name } = told;
    return { service: 'Identity', level, event: events[at], actor, object, message: messages[at] };
  }
}

export function rememberRevision(tx: Transaction, { revision }: IdentityFile): void {
  writeSetting(tx, REVISION, String(revision));
}

/** Whether the store has never seen a newer file than this one. Code `identities-altered`. */
export function checkRevision(store: Store, { revision }: IdentityFile): Result<void> {
  return Number(readSetting(store, REVISION) ?? 0) <= revision
    ? ok(undefined)
    : alteredIdentities('identities.json is older than the store beside it: an earlier copy was put in its place.');
}
