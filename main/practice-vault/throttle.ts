import type { Clock } from '../clock/clock.js';

/** Counts HSM writes per vault in a sliding window, as the service does. */
export class Throttle {
  readonly #clock: Clock;
  readonly #times = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True when one more is allowed now; counts it. */
  admits(vault: string, limits: { readonly count: number; readonly windowMs: number }): boolean {
    const now = this.#clock.now();
    const recent = (this.#times.get(vault) ?? []).filter((time) => time > now - limits.windowMs);
    const admitted = recent.length < limits.count;
    if (admitted) recent.push(now);
    this.#times.set(vault, recent);
    return admitted;
  }
}
