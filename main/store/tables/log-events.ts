import { asId } from '../../../shared/domain/ids.js';
import {
  LOG_LEVELS,
  LOG_OUTCOMES,
  LOG_SERVICES,
  type LogEvent,
  type LogFilter,
} from '../../../shared/domain/log-event.js';
import type { SqlValue, Transaction } from '../types.js';
import { HOLDS_TEXT } from '../database.js';
import { oneOf } from './one-of.js';
import { integer, optionalText, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

/** The columns of an event, in the order of `toEvent`. */
const COLUMNS = [
  ...['sequence', 'time', 'service', 'level', 'event', 'actor', 'approver', 'object', 'message'],
  ...['outcome', 'reason', 'job_id', 'request_id', 'previous_hash', 'hash'],
].join(', ');

/**
 * The events of a query over log_event. They come as one JSON text, since a row at a time over the border of WebAssembly
 * takes three times as long. `rest` ends in a LIMIT: without one SQLite might forget the order of an inner query.
 */
function eventsOf(reader: Reader, rest: string, params: readonly SqlValue[]): LogEvent[] {
  const page = `SELECT json_group_array(json_array(${COLUMNS})) AS page FROM (SELECT ${COLUMNS} FROM log_event ${rest})`;
  const row = reader.get(page, params);
  const rows: unknown = row ? JSON.parse(text(row, 'page')) : [];
  if (!Array.isArray(rows)) throw new Error('A page of the log is no list.');
  return rows.map(toEvent);
}

function toEvent(row: unknown): LogEvent {
  if (!Array.isArray(row)) throw new Error('An event of the log is no row.');
  const cells: readonly unknown[] = row;
  const [approver, outcome, reason, jobId, requestId] = [cells[6], cells[9], cells[10], cells[11], cells[12]];
  // Members one by one: spreading each optional one takes as long as all the rest.
  const event: { -readonly [M in keyof LogEvent]: LogEvent[M] } = {
    sequence: numberIn(cells[0]),
    time: numberIn(cells[1]),
    service: oneOf(LOG_SERVICES, textIn(cells[2])),
    level: oneOf(LOG_LEVELS, textIn(cells[3])),
    event: textIn(cells[4]),
    actor: textIn(cells[5]),
    object: textIn(cells[7]),
    message: textIn(cells[8]),
    previousHash: textIn(cells[13]),
    hash: textIn(cells[14]),
  };
  if (approver !== null) event.approver = textIn(approver);
  if (outcome !== null) event.outcome = oneOf(LOG_OUTCOMES, textIn(outcome));
  if (reason !== null) event.reason = textIn(reason);
  if (jobId !== null) event.jobId = asId.job(textIn(jobId));
  if (requestId !== null) event.requestId = textIn(requestId);
  return event;
}

function textIn(cell: unknown): string {
  if (typeof cell !== 'string') throw new Error(`A cell of the log should hold text, it holds ${typeof cell}.`);
  return cell;
}

function numberIn(cell: unknown): number {
  if (typeof cell !== 'number') throw new Error(`A cell of the log should hold a number, it holds ${typeof cell}.`);
  return cell;
}

/** The end of the chain; undefined while the log is empty. */
export function lastEvent(reader: Reader): Pick<LogEvent, 'sequence' | 'time' | 'hash'> | undefined {
  const row = reader.get('SELECT sequence, time, hash FROM log_event ORDER BY sequence DESC LIMIT 1');
  return row && { sequence: integer(row, 'sequence'), time: integer(row, 'time'), hash: text(row, 'hash') };
}

/** The hashes of up to `limit` events after sequence number `after`, in order. */
export function hashesAfter(reader: Reader, after: number, limit: number): string[] {
  return reader
    .all('SELECT hash FROM log_event WHERE sequence > ? ORDER BY sequence LIMIT ?', [after, limit])
    .map((row) => text(row, 'hash'));
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
  return eventsOf(reader, `WHERE sequence > ? AND ${sql} ORDER BY sequence LIMIT ?`, [after, ...params, limit]);
}

/** The newest `limit` events that fit, oldest of them first. */
export function newestEvents(reader: Reader, filter: LogFilter, limit: number): LogEvent[] {
  const { sql, params } = condition(filter, 'walk');
  return eventsOf(reader, `WHERE ${sql} ORDER BY sequence DESC LIMIT ?`, [...params, limit]).reverse();
}

export function countEvents(reader: Reader, filter: LogFilter): number {
  const { sql, params } = condition(filter, 'seek');
  const row = reader.get(`SELECT count(*) AS n FROM log_event WHERE ${sql}`, params);
  return row ? integer(row, 'n') : 0;
}

/** Up to `limit` events from sequence number `from` downwards, newest first. */
export function eventsDownFrom(reader: Reader, from: number, limit: number): LogEvent[] {
  return eventsOf(reader, 'WHERE sequence <= ? ORDER BY sequence DESC LIMIT ?', [from, limit]);
}

/** The events of these sequence numbers, newest first. */
export function eventsBySequence(reader: Reader, sequences: readonly number[]): LogEvent[] {
  return eventsOf(reader, 'WHERE sequence IN (SELECT value FROM json_each(?)) ORDER BY sequence DESC LIMIT -1', [
    JSON.stringify(sequences),
  ]);
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

/** How often somebody did something. */
export interface ActCount {
  readonly actor: string;
  readonly approver?: string;
  readonly event: string;
  readonly count: number;
  /** UTC milliseconds. */
  readonly last: number;
}

/** Who did acts of these event ids, and how often. */
export function countActs(reader: Reader, events: readonly string[]): ActCount[] {
  const sql = `SELECT actor, approver, event, count(*) AS n, max(time) AS last FROM log_event
    WHERE event IN (SELECT value FROM json_each(?)) GROUP BY actor, approver, event`;
  return reader.all(sql, [JSON.stringify(events)]).map((row) => ({
    actor: text(row, 'actor'),
    ...optionalText(row, 'approver', 'approver'),
    event: text(row, 'event'),
    count: integer(row, 'n'),
    last: integer(row, 'last'),
  }));
}

/** All events about an object or what is below it, and those of the jobs of a group or of a key; in order. */
export function eventsAbout(
  reader: Reader,
  about: { readonly object: string; readonly groupId?: string; readonly keyId?: string },
): LogEvent[] {
  const below = `${about.object.toLowerCase()}/`;
  const sql = `WHERE lower(object) = ? OR substr(lower(object), 1, ?) = ?
    OR job_id IN (SELECT id FROM job WHERE group_id = ?) OR job_id IN (SELECT job_id FROM job_key WHERE key_id = ?)
    ORDER BY sequence LIMIT -1`;
  const params = [about.object.toLowerCase(), [...below].length, below, about.groupId ?? '', about.keyId ?? ''];
  return eventsOf(reader, sql, params);
}

/** Whether a `vault/group` is, or was, in a practice vault. */
export function isPracticeObject(reader: Reader, object: string): boolean {
  const slash = object.indexOf('/');
  const [vault, group] = [object.slice(0, slash), object.slice(slash + 1)];
  const row = reader.get(
    `SELECT EXISTS (SELECT 1 FROM job WHERE vault = ?1 COLLATE NOCASE AND group_name = ?2 COLLATE NOCASE AND practice = 1)
       OR EXISTS (SELECT 1 FROM key_group g JOIN credential c ON c.id = g.credential_id
         WHERE g.vault = ?1 AND g.name = ?2 AND c.cloud = 'practice') AS practice`,
    [vault, group],
  );
  return row?.['practice'] === 1;
}
