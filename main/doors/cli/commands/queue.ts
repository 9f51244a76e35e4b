import { ok, type Result } from '../../../../shared/result.js';
import type { Job } from '../../../../shared/domain/job.js';
import { option } from '../command-spec.js';
import type { Context } from '../context.js';
import { jobOutcome } from '../job-outcome.js';
import { done, type Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';
import { jobData } from '../show/nouns.js';
import { table } from '../show/table.js';
import { count, shortId } from '../show/text.js';

export interface QueueOptions {
  readonly queue?: boolean;
}

export const QUEUE = option('--queue', 'where the vault cannot be reached: queue it until it can');

/** The job that ended; with --queue, where nobody answered before anything was done, the one that waits in its place. */
export function queuedWhere({ queue }: QueueOptions, { workstation }: Session, result: Result<Job>): Result<Job> {
  if (queue !== true || !result.ok || result.value.mayQueue !== true) return result;
  return workstation.keyManagement.queue.add(result.value.id);
}

/** `jobs cancel ID`: takes a job out of the queue. */
export function cancelQueued(context: Context, [id = '']: readonly string[]): Promise<Outcome> {
  return withWorkstation(context, ({ workstation }) => {
    const job = workstation.jobs.show(id);
    const cancelled = job.ok ? workstation.keyManagement.queue.cancel(job.value.id) : job;
    if (!cancelled.ok) return Promise.resolve(cancelled);
    const text = `Taken out of the queue: job ${shortId(cancelled.value.id)} of ${cancelled.value.groupName}.`;
    return Promise.resolve(done({ job: jobData(cancelled.value) }, text));
  });
}

/** `jobs resume`: begins what is queued where the vault answers again, for cron where no window is open. */
export function resumeQueued(context: Context): Promise<Outcome> {
  return withWorkstation(
    context,
    async ({ workstation, jobOptions, signal }) => {
      const { queue } = workstation.keyManagement;
      const jobs = await queue.round((work) => work(jobOptions), signal);
      const waiting = queue.list().length;
      const data = { jobs: jobs.map(jobData), waiting };
      const rest = waiting === 0 ? 'Nothing is queued any more.' : `${count(waiting, 'job')} still queued.`;
      const bad = jobs.find(({ state, mayQueue }) => !state.startsWith('succeeded') && mayQueue !== true);
      if (bad) return jobOutcome(ok(bad));
      if (jobs.length === 0) return done(data, waiting === 0 ? 'Nothing is queued.' : rest);
      const rows = jobs.map((job) => [shortId(job.id), job.groupName, job.result ?? job.state]);
      return done(data, `${table(['Job', 'Group', 'Outcome'], rows)}\n\n${rest}`);
    },
    { vault: true },
  );
}
