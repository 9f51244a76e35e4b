import { z } from 'zod';
import { FINDING_KINDS, type LogFinding } from '../domain/log-verification.js';
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
  moment,
  nothing,
} from './parts.js';

const ofJob = z.strictObject({ jobId });
const started = z.strictObject({ jobId });

/** Where the log stands. */
export const logState = z.strictObject({ total: z.number().int(), lastSequence: z.number().int() });

export const REPORT_KINDS = ['inventory', 'expiring', 'access', 'drift', 'key-history'] as const;
export const REPORT_FORMATS = ['csv', 'pdf'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

const reportRequest = {
  kind: z.enum(REPORT_KINDS),
  /** For `expiring`: how far to look ahead. */
  withinDays: z.number().int().min(1).max(3650).exactOptional(),
  /** For `key-history`: NAME, or VAULT/NAME where two vaults have one, or where it was removed. */
  group: z.string().trim().min(1, 'Name a Key Group.').max(300).exactOptional(),
  /** For `key-history`: one key of the group; left out: all of them. */
  key: z.string().trim().min(1).max(200).exactOptional(),
};

/** A report as it is shown, printed and exported. */
export const report = z.strictObject({
  id: z.string(),
  kind: z.enum(REPORT_KINDS),
  title: z.string(),
  /** What was asked for, in words. */
  filter: z.string(),
  madeAt: z.number().int(),
  /** Practice vaults are in it. */
  practice: z.boolean(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  /** SHA-256 of the CSV form of exactly these rows. */
  sha256: z.string(),
});
export type ReportView = z.infer<typeof report>;

const finding = z.strictObject({
  kind: z.enum(FINDING_KINDS),
  sequence: z.number().int().exactOptional(),
  upTo: z.number().int().exactOptional(),
  sentence: z.string(),
  remark: z.boolean().exactOptional(),
});
finding satisfies z.ZodType<LogFinding>;

/** A signed checkpoint, and who signed it. */
export const checkpointView = z.strictObject({
  size: z.number().int(),
  time: moment,
  why: z.string(),
  signers: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['valid', 'wrong', 'unknown']),
      time: moment.exactOptional(),
    }),
  ),
});
export type CheckpointView = z.infer<typeof checkpointView>;

/** What a verification of the live log found. */
export const logVerification = z.strictObject({
  events: z.number().int(),
  sound: z.boolean(),
  findings: z.array(finding),
  checkpoints: z.number().int(),
  newest: z.array(checkpointView),
  /** The verifier key of this workstation, for auditors. */
  key: z.string(),
});

/** How the live feed to the syslog server stands. */
export const feedState = z.strictObject({
  on: z.boolean(),
  server: z.string(),
  sentUpTo: z.number().int(),
  waiting: z.number().int(),
  laggingSince: moment.exactOptional(),
  lastFailure: z.string().exactOptional(),
});

export const loggingAndReporting = {
  calls: {
    snapshot: query('Auditor', nothing, z.strictObject({ jobs: z.array(jobView), log: logState })),
    job: query('Auditor', ofJob, jobDetails),
    /** Stops at the next step's border and cleans up. */
    cancelJob: command('Operator', ofJob, nothing),
    /** What a failed job was asked for begins by itself when its vault can be reached again. */
    queueJob: command('Operator', ofJob, started),
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
    /** Walks the whole log with its checkpoints; how far it is, is told by `progress`. */
    verifyLog: query('Auditor', nothing, logVerification),
    /** How the live feed to the syslog server stands. */
    feed: query('Auditor', nothing, feedState),
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
      z.strictObject({ ...reportRequest, file: filePath, format: z.enum(REPORT_FORMATS), overwrite: z.boolean() }),
      exportReceipt,
    ),
  },
  push: z.union([
    z.strictObject({ jobs: z.array(jobView) }),
    z.strictObject({ log: logState }),
    /** How far a long piece of work is. */
    z.strictObject({
      progress: z.strictObject({
        what: z.enum(['verify', 'export']),
        done: z.number().int(),
        total: z.number().int(),
      }),
    }),
  ]),
} as const;
