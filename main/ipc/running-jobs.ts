import type { JobId } from '../../shared/domain/ids.js';
import type { Job } from '../../shared/domain/job.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { JobOptions } from '../logging-and-reporting/index.js';

/** The jobs of this process, from their first commit to their end. */
export class RunningJobs {
  readonly #running = new Map<JobId, AbortController>();
  readonly #ends = new Set<Promise<unknown>>();
  readonly #changed: (job: Job) => void;

  /** `changed` hears of every commit of every job, and of its end. */
  constructor(changed: (job: Job) => void) {
    this.#changed = changed;
  }

  /**
   * Starts a job and answers its id as soon as it is recorded; a failure when it ended before there was one. What becomes
   * of it stands in the job.
   */
  start(work: (options: JobOptions) => Promise<Result<Job>>): Promise<Result<{ readonly jobId: JobId }>> {
    const abort = new AbortController();
    return new Promise((resolve, reject) => {
      let id: JobId | undefined;
      const watcher = (job: Job): void => {
        id = job.id;
        this.#running.set(job.id, abort);
        this.#changed(job);
        resolve(ok({ jobId: job.id }));
      };
      const end = work({ signal: abort.signal, watcher })
        .then((result) => {
          if (result.ok) this.#changed(result.value);
          resolve(result.ok ? ok({ jobId: result.value.id }) : result);
        }, reject)
        .finally(() => {
          if (id !== undefined) this.#running.delete(id);
          this.#ends.delete(end);
        });
      this.#ends.add(end);
    });
  }

  /** Work without a job of its own (looking after what was left behind) that must end before the workstation is sealed. */
  alongside(work: (options: JobOptions) => Promise<void>): void {
    const abort = new AbortController();
    const end = work({ signal: abort.signal, watcher: this.#changed }).finally(() => this.#ends.delete(end));
    this.#ends.add(end);
  }

  /** Code `job-not-running`. The job ends at its next step's border and cleans up. */
  cancel(id: JobId): Result<void> {
    const abort = this.#running.get(id);
    if (!abort) return fail('job-not-running', 'This job is not running any more.', { advice: 'Look at its result.' });
    abort.abort();
    return ok(undefined);
  }

  get count(): number {
    return this.#running.size;
  }

  /** Cancels everything and waits until all of it has cleaned up. */
  async end(): Promise<void> {
    for (const abort of this.#running.values()) abort.abort();
    await Promise.allSettled([...this.#ends]);
  }
}
