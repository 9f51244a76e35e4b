import type { Clock } from '../../main/clock/clock.js';

interface Sleeper {
  readonly milliseconds: number;
  readonly wake: () => void;
}

/** A clock that stands still until a test lets it go on: whoever sleeps, sleeps until then. */
export class HeldClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #now = Date.UTC(2026, 10, 23, 9, 0, 0);

  now(): number {
    return this.#now;
  }

  /** How long those who sleep now asked to sleep. */
  get sleeping(): readonly number[] {
    return [...this.#sleepers].map(({ milliseconds }) => milliseconds);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { milliseconds, wake: resolve };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason as Error);
      });
    });
  }

  /** Who waits in the background is never woken, only called off. */
  wait(_milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  }

  /** Wakes everybody who sleeps now. */
  async release(): Promise<void> {
    const woken = [...this.#sleepers];
    this.#sleepers.clear();
    this.#now += Math.max(0, ...woken.map(({ milliseconds }) => milliseconds));
    for (const { wake } of woken) wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
