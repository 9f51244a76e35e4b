import { hash } from 'node:crypto';
import type { LogEvent } from '../../shared/domain/log-event.js';

/** What the first event names as the hash before it. */
export const CHAIN_START = '0'.repeat(64);

/** The members of an event before `sequence`, in alphabetical order. */
const BEFORE_SEQUENCE = [
  'actor',
  'approver',
  'event',
  'jobId',
  'level',
  'message',
  'object',
  'outcome',
  'previousHash',
  'reason',
  'requestId',
] as const;

/**
 * The canonical JSON of an event (RFC 8785): its members in alphabetical order, those that are undefined left out. Written
 * out for this one shape, since a general writer takes most of the time of a verification.
 */
export function canonicalEvent(event: Omit<LogEvent, 'hash'>): string {
  let text = '{';
  for (const name of BEFORE_SEQUENCE) {
    const value = event[name];
    if (value !== undefined) text += `"${name}":${JSON.stringify(value)},`;
  }
  return `${text}"sequence":${event.sequence},"service":${JSON.stringify(event.service)},"time":${event.time}}`;
}

/**
 * The hash of an event: SHA-256, lower-case hex, over the canonical JSON (RFC 8785, UTF-8) of all its other fields.
 * `previousHash` is among them: that is what makes the events a chain.
 */
export function hashEvent(event: Omit<LogEvent, 'hash'>): string {
  return hash('sha256', canonicalEvent(event), 'hex');
}

/**
 * Walks events that follow each other without a gap and answers the sequence number of the first one that does not
 * fit its hash or its predecessor; undefined when all fit.
 */
export function firstBrokenLink(events: readonly LogEvent[]): number | undefined {
  let previous: LogEvent | undefined;
  for (const event of events) {
    if (hashEvent(event) !== event.hash) return event.sequence;
    const follows = previous
      ? event.previousHash === previous.hash && event.sequence === previous.sequence + 1
      : event.sequence !== 1 || event.previousHash === CHAIN_START;
    if (!follows) return event.sequence;
    previous = event;
  }
  return undefined;
}
