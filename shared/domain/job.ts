import type { GroupId, JobId, KeyId } from './ids.js';

export const JOB_TYPES = [
  'synchronize',
  'rotate',
  'delete-on-cloud',
  'disable-older',
  'enable-version',
  'recover-deleted',
  'purge-deleted',
  'ceremony-upload',
] as const;
export type JobType = (typeof JOB_TYPES)[number];

/** The job's name as KMES users know it. */
export const JOB_TITLES: Readonly<Record<JobType, string>> = {
  synchronize: 'Synchronize HSM protected key(s)',
  rotate: 'Rotate HSM protected key',
  'delete-on-cloud': 'Delete HSM protected key(s) on cloud service',
  'disable-older': 'Disable older versions of HSM protected key',
  'enable-version': 'Enable version of HSM protected key',
  'recover-deleted': 'Recover deleted HSM protected key',
  'purge-deleted': 'Purge deleted HSM protected key',
  'ceremony-upload': 'Upload key of a ceremony',
};

/** Who did it, where no person asked for it but the schedule. */
export const ROTATION_SCHEDULE = 'Rotation schedule';

export const JOB_STATES = [
  'queued',
  'running',
  'succeeded',
  'succeeded-with-warnings',
  'failed',
  'cancelled',
  'interrupted',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** The real steps of work against Azure. */
export const STEP_NAMES = [
  'pre-flight',
  'generate',
  'kek',
  'wrap',
  'import',
  'compare',
  'delete',
  'disable',
  'enable',
  'recover',
  'purge',
  'clean-up',
  'reconcile',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

export interface JobStep {
  readonly number: number;
  readonly name: StepName;
  readonly state: 'running' | 'done' | 'failed';
  readonly keyId?: KeyId;
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** x-ms-client-request-id of the step's last request. */
  readonly requestId?: string;
  /** What came of it; on failure the sentence. */
  readonly detail?: string;
}

export interface JobMessage {
  readonly number: number;
  readonly time: number;
  readonly level: 'INFO' | 'WARN' | 'ERROR';
  readonly text: string;
}

/** Codes of failures that say no more than that an endpoint could not be reached. */
const UNREACHABLE: ReadonlySet<string> = new Set(['name-not-found', 'unreachable', 'no-answer', 'token-no-answer']);

/** Whether a failure says no more than that an endpoint could not be reached: what it kept from being done can wait. */
export function isUnreachable(failureCode: string | undefined): boolean {
  return failureCode !== undefined && UNREACHABLE.has(failureCode);
}

/** One piece of work against Azure. */
export interface Job {
  readonly id: JobId;
  readonly type: JobType;
  readonly groupId: GroupId;
  readonly groupName: string;
  readonly vault: string;
  readonly practice: boolean;
  readonly state: JobState;
  /** Keys done and keys in all. */
  readonly done: number;
  readonly total: number;
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** Who began it. */
  readonly by: string;
  /** One sentence: what came of it. */
  readonly result?: string;
  /** Stable code of the failure. */
  readonly failureCode?: string;
  /** How many HTTP requests it sent. */
  readonly requests: number;
  /** False: after an interruption the vault has not been looked at yet. */
  readonly reconciled: boolean;
  /** It failed because the network was away, before anything was done: it may be queued until the network is back. */
  readonly mayQueue?: boolean;
}

export interface JobDetails extends Job {
  readonly steps: readonly JobStep[];
  readonly messages: readonly JobMessage[];
}
