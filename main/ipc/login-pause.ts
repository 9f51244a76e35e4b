import type { Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';

/** So many failures cost nothing but the time of scrypt. */
const FREE = 5;
const LONGEST_MS = 60_000;

/** From the fifth failed login in a row on, the next one waits: 1, 2, 4 ... up to 60 s (security.md). */
export class LoginPause {
  readonly #clock: Clock;
  #failures = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tries a login after the pause that is due. A refusal counts, a success forgets. */
  async after<T>(tryLogin: () => Promise<Result<T>>): Promise<Result<T>> {
    if (this.#failures >= FREE) {
      await this.#clock.sleep(Math.min(LONGEST_MS, 1000 * 2 ** (this.#failures - FREE)));
    }
    const result = await tryLogin();
    if (result.ok) this.#failures = 0;
    else if (result.failure.code === 'login-refused') this.#failures += 1;
    return result;
  }
}
