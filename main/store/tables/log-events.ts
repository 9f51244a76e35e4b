import { asId } from '../../../shared/domain/ids.js';
import { LOG_LEVELS, LOG_SERVICES, type LogEvent, type LogFilter } from '../../../shared/domain/log-event.js';
import type { Row, SqlValue, Transaction } from '../types.js';
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
    object: text(row, 'object'),
    message: text(row, 'message'),
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
    `INSERT INTO log_event (sequence, time, service, level, event, actor, object, message, job_id, request_id, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      e.sequence,
      e.time,
      e.service,
      e.level,
      e.event,
      e.actor,
      e.object,
      e.message,
      e.jobId ?? null,
      e.requestId ?? null,
      e.previousHash,
      e.hash,
    ],
  );
}

function where(filter: LogFilter, after: number): { readonly sql: string; readonly params: SqlValue[] } {
  const parts = ['sequence > ?'];
  const params: SqlValue[] = [after];
  const add = (sql: string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    parts.push(sql);
    params.push(value);
  };
  add('service = ?', filter.service);
  add('level = ?', filter.level);
  add('time >= ?', filter.from);
  add('time < ?', filter.to);
  add('job_id = ?', filter.jobId);
  return { sql: parts.join(' AND '), params };
}

/** Up to `limit` events after sequence number `after`, in order. */
export function eventsAfter(reader: Reader, filter: LogFilter, after: number, limit: number): LogEvent[] {
  const { sql, params } = where(filter, after);
  return reader.all(`SELECT * FROM log_event WHERE ${sql} ORDER BY sequence LIMIT ?`, [...params, limit]).map(toEvent);
}

/** The newest `limit` events that fit, oldest of them first. */
export function newestEvents(reader: Reader, filter: LogFilter, limit: number): LogEvent[] {
  const { sql, params } = where(filter, 0);
  return reader
    .all(`SELECT * FROM log_event WHERE ${sql} ORDER BY sequence DESC LIMIT ?`, [...params, limit])
    .map(toEvent)
    .reverse();
}

export function countEvents(reader: Reader, filter: LogFilter): number {
  const { sql, params } = where(filter, 0);
  const row = reader.get(`SELECT count(*) AS n FROM log_event WHERE ${sql}`, params);
  return row ? integer(row, 'n') : 0;
}
