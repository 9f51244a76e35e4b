import type { JobId } from './ids.js';

export const LOG_SERVICES = ['Azure Service', 'Key Management', 'Identity', 'System'] as const;
export type LogService = (typeof LOG_SERVICES)[number];

/**
 * INFO: completed successfully. WARN: completed with recoverable errors. ERROR: a command was not able to complete
 * (the guide's definitions).
 */
export const LOG_LEVELS = ['INFO', 'WARN', 'ERROR'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const LOG_OUTCOMES = ['success', 'failure', 'unclear'] as const;
export type LogOutcome = (typeof LOG_OUTCOMES)[number];

/** What happened, before it has its place in the chain. */
export interface NewLogEvent {
  readonly service: LogService;
  readonly level: LogLevel;
  /** Stable, kebab-case id of the kind of event, e.g. `key-synchronized`. */
  readonly event: string;
  readonly actor: string;
  /** The second administrator who confirmed it. */
  readonly approver?: string;
  /** What it was done to, e.g. `contoso/payroll/payroll-002`. */
  readonly object: string;
  readonly message: string;
  /** How it ended; left out where something only began or was seen. */
  readonly outcome?: LogOutcome;
  /** Why it was asked for (the justification), or the stable code of why it failed. */
  readonly reason?: string;
  readonly jobId?: JobId;
  /** x-ms-client-request-id. */
  readonly requestId?: string;
}

/** An event in the chain: `hash` is SHA-256 over the RFC 8785 form of all other fields, `previousHash` included. */
export interface LogEvent extends NewLogEvent {
  /** 1, 2, 3 ... without a gap. */
  readonly sequence: number;
  /** UTC milliseconds. */
  readonly time: number;
  readonly previousHash: string;
  readonly hash: string;
}

export interface LogFilter {
  readonly service?: LogService;
  /** Only this level. */
  readonly level?: LogLevel;
  /** UTC milliseconds, inclusive. */
  readonly from?: number;
  /** UTC milliseconds, exclusive. */
  readonly to?: number;
  readonly jobId?: JobId;
  /** Stands somewhere in message, object, actor, approver, reason, event or request id, without regard to case. */
  readonly text?: string;
}

export const EXPORT_FORMATS = ['text', 'csv', 'jsonl', 'cef', 'rfc5424'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What Export File answers. */
export interface ExportReceipt {
  readonly file: string;
  readonly rows: number;
  readonly sha256: string;
}
