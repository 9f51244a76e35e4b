import { randomUUID } from 'node:crypto';
import { asId, type GroupId, type JobId } from '../../shared/domain/ids.js';
import { JOB_TITLES, type Job, type JobDetails, type JobType } from '../../shared/domain/job.js';
import { describeFailure } from '../../shared/describe-failure.js';
import { fail, ok, type Failure, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { deleteJobRequest } from '../store/tables/job-requests.js';
import { jobById, jobDetails, listJobs, unfinishedJobs } from '../store/tables/jobs.js';
import { StoreWriteError, type Store } from '../store/types.js';
import { JobContext, type JobWatcher } from './job-context.js';
import type { SystemLog } from './system-log.js';

export interface JobRequest {
  readonly type: JobType;
  readonly groupId: GroupId;
  readonly groupName: string;
  readonly vault: string;
  readonly practice: boolean;
  readonly total: number;
  readonly by: string;
}

export interface JobOptions {
  /** Aborted: the job stops at the next step's border, cleans up, and ends as cancelled. */
  readonly signal?: AbortSignal;
  readonly watcher?: JobWatcher;
  /** The job that was queued and begins now. */
  readonly queued?: JobId;
}

/** Records, runs and lists jobs. A job is on disk before its work begins. */
export class JobRunner {
  readonly #store: Store;
  readonly #log: SystemLog;
  readonly #clock: Clock;

  constructor(store: Store, log: SystemLog, clock: Clock) {
    this.#store = store;
    this.#log = log;
    this.#clock = clock;
  }

  list(limit = 100): Job[] {
    return listJobs(this.#store, limit);
  }

  /** A job with its steps and messages; the id may be shortened as long as it is unique. */
  show(id: string): Result<JobDetails> {
    const found = this.#store
      .all('SELECT id FROM job WHERE substr(id, 1, ?) = ? LIMIT 2', [id.length, id])
      .map((row) => String(row['id']));
    const [only, other] = found;
    if (id === '' || only === undefined) {
      return fail('job-not-found', `There is no job ${id}.`, { advice: 'See the list of jobs for their ids.' });
    }
    if (other !== undefined)
      return fail('job-ambiguous', `More than one job begins with ${id}.`, { advice: 'Give more of the id.' });
    const details = jobDetails(this.#store, asId.job(only));
    return details ? ok(details) : fail('job-not-found', `There is no job ${id}.`);
  }

  /** Jobs that a crash left behind. */
  unfinished(): Job[] {
    return unfinishedJobs(this.#store);
  }

  /**
   * Records a job, runs its work, records what came of it. `work` answers the sentence of success. The result is the
   * job itself, whatever became of it; a Failure (codes of the disk) only when the disk could not record its beginning
   * or its end. In the second case it stays open in the books, for Recovery to look after.
   */
  async run(
    request: JobRequest,
    options: JobOptions,
    work: (context: JobContext) => Promise<Result<string>>,
  ): Promise<Result<Job>> {
    const context = this.#context(
      {
        ...request,
        id: options.queued ?? asId.job(randomUUID()),
        state: 'running',
        done: 0,
        startedAt: this.#clock.now(),
        requests: 0,
        reconciled: true,
      },
      options,
      0,
    );
    context.log({
      service: 'Azure Service',
      level: 'INFO',
      event: 'job-started',
      message: `Job started: ${JOB_TITLES[request.type]}`,
    });
    const begun = recorded(() =>
      context.commit((tx) => {
        if (options.queued) deleteJobRequest(tx, options.queued);
      }),
    );
    if (!begun.ok) return begun;
    let result: Result<string>;
    try {
      result = await work(context);
    } catch (error) {
      if (!(error instanceof StoreWriteError)) {
        recorded(() => this.#breakOff(context));
        throw error;
      }
      result = { ok: false, failure: error.failure };
      // What was done in the vault just before is in no book: it is looked at before more is done with the group.
      context.update({ reconciled: false });
      context.closeSteps('Could not be recorded.');
    }
    const ended = recorded(() => this.#finish(context, result));
    if (ended.ok) return ended;
    const { failure } = ended;
    const open = `The job ${context.id.slice(0, 8)} stays open: before more is done with ${request.groupName}, the vault is looked at.`;
    return { ok: false, failure: { ...failure, message: `${failure.message} ${open}` } };
  }

  /** Takes an interrupted job up again, to compare it with the vault. */
  resume(id: JobId, options: JobOptions): JobContext | undefined {
    const details = jobDetails(this.#store, id);
    const job = jobById(this.#store, id);
    return details && job ? this.#context(job, options, details.steps.length) : undefined;
  }

  #context(job: Job, options: JobOptions, firstStep: number): JobContext {
    return new JobContext(job, {
      store: this.#store,
      log: this.#log,
      clock: this.#clock,
      watcher: options.watcher ?? (() => undefined),
      signal: options.signal ?? new AbortController().signal,
      firstStep,
    });
  }

  /** After a bug of ours nobody knows how far the job came: the vault is looked at before more is done. */
  #breakOff(context: JobContext): void {
    const result = 'Something went wrong inside Keyferry while this job was running.';
    const finishedAt = this.#clock.now();
    context.update({ state: 'interrupted', reconciled: false, finishedAt, result, failureCode: 'internal' });
    context.closeSteps('Broken off.');
    context.say('ERROR', 'job-broken-off', result, { outcome: 'unclear', reason: 'internal' });
    context.commit();
  }

  #finish(context: JobContext, result: Result<string>): Job {
    const finishedAt = this.#clock.now();
    if (result.ok) {
      const warned = context.warnings > 0;
      context.update({ state: warned ? 'succeeded-with-warnings' : 'succeeded', finishedAt, result: result.value });
      // WARN: "events that completed successfully but with recoverable errors" (the guide).
      context.say(warned ? 'WARN' : 'INFO', 'job-succeeded', result.value, { outcome: 'success' });
    } else {
      this.#finishFailed(context, result.failure, finishedAt);
    }
    context.commit();
    return context.job;
  }

  #finishFailed(context: JobContext, failure: Failure, finishedAt: number): void {
    const cancelled = failure.code === 'cancelled';
    const text = describeFailure(failure);
    context.update({ state: cancelled ? 'cancelled' : 'failed', finishedAt, result: text, failureCode: failure.code });
    context.say(cancelled ? 'WARN' : 'ERROR', cancelled ? 'job-cancelled' : 'job-failed', text, {
      outcome: 'failure',
      reason: failure.code,
      ...(failure.requestId ? { requestId: failure.requestId } : {}),
    });
  }
}

/** What the disk refused, as a value. */
function recorded<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
    throw error;
  }
}
