import type { Job } from '../../../shared/domain/job.js';
import type { Result } from '../../../shared/result.js';
import { done, refused, type Outcome } from './outcome.js';
import { jobData } from './show/nouns.js';
import { span } from './show/times.js';
import { shortId } from './show/text.js';

/** What a job came to, in its own sentence; `more` is shown and given besides when it succeeded. */
export function jobOutcome(
  result: Result<Job>,
  more: () => { readonly data: Record<string, unknown>; readonly text: string } = () => ({ data: {}, text: '' }),
): Outcome {
  if (!result.ok) return result;
  const job = result.value;
  const data = { job: jobData(job) };
  switch (job.state) {
    case 'succeeded':
    case 'succeeded-with-warnings': {
      const besides = more();
      const warned = job.state === 'succeeded' ? '' : 'There were warnings; the job tells them.\n';
      const sentence = `${practiceMark(job)}${job.result ?? 'Done.'}`;
      const parts = [sentence, besides.text, `${warned}${jobLine(job)}`].filter((part) => part !== '');
      return done({ ...data, ...besides.data }, parts.join('\n\n'));
    }
    case 'queued':
      return done(data, `${practiceMark(job)}Queued until the vault ${job.vault} can be reached.\n\n${jobLine(job)}`);
    case 'running':
    case 'failed':
    case 'cancelled':
    case 'interrupted':
      return refused(
        {
          code: job.failureCode ?? job.state,
          message: `${practiceMark(job)}${job.result ?? `The job ended as ${job.state}.`}`,
          advice: `${doneBefore(job)}${jobLine(job)}`,
        },
        { data },
      );
  }
}

function practiceMark(job: Job): string {
  return job.practice ? 'PRACTICE: ' : '';
}

function doneBefore(job: Job): string {
  return job.type === 'synchronize' ? `Pushed before that: ${job.done} of ${job.total} key(s). ` : '';
}

function jobLine(job: Job): string {
  const took = job.finishedAt === undefined ? '' : `, ${span(job.finishedAt - job.startedAt)}`;
  return `Job ${shortId(job.id)}${took}, ${job.requests} requests. All of it: keyferry jobs show ${shortId(job.id)}`;
}
