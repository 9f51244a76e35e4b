import { z } from 'zod';
import { asId, type JobId } from '../../../shared/domain/ids.js';
import type { Transaction } from '../types.js';
import { optionalText, text } from './row.js';

type Reader = Pick<Transaction, 'all' | 'get'>;

/** What was asked for, so that it can be done later. */
const cloudRequest = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('synchronize'),
    keyIds: z.array(z.string()),
    followOther: z.boolean().exactOptional(),
  }),
  z.strictObject({ type: z.literal('rotate'), followOther: z.boolean().exactOptional() }),
  z.strictObject({
    type: z.literal('delete-on-cloud'),
    purge: z.boolean(),
    justification: z.string().exactOptional(),
  }),
]);
export type CloudRequest = z.infer<typeof cloudRequest>;

/** A request that could not be begun, with who asked for it and who confirmed it. */
export interface JobRequestRecord {
  readonly jobId: JobId;
  readonly request: CloudRequest;
  readonly askedBy: string;
  readonly approver?: string;
  readonly reason?: string;
}

export function requestOfJob(reader: Reader, jobId: JobId): JobRequestRecord | undefined {
  const row = reader.get('SELECT * FROM job_request WHERE job_id = ?', [jobId]);
  if (!row) return undefined;
  return {
    jobId,
    request: cloudRequest.parse(JSON.parse(text(row, 'request'))),
    askedBy: text(row, 'asked_by'),
    ...optionalText(row, 'approver', 'approver'),
    ...optionalText(row, 'reason', 'reason'),
  };
}

export function putJobRequest(tx: Transaction, record: JobRequestRecord): void {
  tx.run('INSERT INTO job_request (job_id, request, asked_by, approver, reason) VALUES (?, ?, ?, ?, ?)', [
    record.jobId,
    JSON.stringify(record.request),
    record.askedBy,
    record.approver ?? null,
    record.reason ?? null,
  ]);
}

export function deleteJobRequest(tx: Transaction, jobId: JobId): void {
  tx.run('DELETE FROM job_request WHERE job_id = ?', [jobId]);
}

/** The ids of the jobs that wait, in the order in which they were queued. */
export function queuedJobIds(reader: Reader): JobId[] {
  return reader.all("SELECT id FROM job WHERE state = 'queued' ORDER BY rowid").map((row) => asId.job(text(row, 'id')));
}
