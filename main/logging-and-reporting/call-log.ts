import type { NewLogEvent } from '../../shared/domain/log-event.js';
import type { CallListener, CallRecord, Notice } from '../azure/types.js';
import type { Clock } from '../clock/clock.js';
import { callEvent, noticeEvent } from './azure-events.js';

/**
 * Listens to a connection that is used outside a job, and gathers what it tells as log events. Whoever looked appends
 * them together with what was found.
 */
export class CallLog implements CallListener {
  readonly #clock: Clock;
  readonly #of: Pick<NewLogEvent, 'actor' | 'object'>;
  readonly #events: (NewLogEvent & { readonly time: number })[] = [];

  constructor(clock: Clock, of: Pick<NewLogEvent, 'actor' | 'object'>) {
    this.#clock = clock;
    this.#of = of;
  }

  get events(): readonly (NewLogEvent & { readonly time: number })[] {
    return this.#events;
  }

  onCall(call: CallRecord): void {
    this.#add(callEvent(call));
  }

  onNotice(notice: Notice): void {
    this.#add(noticeEvent(notice));
  }

  #add(event: Omit<NewLogEvent, 'actor' | 'object'>): void {
    this.#events.push({ ...event, ...this.#of, time: this.#clock.now() });
  }
}
