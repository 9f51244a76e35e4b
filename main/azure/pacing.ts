import { randomInt } from 'node:crypto';
import { LIMITS } from '../../shared/azure/limits.js';
import type { Clock } from '../clock/clock.js';

/** Their clock and ours do not count alike, and the way takes its time: a little more than the window. */
const MARGIN_MS = 100;
const BACK_OFF_MS = [1000, 2000, 4000, 8000, 16_000] as const;
const LONGEST_WAIT_MS = 120_000;

/** How many times a refused request is repeated before it is given up. */
export const REPEATS = BACK_OFF_MS.length;

/**
 * Keeps below the service's limits, for all connections of this workstation: HSM writes per vault in a sliding window,
 * and one write at a time per key name (parallel ones answer 409).
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #windows = new Map<string, number[]>();
  readonly #queues = new Map<string, Promise<void>>();

  /** `random` answers 0 to 1; tests hold it still. */
  constructor(clock: Clock, random: () => number = () => randomInt(1_000_000) / 1_000_000) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Waits until one more HSM write is within the vault's limit, and counts it. */
  async hsmWrite(vault: string, signal?: AbortSignal): Promise<void> {
    for (;;) {
      const { count, windowMs } = LIMITS.hsmWrites;
      const now = this.#clock.now();
      const recent = (this.#windows.get(vault) ?? []).filter((time) => time > now - windowMs - MARGIN_MS);
      this.#windows.set(vault, recent);
      const oldest = recent[0];
      if (oldest === undefined || recent.length < count) {
        recent.push(now);
        return;
      }
      await this.#clock.sleep(oldest + windowMs + MARGIN_MS - now, signal);
    }
  }

  /** How long to wait after refusal number `attempt` (0, 1, 2 ...): what the service says, or 1 to 16 s with jitter. */
  backOff(attempt: number, retryAfterMs?: number): number {
    if (retryAfterMs !== undefined) return Math.min(retryAfterMs, LONGEST_WAIT_MS);
    const base = BACK_OFF_MS[Math.min(attempt, BACK_OFF_MS.length - 1)] ?? 1000;
    return Math.round(base * (1 + 0.25 * this.#random()));
  }

  /** Runs `work` after everything else that was started under this name. */
  async alone<T>(name: string, work: () => Promise<T>): Promise<T> {
    const key = name.toLowerCase();
    const before = this.#queues.get(key) ?? Promise.resolve();
    let release: () => void = () => undefined;
    const mine = new Promise<void>((resolve) => (release = resolve));
    const tail = before.then(() => mine);
    this.#queues.set(key, tail);
    await before;
    try {
      return await work();
    } finally {
      release();
      if (this.#queues.get(key) === tail) this.#queues.delete(key);
    }
  }
}
