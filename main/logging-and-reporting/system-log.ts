import type { Approval } from '../../shared/domain/actor.js';
import type { LogEvent, LogFilter, NewLogEvent } from '../../shared/domain/log-event.js';
import type { Clock } from '../clock/clock.js';
import { countEvents, eventsAfter, insertEvent, lastEvent, newestEvents } from '../store/tables/log-events.js';
import type { Store, Transaction } from '../store/types.js';
import { CHAIN_START, firstBrokenLink, hashEvent } from './chain.js';

const PAGE = 1000;

/** The System Logs: every event chained by hash to the one before. Nothing here can change or remove one. */
export class SystemLog {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #approval: () => Approval;

  /** `approval` tells who confirmed the work that is going on, and why: it stands in every event of it. */
  constructor(store: Store, clock: Clock, approval: () => Approval = () => ({})) {
    this.#store = store;
    this.#clock = clock;
    this.#approval = approval;
  }

  /** Appends events inside the caller's transaction, so that work and evidence are kept together or not at all. */
  append(tx: Transaction, events: readonly (NewLogEvent & { readonly time?: number })[]): void {
    const last = lastEvent(tx);
    let sequence = last?.sequence ?? 0;
    let previousHash = last?.hash ?? CHAIN_START;
    for (const event of events) {
      sequence += 1;
      const unhashed = { ...this.#approval(), ...event, time: event.time ?? this.#clock.now(), sequence, previousHash };
      const hash = hashEvent(unhashed);
      insertEvent(tx, { ...unhashed, hash });
      previousHash = hash;
    }
  }

  /** Appends events in a transaction of their own. */
  write(...events: readonly NewLogEvent[]): void {
    this.#store.commit((tx) => this.append(tx, events));
  }

  /** The newest `limit` events that fit the filter, in order. */
  newest(filter: LogFilter, limit: number): LogEvent[] {
    return newestEvents(this.#store, filter, limit);
  }

  /** Number of the newest event, and of all events: there is no gap. */
  get lastSequence(): number {
    return lastEvent(this.#store)?.sequence ?? 0;
  }

  count(filter: LogFilter): number {
    return countEvents(this.#store, filter);
  }

  /** All events that fit, in order, read page by page. */
  *each(filter: LogFilter): Generator<LogEvent> {
    for (let after = 0; ;) {
      const page = eventsAfter(this.#store, filter, after, PAGE);
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.sequence;
    }
  }

  /** Sequence number of the first event that does not fit the chain; undefined when the whole log is sound. */
  verify(): number | undefined {
    let tail: LogEvent | undefined;
    for (let after = 0; ;) {
      const page = eventsAfter(this.#store, {}, after, PAGE);
      const [first] = page;
      // The chain knows its beginning: a log whose first events are gone is not whole.
      if (!tail && first && first.sequence !== 1) return first.sequence;
      const broken = firstBrokenLink(tail ? [tail, ...page] : page);
      if (broken !== undefined) return broken;
      tail = page.at(-1);
      if (!tail || page.length < PAGE) return undefined;
      after = tail.sequence;
    }
  }
}
