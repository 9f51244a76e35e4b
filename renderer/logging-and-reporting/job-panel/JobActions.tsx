import { useState, type ReactNode } from 'react';
import type { JobId } from '../../../shared/domain/ids.js';
import type { JobDetails, JobState } from '../../../shared/domain/job.js';
import { bridge } from '../../bridge.js';
import { Button, Failure, JobsIcon, RefreshIcon, StopIcon, classesOf } from '../../components/index.js';
import { useCall, useWhyNot } from '../../stores/index.js';
import styles from './JobPanel.module.css';
import { JOB_PANEL } from './strings.js';

const c = classesOf(styles);
const REPEATABLE: readonly JobState[] = ['failed', 'cancelled', 'interrupted'];

export interface JobActionsProps {
  readonly job: JobDetails;
  readonly onOpenJob: (jobId: JobId) => void;
  readonly onShowInJobs?: (() => void) | undefined;
}

/** Cancel while it runs; do it again where it did not succeed. */
export function JobActions({ job, onOpenJob, onShowInJobs }: JobActionsProps): ReactNode {
  const mayNotCancel = useWhyNot('loggingAndReporting', 'cancelJob');
  const mayNotRepeat = useWhyNot('loggingAndReporting', 'repeatJob');
  const cancel = useCall(bridge().loggingAndReporting.cancelJob);
  const repeat = useCall(bridge().loggingAndReporting.repeatJob);
  const mayNotFollow = useWhyNot('keyManagement', 'followOther');
  const follow = useCall(bridge().keyManagement.followOther);
  const [cancelling, setCancelling] = useState<JobId>();
  const isRunning = job.state === 'running';
  const isRepeatable = REPEATABLE.includes(job.state);
  const wasOvertaken = isRepeatable && job.failureCode === 'other-workstation';
  const failure = cancel.failure ?? repeat.failure ?? follow.failure;
  const isCancelling = isRunning && cancelling === job.id;

  const onCancel = async (): Promise<void> => {
    setCancelling(job.id);
    const answer = await cancel.run({ jobId: job.id });
    if (!answer.ok) setCancelling(undefined);
  };
  const onRepeat = async (): Promise<void> => {
    const answer = await repeat.run({ jobId: job.id });
    if (answer.ok) onOpenJob(answer.value.jobId);
  };
  const onFollow = async (): Promise<void> => {
    const answer = await follow.run({ jobId: job.id });
    if (answer.ok) onOpenJob(answer.value.jobId);
  };
  return (
    <>
      <div className={c('actions')}>
        {isRunning && mayNotCancel === undefined && (
          <Button icon={<StopIcon />} busy={isCancelling} onPress={() => void onCancel()}>
            {JOB_PANEL.cancel}
          </Button>
        )}
        {isRepeatable && mayNotRepeat === undefined && (
          <Button icon={<RefreshIcon />} busy={repeat.busy} onPress={() => void onRepeat()}>
            {JOB_PANEL.repeat}
          </Button>
        )}
        {wasOvertaken && (
          <Button busy={follow.busy} disabledReason={mayNotFollow} onPress={() => void onFollow()}>
            {JOB_PANEL.follow}
          </Button>
        )}
        {onShowInJobs && (
          <Button variant="quiet" icon={<JobsIcon />} onPress={onShowInJobs}>
            {JOB_PANEL.openJobs}
          </Button>
        )}
      </div>
      {isCancelling && (
        <p className={c('soft')} role="status">
          {JOB_PANEL.cancelled}
        </p>
      )}
      {failure && <Failure failure={failure} />}
    </>
  );
}
