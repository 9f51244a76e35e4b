import { fail, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';

/** So many failures cost nothing but the time of scrypt. */
const FREE = 5;
const LONGEST_MS = 60_000;

/** After five failed logins in a row the next ones wait: 1, 2, 4 ... up to 60 s (security.md). */
export class LoginPause {
  readonly #clock: Clock;
  #failures = 0;
  #waiting = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tries a login after the pause that is due. A refusal counts, a success forgets. Code `login-stopped` after `stop`. */
  async after<T>(tryLogin: () => Promise<Result<T>>): Promise<Result<T>> {
    if (this.#failures >= FREE && !(await this.#waited())) {
      return fail('login-stopped', 'The workstation was sealed while this login waited.', { advice: 'Log in again.' });
    }
    const result = await tryLogin();
    if (result.ok) this.#failures = 0;
    else if (result.failure.code === 'login-refused') this.#failures += 1;
    return result;
  }

  /** Who waits gives up: sealing does not wait for somebody who guesses. What was counted stays. */
  stop(): void {
    this.#waiting.abort();
    this.#waiting = new AbortController();
  }

  async #waited(): Promise<boolean> {
    const { signal } = this.#waiting;
    try {
      await this.#clock.sleep(Math.min(LONGEST_MS, 1000 * 2 ** (this.#failures - FREE)), signal);
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }
}
