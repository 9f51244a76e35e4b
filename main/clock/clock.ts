import { setTimeout as delay } from 'node:timers/promises';

/** Time comes in from outside, so that tests and the practice vault can turn it. */
export interface Clock {
  /** UTC milliseconds since 1970. */
  now(): number;
  /** Resolves after `milliseconds`; rejects with the signal's reason when it is aborted first. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /**
   * As sleep, for what waits in the background for its hour: it keeps no process alive, and a virtual clock does not
   * jump to it but wakes it when somebody else's time has passed it by.
   */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => timer(milliseconds, signal, true),
  wait: (milliseconds, signal) => timer(milliseconds, signal, false),
};

async function timer(milliseconds: number, signal: AbortSignal | undefined, ref: boolean): Promise<void> {
  try {
    await delay(milliseconds, undefined, { ref, ...(signal ? { signal } : {}) });
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}
