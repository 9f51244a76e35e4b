import { create } from 'zustand';
import type { PushOf } from '../../shared/contract/index.js';
import type { Job } from '../../shared/domain/job.js';
import { NOT_LOADED, type Loading } from './answers.js';

export interface LoggingAndReportingStore extends Loading {
  /** Newest first. */
  readonly jobs: readonly Job[];
  readonly log: { readonly total: number; readonly lastSequence: number };
  /** How far a verification or an export is, as it was told last. */
  readonly progress?: { readonly what: 'verify' | 'export'; readonly done: number; readonly total: number } | undefined;
}

export const NO_JOBS: LoggingAndReportingStore = {
  ...NOT_LOADED,
  jobs: [],
  log: { total: 0, lastSequence: 0 },
  progress: undefined,
};

export const useLoggingAndReporting = create<LoggingAndReportingStore>(() => NO_JOBS);

/** Takes what Logging and Reporting tells: jobs that are new or changed, where the log stands, how far long work is. */
export function hearLoggingAndReporting(value: PushOf<'loggingAndReporting'>): void {
  if ('log' in value) {
    useLoggingAndReporting.setState({ log: value.log });
    return;
  }
  if ('progress' in value) {
    useLoggingAndReporting.setState({ progress: value.progress });
    return;
  }
  useLoggingAndReporting.setState((state) => {
    const byId = new Map(state.jobs.map((job) => [job.id, job]));
    for (const job of value.jobs) byId.set(job.id, job);
    return { jobs: newestFirst([...byId.values()]) };
  });
}

export function newestFirst(jobs: readonly Job[]): readonly Job[] {
  return jobs.toSorted((a, b) => b.startedAt - a.startedAt);
}

export function runningJobs(jobs: readonly Job[]): readonly Job[] {
  return jobs.filter((job) => job.state === 'running');
}

/** The job that ended last; undefined when none has. */
export function lastEnded(jobs: readonly Job[]): Job | undefined {
  const ended = (job: Job): number => job.finishedAt ?? 0;
  return jobs.filter((job) => ended(job) > 0).toSorted((a, b) => ended(b) - ended(a))[0];
}
