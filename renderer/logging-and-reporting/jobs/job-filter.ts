import { JOB_TITLES, type Job, type JobState } from '../../../shared/domain/job.js';

/** What the Jobs view looks for. */
export interface JobFilter {
  readonly state: JobState | 'all';
  readonly text: string;
}

export const ALL_JOBS: JobFilter = { state: 'all', text: '' };

/** The jobs that fit: the state, and every word of the text somewhere in what the row shows. Case makes no difference. */
export function fittingJobs(jobs: readonly Job[], { state, text }: JobFilter): readonly Job[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (state === 'all' && words.length === 0) return jobs;
  return jobs.filter((job) => {
    if (state !== 'all' && job.state !== state) return false;
    const shown = textOf(job);
    return words.every((word) => shown.includes(word));
  });
}

function textOf(job: Job): string {
  const practice = job.practice ? 'practice' : '';
  return [JOB_TITLES[job.type], job.groupName, job.vault, practice, job.by, job.result ?? '', job.id]
    .join('\n')
    .toLowerCase();
}
