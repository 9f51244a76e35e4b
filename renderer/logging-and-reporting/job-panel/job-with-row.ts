import type { Job, JobDetails } from '../../../shared/domain/job.js';

/**
 * A job as it is shown: its row, which is pushed, with its steps and messages, which are asked for. Where only one of them
 * knows that the job has ended the steps' own row is shown, so that an end is told once, with the steps it ended with; unless
 * the steps cannot be had.
 */
export function jobWithRow(details: JobDetails, row: Job, stepsFailed: boolean): JobDetails {
  const oneHasEnded = (row.finishedAt === undefined) !== (details.finishedAt === undefined);
  return oneHasEnded && !stepsFailed ? details : { ...row, steps: details.steps, messages: details.messages };
}
