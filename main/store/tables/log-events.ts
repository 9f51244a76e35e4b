import { asId } from '../../../shared/domain/ids.js';
import {
  LOG_LEVELS,
  LOG_OUTCOMES,
  LOG_SERVICES,
  type LogEvent,
  type LogFilter,
} from '../../../shared/domain/log-event.js';
import type { Row, SqlValue, Transaction } from '../types.js';
import { HOLDS_TEXT } from '../database.js';
import { oneOf } from './one-of.js';
import { integer, optionalText, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

function toEvent(row: Row): LogEvent {
  return {
    sequence: integer(row, 'sequence'),
    time: integer(row, 'time'),
    service: oneOf(LOG_SERVICES, text(row, 'service')),
    level: oneOf(LOG_LEVELS, text(row, 'level')),
    event: text(row, 'event'),
    actor: text(row, 'actor'),
    ...optionalText(row, 'approver', 'approver'),
    object: text(row, 'object'),
    message: text(row, 'message'),
    ...(row['outcome'] === null ? {} : { outcome: oneOf(LOG_OUTCOMES, text(row, 'outcome')) }),
    ...optionalText(row, 'reason', 'reason'),
    ...(row['job_id'] === null ? {} : { jobId: asId.job(text(row, 'job_id')) }),
    ...optionalText(row, 'request_id', 'requestId'),
    previousHash: text(row, 'previous_hash'),
    hash: text(row, 'hash'),
  };
}

/** The end of the chain; undefined while the log is empty. */
export function lastEvent(reader: Reader): { readonly sequence: number; readonly hash: string } | undefined {
  const row = reader.get('SELECT sequence, hash FROM log_event ORDER BY sequence DESC LIMIT 1');
  return row ? { sequence: integer(row, 'sequence'), hash: text(row, 'hash') } : undefined;
}

export function insertEvent(tx: Transaction, e: LogEvent): void {
  tx.run(
    `INSERT INTO log_event (sequence, time, service, level, event, actor, approver, object, message, outcome, reason,
       job_id, request_id, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      e.sequence,
      e.time,
      e.service,
      e.level,
      e.event,
      e.actor,
      e.approver ?? null,
      e.object,
      e.message,
      e.outcome ?? null,
      e.reason ?? null,
      e.jobId ?? null,
      e.requestId ?? null,
      e.previousHash,
      e.hash,
    ],
  );
}

/** What a search text is looked for in. */
const SEARCHED = ['message', 'object', 'actor', 'approver', 'reason', 'event', 'request_id'] as const;

interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/**
 * The filter as a condition. `walk`: the rows are wanted in their order and an end soon, so no index of another order may
 * be used (a unary plus says so). `seek`: all that fit are wanted, so the indexes are spelled out: level or time alone
 * would not find the way into (service, level, time).
 */
function condition(filter: LogFilter, how: 'walk' | 'seek'): Condition {
  const parts: string[] = [];
  const params: SqlValue[] = [];
  const add = (sql: string, ...values: readonly SqlValue[]): void => {
    parts.push(sql);
    params.push(...values);
  };
  const { service, level, from, to, jobId, text } = filter;
  const plus = how === 'walk' ? '+' : '';
  const inTime = from !== undefined || to !== undefined;
  const spelledOut = how === 'seek' && jobId === undefined;
  if (service !== undefined) add(`${plus}service = ?`, service);
  else if (spelledOut && (level !== undefined || inTime)) add(`service IN (${marks(LOG_SERVICES)})`, ...LOG_SERVICES);
  if (level !== undefined) add(`${plus}level = ?`, level);
  else if (spelledOut && inTime) add(`level IN (${marks(LOG_LEVELS)})`, ...LOG_LEVELS);
  if (from !== undefined) add('time >= ?', from);
  if (to !== undefined) add('time < ?', to);
  if (jobId !== undefined) {
    if (how === 'seek') add('job_id IS NOT NULL AND substr(job_id, 1, 8) = ?', jobId.slice(0, 8));
    add('job_id = ?', jobId);
  }
  if (text !== undefined && text !== '') addText(add, text);
  return { sql: parts.length === 0 ? '1' : parts.join(' AND '), params };
}

/** SQLite's LIKE knows the case of ASCII letters only, and is much the fastest for them. */
function addText(add: (sql: string, ...values: readonly SqlValue[]) => void, text: string): void {
  const isAscii = /^[\x20-\x7e]*$/.test(text);
  const one = (column: string): string => (isAscii ? `${column} LIKE ? ESCAPE '\\'` : `${HOLDS_TEXT}(${column}, ?)`);
  const wanted = isAscii ? `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%` : text.toLowerCase();
  add(`(${SEARCHED.map(one).join(' OR ')})`, ...SEARCHED.map(() => wanted));
}

function marks(words: readonly string[]): string {
  return words.map(() => '?').join(', ');
}

/** Up to `limit` events after sequence number `after`, in order. */
export function eventsAfter(reader: Reader, filter: LogFilter, after: number, limit: number): LogEvent[] {
  const { sql, params } = condition(filter, 'walk');
  return reader
    .all(`SELECT * FROM log_event WHERE sequence > ? AND ${sql} ORDER BY sequence LIMIT ?`, [after, ...params, limit])
    .map(toEvent);
}

/** The newest `limit` events that fit, oldest of them first. */
export function newestEvents(reader: Reader, filter: LogFilter, limit: number): LogEvent[] {
  const { sql, params } = condition(filter, 'walk');
  return reader
    .all(`SELECT * FROM log_event WHERE ${sql} ORDER BY sequence DESC LIMIT ?`, [...params, limit])
    .map(toEvent)
    .reverse();
}

export function countEvents(reader: Reader, filter: LogFilter): number {
  const { sql, params } = condition(filter, 'seek');
  const row = reader.get(`SELECT count(*) AS n FROM log_event WHERE ${sql}`, params);
  return row ? integer(row, 'n') : 0;
}

/** Up to `limit` events from sequence number `from` downwards, newest first. */
export function eventsDownFrom(reader: Reader, from: number, limit: number): LogEvent[] {
  return reader
    .all('SELECT * FROM log_event WHERE sequence <= ? ORDER BY sequence DESC LIMIT ?', [from, limit])
    .map(toEvent);
}

/** The events of these sequence numbers, newest first. */
export function eventsBySequence(reader: Reader, sequences: readonly number[]): LogEvent[] {
  return reader
    .all('SELECT * FROM log_event WHERE sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence DESC', [
      JSON.stringify(sequences),
    ])
    .map(toEvent);
}

/** Those of these sequence numbers that fit, with commas between them. */
export function matchingAmong(reader: Reader, filter: LogFilter, sequences: readonly number[]): string {
  const { sql, params } = condition(filter, 'walk');
  const row = reader.get(
    `SELECT group_concat(sequence) AS found FROM log_event WHERE sequence IN (SELECT value FROM json_each(?)) AND ${sql}`,
    [JSON.stringify(sequences), ...params],
  );
  return row?.['found'] == null ? '' : text(row, 'found');
}

/**
 * The sequence numbers after `after` up to `upTo` of all events that fit, with commas between
 * them and in no order: a row for each would take longer than finding them.
 */
export function matchingSequences(
  reader: Reader,
  filter: LogFilter,
  range: { readonly after: number; readonly upTo: number },
  how: 'walk' | 'seek',
): string {
  const { sql, params } = condition(filter, how);
  const bound = how === 'walk' ? 'sequence' : '+sequence';
  const row = reader.get(
    `SELECT group_concat(sequence) AS found FROM log_event WHERE ${bound} > ? AND ${bound} <= ? AND ${sql}`,
    [range.after, range.upTo, ...params],
  );
  return row?.['found'] == null ? '' : text(row, 'found');
}
