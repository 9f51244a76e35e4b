import { useEffect, useState } from 'react';
import type { Job, JobDetails } from '../../../shared/domain/job.js';
import type { JobId } from '../../../shared/domain/ids.js';
import { bridge } from '../../bridge.js';
import { answerOf, useLoggingAndReporting, type AnswerFailure } from '../../stores/index.js';
import { jobWithRow } from './job-with-row.js';
import { throttled } from './throttle.js';

const EVERY_MS = 300;
const TIMERS = {
  set: (run: () => void, ms: number): unknown => setTimeout(run, ms),
  clear: (timer: unknown): void => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

export interface FollowedJob {
  /** The newest that is known: the row that was pushed last, with the steps that were asked for last. */
  readonly job: JobDetails | undefined;
  readonly failure: AnswerFailure | undefined;
}

/** Follows a job: whenever its row changes its steps and messages are asked for again, a few times a second at most. */
export function useJobDetails(jobId: JobId): FollowedJob {
  const row = useLoggingAndReporting((state) => rowOf(state.jobs, jobId));
  const [details, setDetails] = useState<JobDetails>();
  const [failure, setFailure] = useState<AnswerFailure>();

  useEffect(() => {
    const asking = throttled(
      async () => {
        const answer = await answerOf(bridge().loggingAndReporting.job({ jobId }));
        setFailure(answer.ok ? undefined : answer);
        if (answer.ok) setDetails(answer.value);
      },
      EVERY_MS,
      TIMERS,
    );
    asking.ask();
    const stopListening = useLoggingAndReporting.subscribe(({ jobs }, before) => {
      if (rowOf(jobs, jobId) !== rowOf(before.jobs, jobId)) asking.ask();
    });
    return () => {
      stopListening();
      asking.stop();
    };
  }, [jobId]);

  const known = details?.id === jobId ? details : undefined;
  return { job: known && row ? jobWithRow(known, row, failure !== undefined) : known, failure };
}

function rowOf(jobs: readonly Job[], jobId: JobId): Job | undefined {
  return jobs.find((job) => job.id === jobId);
}
