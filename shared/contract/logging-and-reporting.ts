import { z } from 'zod';
import { command, job, query } from './define.js';
import {
  exportFormat,
  exportReceipt,
  filePath,
  jobDetails,
  jobId,
  jobView,
  logEvent,
  logFilter,
  nothing,
} from './parts.js';

const ofJob = z.strictObject({ jobId });
const started = z.strictObject({ jobId });

/** Where the log stands. */
export const logState = z.strictObject({ total: z.number().int(), lastSequence: z.number().int() });

export const REPORT_KINDS = ['inventory', 'expiring'] as const;
const reportRequest = {
  kind: z.enum(REPORT_KINDS),
  /** For `expiring`: how far to look ahead. */
  withinDays: z.number().int().min(1).max(3650).exactOptional(),
};

/** A report as it is shown, printed and exported. */
export const report = z.strictObject({
  id: z.string(),
  kind: z.enum(REPORT_KINDS),
  title: z.string(),
  /** What was asked for, in words. */
  filter: z.string(),
  madeAt: z.number().int(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  /** SHA-256 of the CSV form of exactly these rows. */
  sha256: z.string(),
});
export type ReportView = z.infer<typeof report>;

export const loggingAndReporting = {
  calls: {
    snapshot: query('Auditor', nothing, z.strictObject({ jobs: z.array(jobView), log: logState })),
    job: query('Auditor', ofJob, jobDetails),
    /** Stops at the next step's border and cleans up. */
    cancelJob: command('Operator', ofJob, nothing),
    /** The same work once more, as a new job. */
    repeatJob: job('Operator', ofJob, started),
    /** Events that fit, newest first: `limit` of them from number `offset` on. */
    logPage: query(
      'Auditor',
      z.strictObject({
        filter: logFilter,
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
      z.strictObject({ total: z.number().int(), lastSequence: z.number().int(), events: z.array(logEvent) }),
    ),
    /** Walks the whole chain; `brokenAt` is the first event that does not fit. */
    verifyLog: query(
      'Auditor',
      nothing,
      z.strictObject({ events: z.number().int(), brokenAt: z.number().int().exactOptional() }),
    ),
    /** A name for a new file in the usual place for documents. */
    suggestFile: query('Auditor', z.strictObject({ name: z.string().max(100) }), z.strictObject({ file: z.string() })),
    /** The system's own dialog, where the door has one; no `file`: it was closed. */
    chooseFile: query(
      'Auditor',
      z.strictObject({ file: z.string() }),
      z.strictObject({ file: z.string().exactOptional() }),
    ),
    exportLogs: command(
      'Auditor',
      z.strictObject({ file: filePath, format: exportFormat, filter: logFilter, overwrite: z.boolean() }),
      exportReceipt,
    ),
    report: query('Auditor', z.strictObject(reportRequest), report),
    exportReport: command(
      'Auditor',
      z.strictObject({ ...reportRequest, file: filePath, overwrite: z.boolean() }),
      exportReceipt,
    ),
  },
  push: z.union([z.strictObject({ jobs: z.array(jobView) }), z.strictObject({ log: logState })]),
} as const;
