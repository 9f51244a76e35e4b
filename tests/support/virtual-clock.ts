import type { Clock } from '../../main/clock/clock.js';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * A clock that never waits for real time: when everybody sleeps, it jumps to the earliest waking time.
 * `advance` turns it by hand, e.g. past a retention period.
 */
export class VirtualClock implements Clock {
  readonly #sleepers: Sleeper[] = [];
  /** They wait in the background: time does not jump to them. */
  readonly #waiters: Sleeper[] = [];
  #now: number;
  #scheduled = false;

  constructor(start = Date.UTC(2026, 10, 23, 9, 0, 0)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
    this.#wakeWaiters();
  }

  /** Sets the clock to another time, backwards too, as a person does. */
  set(moment: number): void {
    this.#now = moment;
    this.#wakeWaiters();
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return this.#queue(this.#waiters, milliseconds, signal);
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const slept = this.#queue(this.#sleepers, milliseconds, signal);
    this.#schedule();
    return slept;
  }

  #queue(queue: Sleeper[], milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const sleeper: Sleeper = {
        wakeAt: this.#now + milliseconds,
        wake: () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = (): void => {
        const index = queue.indexOf(sleeper);
        if (index >= 0) queue.splice(index, 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      queue.push(sleeper);
    });
  }

  #wakeWaiters(): void {
    for (const waiter of this.#waiters.filter(({ wakeAt }) => wakeAt <= this.#now)) {
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      waiter.wake();
    }
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#sleepers.sort((a, b) => a.wakeAt - b.wakeAt);
      const next = this.#sleepers.shift();
      if (!next) return;
      this.#now = Math.max(this.#now, next.wakeAt);
      next.wake();
      this.#wakeWaiters();
      if (this.#sleepers.length > 0) this.#schedule();
    });
  }
}
