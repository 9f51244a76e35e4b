import type { NewLogEvent } from '../../shared/domain/log-event.js';
import type { CallListener, CallRecord, Notice } from '../azure/types.js';
import type { Clock } from '../clock/clock.js';

/** How a request to Azure stands in the Azure Service log. */
export function callEvent(call: CallRecord): Omit<NewLogEvent, 'actor' | 'object'> {
  const recoverable = call.status === undefined || call.status === 429 || call.status >= 500;
  const answer =
    call.status === undefined ? `no answer${call.errorCode ? ` (${call.errorCode})` : ''}` : String(call.status);
  return {
    service: 'Azure Service',
    level: recoverable ? 'WARN' : 'INFO',
    event: 'azure-call',
    message: `${call.method} ${call.url}: ${answer}${call.status && call.errorCode ? ` ${call.errorCode}` : ''}, ${call.durationMs} ms`,
    requestId: call.clientRequestId,
  };
}

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

  onNotice({ message, clientRequestId }: Notice): void {
    const requestId = clientRequestId === undefined ? {} : { requestId: clientRequestId };
    this.#add({ service: 'Azure Service', level: 'WARN', event: 'azure-recovered', message, ...requestId });
  }

  #add(event: Omit<NewLogEvent, 'actor' | 'object'>): void {
    this.#events.push({ ...event, ...this.#of, time: this.#clock.now() });
  }
}
