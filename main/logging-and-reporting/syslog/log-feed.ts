import type { Actor } from '../../../shared/domain/actor.js';
import type { NewLogEvent } from '../../../shared/domain/log-event.js';
import { ok, type Failure, type Result } from '../../../shared/result.js';
import type { Clock } from '../../clock/clock.js';
import { feedPosition, putFeedPosition, type FeedPosition } from '../../store/tables/log-feed.js';
import { StoreWriteError, type Store } from '../../store/types.js';
import { syslogMessage } from '../formats/index.js';
import type { SystemLog } from '../system-log.js';
import { sendMessages, type SyslogServer } from './tls-sender.js';

/** Events in one connection. */
const BATCH = 500;
/** The server lags when it could be given nothing for so long. */
const LAG_MS = 5 * 60_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 5 * 60_000;

export type Send = (server: SyslogServer, messages: readonly string[], signal?: AbortSignal) => Promise<Result<void>>;

/** How the live feed stands. */
export interface FeedState {
  readonly on: boolean;
  /** `host:port`; empty where none is set. */
  readonly server: string;
  readonly sentUpTo: number;
  readonly waiting: number;
  /** UTC milliseconds. */
  readonly laggingSince?: number;
  readonly lastFailure?: string;
}

export interface FeedParts {
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly actor: Actor;
  /** The name of the workstation in every message. */
  readonly host: string;
  /** undefined: the feed is off. Asked each time: settings change while it runs. */
  readonly server: () => SyslogServer | undefined;
  /** What is set, on or off. */
  readonly configured: () => { readonly on: boolean; readonly server: string };
  readonly send?: Send;
}

/**
 * The live feed to a syslog server. The log itself is the queue: only how far the server has it is kept, so that nothing is
 * lost over restarts. What was sent without the server's goodbye is sent again. It never holds up other work.
 */
export class LogFeed {
  readonly #parts: FeedParts;
  readonly #send: Send;
  readonly #stop = new AbortController();
  #wake: () => void = () => undefined;
  #failingSince: number | undefined;
  #lastFailure: Failure | undefined;
  #running: Promise<void> | undefined;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#send = parts.send ?? sendMessages;
  }

  state(): FeedState {
    const { store, log, configured } = this.#parts;
    const { on, server } = configured();
    const { sentUpTo, laggingSince } = feedPosition(store, server);
    return {
      on,
      server,
      sentUpTo,
      waiting: Math.max(0, log.lastSequence - sentUpTo),
      ...(laggingSince === undefined ? {} : { laggingSince }),
      ...(this.#lastFailure ? { lastFailure: this.#lastFailure.message } : {}),
    };
  }

  /** Sends what is due now; answers how many events. Codes of sendMessages, and of the disk. */
  async sendDue(signal?: AbortSignal): Promise<Result<number>> {
    let sent = 0;
    // What is logged meanwhile, e.g. that it caught up, is for the next time: otherwise this might never end.
    const upTo = this.#parts.log.lastSequence;
    for (;;) {
      const batch = await this.#sendBatch(upTo, signal);
      if (!batch.ok || batch.value === 0) return batch.ok ? ok(sent) : batch;
      sent += batch.value;
    }
  }

  /** Sends by itself from now on, as events come, until `stop`. */
  start(): void {
    if (this.#running) return;
    const stopListening = this.#parts.log.onAppended(() => this.#wake());
    this.#running = this.#run()
      // A bug of ours: the rest of the workstation goes on, and the state says so.
      .catch(() => {
        this.#lastFailure = { code: 'internal', message: 'The live feed stopped by an error of its own.' };
      })
      .finally(stopListening);
  }

  /** A setting changed: it looks again at once. */
  wake(): void {
    this.#wake();
  }

  /** Ends; what is on its way is broken off and sent again another time. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let pause = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const news = this.#news();
      const sent = await this.#attempt(signal);
      if (this.#stop.signal.aborted) return;
      if (sent.ok) {
        pause = FIRST_PAUSE_MS;
        if (!this.#isDue()) await news;
        continue;
      }
      await this.#sleep(pause, signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  /** Resolves when something was logged, or a setting changed. */
  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #isDue(): boolean {
    const server = this.#parts.server();
    return (
      server !== undefined && feedPosition(this.#parts.store, nameOf(server)).sentUpTo < this.#parts.log.lastSequence
    );
  }

  /** A disk that refuses is a failure like any other here: it is tried again. */
  async #attempt(signal: AbortSignal): Promise<Result<number>> {
    try {
      return await this.sendDue(signal);
    } catch (error) {
      if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
      throw error;
    }
  }

  async #sleep(pause: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#parts.clock.sleep(pause, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #sendBatch(upTo: number, signal: AbortSignal | undefined): Promise<Result<number>> {
    const { store, log, host } = this.#parts;
    const server = this.#parts.server();
    if (!server) return ok(0);
    const position = feedPosition(store, nameOf(server));
    const [events = []] = log.pages({}, { after: position.sentUpTo, upTo, size: BATCH });
    const last = events.at(-1)?.sequence;
    if (last === undefined) return ok(0);
    const messages = events.map((event) => syslogMessage(event, host));
    const sent = await this.#send(server, messages, signal);
    if (!sent.ok) {
      if (sent.failure.code !== 'cancelled') this.#failed(server, position, sent.failure);
      return sent;
    }
    this.#taken(server, { ...position, sentUpTo: last });
    return ok(events.length);
  }

  #taken(server: SyslogServer, { sentUpTo, laggingSince }: FeedPosition): void {
    this.#failingSince = undefined;
    this.#lastFailure = undefined;
    const { store, log } = this.#parts;
    const caughtUp = laggingSince !== undefined && sentUpTo >= log.lastSequence;
    store.commit((tx) => {
      putFeedPosition(tx, nameOf(server), {
        sentUpTo,
        ...(laggingSince === undefined || caughtUp ? {} : { laggingSince }),
      });
      if (caughtUp) log.append(tx, [this.#event('INFO', 'syslog-caught-up', server, 'has everything again')]);
    });
  }

  /** That it lags is logged once, until it has caught up. */
  #failed(server: SyslogServer, position: FeedPosition, failure: Failure): void {
    const { store, log, clock } = this.#parts;
    const now = clock.now();
    this.#lastFailure = failure;
    this.#failingSince ??= now;
    if (position.laggingSince !== undefined || now - this.#failingSince < LAG_MS) return;
    store.commit((tx) => {
      putFeedPosition(tx, nameOf(server), { ...position, laggingSince: now });
      const waiting = log.lastSequence - position.sentUpTo;
      const what = `lags: ${waiting} event(s) wait in the log. ${failure.message}`;
      log.append(tx, [{ ...this.#event('WARN', 'syslog-lagging', server, what), reason: failure.code }]);
    });
  }

  #event(
    level: 'INFO' | 'WARN',
    event: 'syslog-lagging' | 'syslog-caught-up',
    server: SyslogServer,
    what: string,
  ): NewLogEvent {
    const actor = this.#parts.actor.name;
    const object = nameOf(server);
    return {
      service: 'System',
      level,
      event,
      actor,
      object,
      message: `The syslog server ${object} ${what}.`.replace('..', '.'),
    };
  }
}

/** `host:port`. */
export function nameOf({ host, port }: Pick<SyslogServer, 'host' | 'port'>): string {
  return `${host}:${port}`;
}
