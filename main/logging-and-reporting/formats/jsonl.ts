import type { LogEvent } from '../../../shared/domain/log-event.js';
import { eventOf, type LineFormat } from './line-format.js';

/** The members that are texts, in the order in which a row has them. */
const TEXTS = [
  ...(['service', 'level', 'event', 'actor', 'approver', 'object', 'message', 'outcome', 'reason'] as const),
  ...(['jobId', 'requestId', 'previousHash', 'hash'] as const),
] as const;

function rowOf(event: LogEvent): string {
  let row = `{"sequence":${event.sequence},"time":${event.time}`;
  for (const name of TEXTS) {
    const value = event[name];
    if (value !== undefined) row += `,"${name}":${JSON.stringify(value)}`;
  }
  return `${row}}\n`;
}

function read(row: string): ReturnType<LineFormat['read']> {
  try {
    return eventOf(JSON.parse(row));
  } catch {
    return undefined;
  }
}

/** JSON Lines: every field as it was hashed. */
export const JSONL: LineFormat = { head: '', row: rowOf, read };
