import { asId, type JobId, type KeyId } from '../../../shared/domain/ids.js';
import {
  JOB_STATES,
  JOB_TYPES,
  STEP_NAMES,
  type Job,
  type JobDetails,
  type JobMessage,
  type JobStep,
} from '../../../shared/domain/job.js';
import type { Row, Transaction } from '../types.js';
import { oneOf } from './one-of.js';
import { integer, optionalInteger, optionalText, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

function toJob(row: Row): Job {
  return {
    id: asId.job(text(row, 'id')),
    type: oneOf(JOB_TYPES, text(row, 'type')),
    groupId: asId.group(text(row, 'group_id')),
    groupName: text(row, 'group_name'),
    vault: text(row, 'vault'),
    practice: integer(row, 'practice') === 1,
    state: oneOf(JOB_STATES, text(row, 'state')),
    done: integer(row, 'done'),
    total: integer(row, 'total'),
    startedAt: integer(row, 'started_at'),
    ...optionalInteger(row, 'finished_at', 'finishedAt'),
    by: text(row, 'actor'),
    ...optionalText(row, 'result', 'result'),
    ...optionalText(row, 'failure_code', 'failureCode'),
    requests: integer(row, 'requests'),
    reconciled: integer(row, 'reconciled') === 1,
    ...(row['may_queue'] === 1 ? { mayQueue: true } : {}),
  };
}

function toStep(row: Row): JobStep {
  return {
    number: integer(row, 'number'),
    name: oneOf(STEP_NAMES, text(row, 'name')),
    state: oneOf(['running', 'done', 'failed'], text(row, 'state')),
    ...(row['key_id'] === null ? {} : { keyId: asId.key(text(row, 'key_id')) }),
    startedAt: integer(row, 'started_at'),
    ...optionalInteger(row, 'finished_at', 'finishedAt'),
    ...optionalText(row, 'request_id', 'requestId'),
    ...optionalText(row, 'detail', 'detail'),
  };
}

function toMessage(row: Row): JobMessage {
  return {
    number: integer(row, 'number'),
    time: integer(row, 'time'),
    level: oneOf(['INFO', 'WARN', 'ERROR'], text(row, 'level')),
    text: text(row, 'text'),
  };
}

/** A failed job whose request is kept may be queued. */
const JOBS = `SELECT job.*, job.rowid AS number, job.state = 'failed' AND EXISTS
  (SELECT 1 FROM job_request WHERE job_request.job_id = job.id) AS may_queue FROM job`;

/** The newest jobs first. */
export function listJobs(reader: Reader, limit: number): Job[] {
  return reader.all(`${JOBS} ORDER BY started_at DESC, number DESC LIMIT ?`, [limit]).map(toJob);
}

export function jobById(reader: Reader, id: JobId): Job | undefined {
  const row = reader.get(`${JOBS} WHERE id = ?`, [id]);
  return row ? toJob(row) : undefined;
}

export function jobDetails(reader: Reader, id: JobId): JobDetails | undefined {
  const job = jobById(reader, id);
  if (!job) return undefined;
  const steps = reader.all('SELECT * FROM job_step WHERE job_id = ? ORDER BY number', [id]).map(toStep);
  const messages = reader.all('SELECT * FROM job_message WHERE job_id = ? ORDER BY number', [id]).map(toMessage);
  return { ...job, steps, messages };
}

/** Jobs that were cut short: still running in the books, or not yet compared with the vault. Oldest first. */
export function unfinishedJobs(reader: Reader): Job[] {
  return reader.all(`${JOBS} WHERE state = 'running' OR reconciled = 0 ORDER BY started_at, number`).map(toJob);
}

/** Inserts or replaces the whole row. */
export function putJob(tx: Transaction, j: Job): void {
  tx.run(
    `INSERT INTO job (id, type, group_id, group_name, vault, practice, state, done, total, started_at, finished_at, actor,
       result, failure_code, requests, reconciled)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET state = excluded.state, done = excluded.done, total = excluded.total,
       started_at = excluded.started_at,
       finished_at = excluded.finished_at, result = excluded.result, failure_code = excluded.failure_code,
       requests = excluded.requests, reconciled = excluded.reconciled`,
    [
      j.id,
      j.type,
      j.groupId,
      j.groupName,
      j.vault,
      j.practice ? 1 : 0,
      j.state,
      j.done,
      j.total,
      j.startedAt,
      j.finishedAt ?? null,
      j.by,
      j.result ?? null,
      j.failureCode ?? null,
      j.requests,
      j.reconciled ? 1 : 0,
    ],
  );
}

export function putStep(tx: Transaction, jobId: JobId, s: JobStep): void {
  tx.run(
    `INSERT INTO job_step (job_id, number, name, state, key_id, started_at, finished_at, request_id, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (job_id, number) DO UPDATE SET state = excluded.state, finished_at = excluded.finished_at,
       request_id = excluded.request_id, detail = excluded.detail`,
    [
      jobId,
      s.number,
      s.name,
      s.state,
      s.keyId ?? null,
      s.startedAt,
      s.finishedAt ?? null,
      s.requestId ?? null,
      s.detail ?? null,
    ],
  );
}

export function insertMessage(tx: Transaction, jobId: JobId, m: Omit<JobMessage, 'number'>): void {
  tx.run(
    `INSERT INTO job_message (job_id, number, time, level, text)
     VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM job_message WHERE job_id = ?), ?, ?, ?)`,
    [jobId, jobId, m.time, m.level, m.text],
  );
}

/** How far a key got inside a job; `sending` is recorded before its transfer blob leaves. */
export type JobKeyState = 'waiting' | 'sending' | 'pushed' | 'not-pushed';

export function putJobKey(tx: Transaction, jobId: JobId, keyId: KeyId, state: JobKeyState): void {
  tx.run(
    'INSERT INTO job_key (job_id, key_id, state) VALUES (?, ?, ?) ON CONFLICT (job_id, key_id) DO UPDATE SET state = excluded.state',
    [jobId, keyId, state],
  );
}

export function jobKeys(reader: Reader, jobId: JobId): { readonly keyId: KeyId; readonly state: JobKeyState }[] {
  return reader.all('SELECT * FROM job_key WHERE job_id = ? ORDER BY rowid', [jobId]).map((row) => ({
    keyId: asId.key(text(row, 'key_id')),
    state: oneOf(['waiting', 'sending', 'pushed', 'not-pushed'], text(row, 'state')),
  }));
}
