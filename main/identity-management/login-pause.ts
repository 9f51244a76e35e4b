import { fail, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';

/** So many failures cost nothing but the time of scrypt. */
const FREE = 5;
const LONGEST_MS = 60_000;

/** After five failed logins in a row the next ones wait: 1, 2, 4 ... up to 60 s (security.md). */
export class LoginPause {
  readonly #clock: Clock;
  readonly #before: () => number;
  #failures = 0;
  #patience = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();

  /** `before` tells how many failures are remembered from before this start. */
  constructor(clock: Clock, before: () => number = () => 0) {
    this.#clock = clock;
    this.#before = before;
  }

  /** Aborted by the next `stop`; a login that queues somewhere else first takes it along from there. */
  get patience(): AbortSignal {
    return this.#patience.signal;
  }

  /** How long the next login waits, in milliseconds. */
  get due(): number {
    const failures = Math.max(this.#failures, this.#before());
    return failures < FREE ? 0 : Math.min(LONGEST_MS, 1000 * 2 ** (failures - FREE));
  }

  /**
   * Tries a login after the pause that is due, one at a time: many at once are no faster. A refusal counts, a success
   * forgets. Code `login-stopped` after `stop`.
   */
  after<T>(tryLogin: () => Promise<Result<T>>, patience = this.patience): Promise<Result<T>> {
    const mine = this.#turn.then(() => this.#after(tryLogin, patience));
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  /** Who waits gives up: sealing does not wait for somebody who guesses. What was counted stays. */
  stop(): void {
    this.#patience.abort();
    this.#patience = new AbortController();
  }

  async #after<T>(tryLogin: () => Promise<Result<T>>, patience: AbortSignal): Promise<Result<T>> {
    if (!(await this.#waited(patience)))
      return fail('login-stopped', 'The workstation was sealed while this login waited.', { advice: 'Log in again.' });
    const result = await tryLogin();
    if (result.ok) this.#failures = 0;
    else if (result.failure.code === 'login-refused') this.#failures += 1;
    return result;
  }

  /** False: stopped meanwhile. */
  async #waited(patience: AbortSignal): Promise<boolean> {
    const { due } = this;
    if (patience.aborted || due === 0) return !patience.aborted;
    const pause = this.#clock.sleep(due, patience);
    return pause.then(
      () => true,
      (error: unknown) => {
        if (patience.aborted) return false;
        throw error;
      },
    );
  }
}
