import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { LogEvent } from '../../shared/domain/log-event.js';

/** What the first event names as the hash before it. */
export const CHAIN_START = '0'.repeat(64);

/**
 * The hash of an event: SHA-256, lower-case hex, over the canonical JSON (RFC 8785, UTF-8) of all its other fields.
 * `previousHash` is among them: that is what makes the events a chain.
 */
export function hashEvent(event: Omit<LogEvent, 'hash'>): string {
  const canonical = canonicalize(event);
  if (canonical === undefined) throw new Error('A log event has no canonical form.');
  return createHash('sha256').update(canonical, 'utf8').digest('hex');
}

/**
 * Walks events that follow each other without a gap and answers the sequence number of the first one that does not
 * fit its hash or its predecessor; undefined when all fit.
 */
export function firstBrokenLink(events: readonly LogEvent[]): number | undefined {
  let previous: LogEvent | undefined;
  for (const event of events) {
    const { hash, ...rest } = event;
    if (hashEvent(rest) !== hash) return event.sequence;
    const follows = previous
      ? event.previousHash === previous.hash && event.sequence === previous.sequence + 1
      : event.sequence !== 1 || event.previousHash === CHAIN_START;
    if (!follows) return event.sequence;
    previous = event;
  }
  return undefined;
}
