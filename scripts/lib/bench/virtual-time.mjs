/** A clock on which nobody waits for real time: when everybody sleeps it jumps to the earliest waking time. */
export class VirtualTime {
  #now = Date.UTC(2026, 10, 23, 9);
  #sleepers = [];
  #jumping = false;

  now() {
    return this.#now;
  }

  /** What waits in the background keeps waiting: nothing here runs until its hour. */
  wait() {
    return new Promise(() => undefined);
  }

  sleep(milliseconds) {
    return new Promise((resolve) => {
      this.#sleepers.push({ wakeAt: this.#now + milliseconds, resolve });
      this.#jump();
    });
  }

  #jump() {
    if (this.#jumping) return;
    this.#jumping = true;
    setImmediate(() => {
      this.#jumping = false;
      this.#sleepers.sort((a, b) => a.wakeAt - b.wakeAt);
      const next = this.#sleepers.shift();
      if (!next) return;
      this.#now = Math.max(this.#now, next.wakeAt);
      next.resolve();
      if (this.#sleepers.length > 0) this.#jump();
    });
  }
}
