import { describeFailure } from '../../shared/describe-failure.js';
import type { JobId } from '../../shared/domain/ids.js';
import type { Job } from '../../shared/domain/job.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { JobOptions } from '../logging-and-reporting/index.js';
import { reportBug } from './report-bug.js';

type Started = Result<{ readonly jobId: JobId }>;

/** What runs in the rooms of an open workstation: jobs, and whatever else must end before they are sealed. */
export class RunningJobs {
  readonly #running = new Map<JobId, AbortController>();
  readonly #ends = new Set<Promise<void>>();
  readonly #sealing = new AbortController();
  readonly #changed: (job: Job) => void;
  readonly #unfinished: () => readonly Job[];

  /** `changed` hears of every commit of every job, and of its end; `unfinished` tells the jobs left from before. */
  constructor(parts: { readonly changed: (job: Job) => void; readonly unfinished: () => readonly Job[] }) {
    this.#changed = parts.changed;
    this.#unfinished = parts.unfinished;
  }

  /** Aborted when the workstation is being sealed: long work stops at its next border. */
  get sealing(): AbortSignal {
    return this.#sealing.signal;
  }

  /**
   * Starts a job and answers its id as soon as it is recorded; a failure when it ended before there was one. What becomes
   * of it stands in the job.
   */
  start(work: (options: JobOptions) => Promise<Result<Job>>): Promise<Started> {
    const abort = new AbortController();
    // Earlier jobs of the group are reconciled first, and tell of themselves through the same watcher.
    const earlier = new Set(this.#unfinished().map((job) => job.id));
    return new Promise<Started>((resolve, reject) => {
      let mine: Job | undefined;
      const watcher = (job: Job): void => {
        this.#changed(job);
        if (earlier.has(job.id)) return;
        mine = job;
        this.#running.set(job.id, abort);
        resolve(ok({ jobId: job.id }));
      };
      const ended = (result: Result<Job>): void => {
        resolve(result.ok ? ok({ jobId: result.value.id }) : result);
        if (result.ok) this.#changed(result.value);
        else if (mine) this.#changed(withoutEnd(mine, describeFailure(result.failure), result.failure.code));
      };
      const broken = (error: unknown): void => {
        if (!mine) return reject(error instanceof Error ? error : new Error('A job was not begun.'));
        reportBug('job', error);
        if (mine.state === 'running')
          this.#changed(withoutEnd(mine, 'Something went wrong inside Keyferry.', 'internal'));
      };
      this.#hold(
        work({ signal: abort.signal, watcher })
          .then(ended, broken)
          .finally(() => {
            if (mine) this.#running.delete(mine.id);
          }),
      );
    });
  }

  /** Work without a job of its own: looking after what was left behind. What goes wrong there is tried again later. */
  alongside(work: (options: JobOptions) => Promise<void>): void {
    const options = { signal: this.sealing, watcher: this.#changed };
    this.#hold(work(options).catch((error: unknown) => reportBug('recovery', error)));
  }

  /** Somebody is in the rooms until the function that is answered is called. */
  enter(): () => void {
    let leave = (): void => undefined;
    this.#hold(new Promise<void>((resolve) => (leave = resolve)));
    return () => leave();
  }

  /** Code `job-not-running`. The job ends at its next step's border and cleans up. */
  cancel(id: JobId): Result<void> {
    const abort = this.#running.get(id);
    if (!abort) return fail('job-not-running', 'This job is not running any more.', { advice: 'Look at its result.' });
    abort.abort();
    return ok(undefined);
  }

  /** Cancels everything and waits until all of it has cleaned up. */
  async end(): Promise<void> {
    this.#sealing.abort();
    for (const abort of this.#running.values()) abort.abort();
    while (this.#ends.size > 0) await Promise.all([...this.#ends]);
  }

  #hold(end: Promise<void>): void {
    const held = end.finally(() => this.#ends.delete(held));
    this.#ends.add(held);
  }
}

/** A job whose end could not be recorded: open in the books, looked after before the group is worked on again. */
function withoutEnd(job: Job, result: string, failureCode: string): Job {
  return { ...job, state: 'interrupted', reconciled: false, result, failureCode };
}
