interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (reason: unknown) => void;
}

/** One commit stays short: what comes beyond it waits for the next. */
const MOST_AT_ONCE = 64;

/**
 * Gathers what gets ready at about the same time and does it together: a commit, and its wait for the disk, serves all of
 * it. `work` answers one outcome for each item, in order; where it throws, all of them fail.
 */
export class Gathered<Item, Outcome> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Outcome[]>;
  #waiting: Waiting<Item, Outcome>[] = [];
  #busy = false;

  constructor(work: (items: readonly Item[]) => Promise<readonly Outcome[]>) {
    this.#work = work;
  }

  get idle(): boolean {
    return !this.#busy;
  }

  add(item: Item): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#busy) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      // What is ready in this turn of the event loop arrives before the next one begins.
      await new Promise((done) => setImmediate(done));
      const batch = this.#waiting.slice(0, MOST_AT_ONCE);
      this.#waiting = this.#waiting.slice(MOST_AT_ONCE);
      await this.#settle(batch);
    }
    this.#busy = false;
  }

  async #settle(batch: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#work(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, at) => {
        const outcome = outcomes[at];
        if (outcome === undefined) reject(new Error(`There is no outcome for the item ${at} of ${batch.length}.`));
        else resolve(outcome);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
