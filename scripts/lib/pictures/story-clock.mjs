import { setTimeout as delay } from 'node:timers/promises';

/**
 * A clock for making a past: it begins `agoMs` before now, is moved on by hand, and runs as the machine's own once it has
 * arrived in the present. In the past nobody waits.
 */
export class StoryClock {
  #offset;

  constructor(agoMs) {
    this.#offset = -agoMs;
  }

  now() {
    return Date.now() + this.#offset;
  }

  /** Goes on to that long ago; never back. */
  moveTo(agoMs) {
    if (-agoMs < this.#offset) throw new Error('A clock does not go back.');
    this.#offset = -agoMs;
  }

  async sleep(milliseconds, signal) {
    if (this.#offset >= 0) return delay(milliseconds, undefined, signal ? { signal } : {});
    signal?.throwIfAborted();
    this.#offset = Math.min(0, this.#offset + milliseconds);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Who waits in the background waits as long as the machine does, and keeps nobody from ending. */
  wait(milliseconds, signal) {
    return delay(milliseconds, undefined, { ref: false, ...(signal ? { signal } : {}) });
  }
}
