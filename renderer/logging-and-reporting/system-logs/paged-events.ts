import type { Answer, Reply } from '../../../shared/contract/index.js';
import type { LogEvent } from '../../../shared/domain/log-event.js';
import type { AnswerFailure } from '../../stores/index.js';

export type LogPage = Reply<'loggingAndReporting', 'logPage'>;
/** Asks for `limit` events from number `offset` on, newest first. */
export type AskPage = (offset: number, limit: number) => Promise<Answer<LogPage>>;

/** Events of one page. */
export const PAGE = 200;
/** So many pages are kept: 12 000 events, some 6 MB. */
const PAGES_KEPT = 60;
const QUESTIONS_AT_ONCE = 2;

/** Where a list of events stands; another object whenever something changed. */
export interface EventsState {
  /** The first answer has come. */
  readonly ready: boolean;
  /** Rows of the list: what fitted when it was last brought up to date. */
  readonly rows: number;
  /** Events that came since and are not rows yet. */
  readonly newer: number;
  readonly failure: AnswerFailure | undefined;
}

/**
 * The events that fit one filter, fetched page by page as they come into sight. An event is known by its position from the
 * oldest, which never changes, since a log only grows; its row is counted from the newest. Rows stay where they are when new
 * events come, unless the list follows.
 */
export class PagedEvents {
  readonly #ask: AskPage;
  readonly #pages = new Map<number, (LogEvent | undefined)[]>();
  readonly #listeners = new Set<() => void>();
  readonly #underWay = new Set<number>();
  #wanted: readonly number[] = [];
  #state: EventsState = { ready: false, rows: 0, newer: 0, failure: undefined };
  #total = 0;
  #lastSequence = 0;
  #isFollowing = true;
  /** Answers of an earlier start are not listened to. */
  #run = 0;

  constructor(ask: AskPage) {
    this.#ask = ask;
  }

  /** Looks for the newest events; `stop` drops every question that is open. Can be started again. */
  start(): void {
    this.#run += 1;
    void this.#askNewest();
  }

  stop(): void {
    this.#run += 1;
    this.#wanted = [];
    this.#underWay.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): EventsState => this.#state;

  /** The newest event in the whole log that an answer took into account. */
  get lastSequence(): number {
    return this.#lastSequence;
  }

  /** The event of a row (0: the newest); undefined while it is on its way. */
  at(row: number): LogEvent | undefined {
    return this.atPosition(this.positionOf(row));
  }

  atPosition(position: number): LogEvent | undefined {
    return this.#pages.get(pageOf(position))?.[position % PAGE];
  }

  /** Position and row turn into each other in the same way. */
  positionOf(row: number): number {
    return this.#state.rows - 1 - row;
  }

  /** These rows are in sight: what is missing of them is asked for, and what was wanted before is not any more. */
  want(firstRow: number, lastRow: number): void {
    if (!this.#state.ready || this.#state.rows === 0) return;
    const newest = Math.min(this.#state.rows - 1, this.positionOf(firstRow));
    const oldest = Math.max(0, this.positionOf(lastRow));
    const pages: number[] = [];
    for (let page = pageOf(newest); page >= pageOf(oldest); page -= 1) pages.push(page);
    pages.forEach((page) => this.#touch(page));
    this.#wanted = pages.filter((page) => !this.#isWhole(page));
    this.#askWanted();
  }

  /** Something was written to the log: looks whether it fits. */
  async refresh(): Promise<void> {
    if (this.#state.ready) await this.#askNewest();
  }

  /** At the newest end new events become rows by themselves; elsewhere they are only counted. */
  follow(isFollowing: boolean): void {
    this.#isFollowing = isFollowing;
    if (isFollowing && this.#state.newer > 0) this.catchUp();
  }

  /** The new events become rows. */
  catchUp(): void {
    this.#set({ rows: this.#total, newer: 0 });
  }

  /** After a failure. */
  retry(): void {
    this.#set({ failure: undefined });
    if (this.#state.ready) this.#askWanted();
    else void this.#askNewest();
  }

  async #askNewest(): Promise<void> {
    const run = this.#run;
    const answer = await this.#ask(0, PAGE);
    if (run !== this.#run) return;
    if (answer.ok) this.#take(0, answer.value);
    else this.#set({ failure: answer });
  }

  #askWanted(): void {
    if (this.#state.failure) return;
    for (const page of this.#wanted) {
      if (this.#underWay.size >= QUESTIONS_AT_ONCE) return;
      if (!this.#underWay.has(page) && !this.#isWhole(page)) void this.#askPage(page);
    }
  }

  async #askPage(page: number): Promise<void> {
    const run = this.#run;
    this.#underWay.add(page);
    const end = Math.min(this.#total, (page + 1) * PAGE);
    const offset = this.#total - end;
    const answer = await this.#ask(offset, end - page * PAGE);
    if (run !== this.#run) return;
    this.#underWay.delete(page);
    if (answer.ok) this.#takePage(page, offset, answer.value);
    else this.#set({ failure: answer });
    this.#askWanted();
  }

  #takePage(page: number, offset: number, answer: LogPage): void {
    const before = this.#total;
    this.#take(offset, answer);
    // New events shifted the answer: the rest is asked for again. Without them asking again would bring the same.
    if (this.#total === before) this.#wanted = this.#wanted.filter((other) => other !== page);
  }

  /** An answer tells the total it was counted from: with it every event has its position, whatever came meanwhile. */
  #take(offset: number, { total, lastSequence, events }: LogPage): void {
    this.#total = Math.max(this.#total, total);
    this.#lastSequence = Math.max(this.#lastSequence, lastSequence);
    events.forEach((event, at) => this.#put(total - 1 - offset - at, event));
    const rows = this.#isFollowing || !this.#state.ready ? this.#total : this.#state.rows;
    this.#set({ ready: true, rows, newer: this.#total - rows, failure: undefined });
  }

  #put(position: number, event: LogEvent): void {
    if (position < 0) return;
    const page = this.#pages.get(pageOf(position)) ?? [];
    page[position % PAGE] = event;
    this.#pages.set(pageOf(position), page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= PAGES_KEPT) break;
      this.#pages.delete(oldest);
    }
  }

  /** The page that was used last is dropped last. */
  #touch(page: number): void {
    const events = this.#pages.get(page);
    if (!events) return;
    this.#pages.delete(page);
    this.#pages.set(page, events);
  }

  #isWhole(page: number): boolean {
    const size = Math.min(PAGE, this.#total - page * PAGE);
    const events = this.#pages.get(page);
    if (!events || events.length < size) return false;
    for (let at = 0; at < size; at += 1) if (!events[at]) return false;
    return true;
  }

  #set(change: Partial<EventsState>): void {
    this.#state = { ...this.#state, ...change };
    this.#listeners.forEach((listener) => listener());
  }
}

const pageOf = (position: number): number => Math.floor(position / PAGE);
