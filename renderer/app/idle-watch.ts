const MINUTE_MS = 60_000;
/** Main hears of somebody at most so often. */
const TELL_EVERY_MS = 20_000;

export interface IdleRules {
  /** The window locks itself after so many minutes without anybody. */
  readonly idleMinutes: number;
  /** UTC milliseconds: at the latest then it locks itself, whoever is there. */
  readonly lockAt: number | undefined;
}

export interface IdleActs {
  /** Tells main that somebody is there. */
  readonly stillHere: () => void;
  readonly warn: (why: 'idle' | 'limit') => void;
  readonly unwarn: () => void;
}

/**
 * Follows main's idle lock: main decides and locks; here somebody's presence is passed on, throttled, and a minute before
 * the end it is said. All times are given, in UTC milliseconds.
 */
export class IdleWatch {
  readonly #acts: IdleActs;
  #rules: IdleRules;
  #lastSeen: number;
  #lastTold: number;
  #isWarned = false;

  constructor(acts: IdleActs, rules: IdleRules, now: number) {
    this.#acts = acts;
    this.#rules = rules;
    this.#lastSeen = now;
    this.#lastTold = now;
  }

  follow(rules: IdleRules): void {
    this.#rules = rules;
  }

  /** The mouse was moved, a key was pressed. */
  seen(now: number): void {
    this.#lastSeen = now;
    if (now - this.#lastTold < TELL_EVERY_MS && !this.#isWarned) return;
    this.#lastTold = now;
    this.#acts.stillHere();
    this.look(now);
  }

  /** Every few seconds: warns, or takes the warning back. */
  look(now: number): void {
    const { idleMinutes, lockAt = Number.POSITIVE_INFINITY } = this.#rules;
    const idleEnd = this.#lastSeen + idleMinutes * MINUTE_MS;
    // With a lock after one minute half of it would be warning otherwise.
    const early = Math.min(MINUTE_MS, (idleMinutes * MINUTE_MS) / 3);
    const left = Math.min(idleEnd, lockAt) - now;
    const isDue = left > 0 && left <= early;
    if (isDue && !this.#isWarned) this.#acts.warn(idleEnd <= lockAt ? 'idle' : 'limit');
    if (!isDue && this.#isWarned) this.#acts.unwarn();
    this.#isWarned = isDue;
  }
}
