import type { LogEvent, LogFilter } from '../../shared/domain/log-event.js';
import {
  eventsBySequence,
  eventsDownFrom,
  lastEvent,
  matchingAmong,
  matchingSequences,
} from '../store/tables/log-events.js';
import type { Store } from '../store/types.js';
import { SequenceList } from './sequence-list.js';

export interface LogPage {
  /** How many events fit. */
  readonly total: number;
  /** The newest event that was looked at. */
  readonly lastSequence: number;
  /** Newest first. */
  readonly events: readonly LogEvent[];
}

/** How many filters keep what they found: at most four bytes an event each. */
const FILTERS_KEPT = 6;
/** Texts are compared so many events at a time; then everybody else has a turn. */
const PORTION = 30_000;

/** What one filter found so far. */
interface Found {
  readonly filter: LogFilter;
  readonly list: SequenceList;
  /** Events up to this one were looked at. */
  upTo: number;
  /** Extensions wait for each other. */
  turn: Promise<void>;
}

/**
 * Any page of the log by its position, for a window that scrolls through a million rows. Sequence numbers have no gap, so
 * without a filter a position is arithmetic; with one, the sequence numbers that fit are kept and only new events are
 * looked at the next time.
 */
export class LogPages {
  readonly #store: Store;
  readonly #pause: () => Promise<void>;
  /** The filter used last stands last. */
  readonly #kept = new Map<string, Found>();

  constructor(store: Store, pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))) {
    this.#store = store;
    this.#pause = pause;
  }

  /** Where the log stands. */
  state(): Pick<LogPage, 'total' | 'lastSequence'> {
    const lastSequence = lastEvent(this.#store)?.sequence ?? 0;
    return { total: lastSequence, lastSequence };
  }

  /** `limit` events from number `offset` on, where 0 is the newest that fits. */
  async page(filter: LogFilter, offset: number, limit: number): Promise<LogPage> {
    const wanted = normal(filter);
    if (isEmpty(wanted)) {
      const { lastSequence } = this.state();
      const events = eventsDownFrom(this.#store, lastSequence - offset, limit);
      return { total: lastSequence, lastSequence, events };
    }
    const { list, upTo } = await this.#find(wanted);
    const events = eventsBySequence(this.#store, list.newestFirst(offset, limit));
    return { total: list.length, lastSequence: upTo, events };
  }

  async #find(filter: LogFilter): Promise<Found> {
    const found = this.#keep(filter);
    const before = found.turn;
    const mine = before.then(() => this.#extend(found));
    found.turn = mine.catch(() => undefined);
    await mine;
    return found;
  }

  #keep(filter: LogFilter): Found {
    const key = keyOf(filter);
    const found = this.#kept.get(key) ?? { filter, list: new SequenceList(), upTo: 0, turn: Promise.resolve() };
    this.#kept.delete(key);
    this.#kept.set(key, found);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= FILTERS_KEPT) break;
      this.#kept.delete(oldest);
    }
    return found;
  }

  /** Looks at the events that came since. */
  async #extend(found: Found): Promise<void> {
    const last = this.state().lastSequence;
    if (found.upTo >= last) return;
    if (found.filter.text !== undefined) await this.#extendByText(found, last);
    else if (last - found.upTo <= PORTION) this.#walk(found, last);
    else {
      found.list.add(matchingSequences(this.#store, found.filter, { after: found.upTo, upTo: last }, 'seek'));
      found.upTo = last;
    }
  }

  async #extendByText(found: Found, last: number): Promise<void> {
    const among = await this.#candidates(found.filter, last);
    if (!among || among.length > (last - found.upTo) / 3) {
      while (found.upTo < last) {
        this.#walk(found, Math.min(last, found.upTo + PORTION));
        await this.#pause();
      }
      return;
    }
    for (const portion of among.portions(found.upTo, last, PORTION)) {
      found.list.add(matchingAmong(this.#store, found.filter, portion));
      found.upTo = portion.at(-1) ?? found.upTo;
      await this.#pause();
    }
    found.upTo = last;
  }

  #walk(found: Found, upTo: number): void {
    found.list.add(matchingSequences(this.#store, found.filter, { after: found.upTo, upTo }, 'walk'));
    found.upTo = upTo;
  }

  /** Events among which all that fit must be: a shorter text was typed before, or the filter says more than a text. */
  async #candidates(filter: LogFilter, last: number): Promise<SequenceList | undefined> {
    const { text = '', ...rest } = filter;
    const restKey = keyOf(rest);
    const wider = [...this.#kept.values()].filter(({ filter: other, upTo }) => {
      const { text: shorter, ...otherRest } = other;
      return (
        shorter !== undefined &&
        shorter !== text &&
        text.includes(shorter) &&
        upTo >= last &&
        keyOf(otherRest) === restKey
      );
    });
    if (!isEmpty(rest)) wider.push(await this.#find(rest));
    return wider.map(({ list }) => list).sort((a, b) => a.length - b.length)[0];
  }
}

/** Without what says nothing; the text in lower case, since case makes no difference. */
function normal(filter: LogFilter): LogFilter {
  const { service, level, from, to, jobId, text } = filter;
  return {
    ...(service === undefined ? {} : { service }),
    ...(level === undefined ? {} : { level }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(jobId === undefined ? {} : { jobId }),
    ...(text === undefined || text === '' ? {} : { text: text.toLowerCase() }),
  };
}

function isEmpty(filter: LogFilter): boolean {
  return Object.keys(filter).length === 0;
}

/** The same for filters that ask for the same; members stand in the order of `normal`. */
function keyOf(filter: LogFilter): string {
  return JSON.stringify(filter);
}
