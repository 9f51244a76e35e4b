import type { ReactNode } from 'react';
import type { JobId } from '../../../shared/domain/ids.js';
import { JOB_TITLES, type Job } from '../../../shared/domain/job.js';
import { bridge } from '../../bridge.js';
import { Badge, Button, Dialog, Failure, KeyIcon, RefreshIcon } from '../../components/index.js';
import { go, useCall } from '../../stores/index.js';
import { JOBS, REPEAT } from '../strings.js';

export interface RepeatDialogProps {
  readonly job: Job;
  readonly onJob: (jobId: JobId) => void;
  readonly onClose: () => void;
}

/** Says what repeating will do, then does it. Deleting is only asked for anew. */
export function RepeatDialog({ job, onJob, onClose }: RepeatDialogProps): ReactNode {
  const repeat = useCall(bridge().loggingAndReporting.repeatJob);
  const isDeletion = job.type === 'delete-on-cloud';
  const onRepeat = async (): Promise<void> => {
    const answer = await repeat.run({ jobId: job.id });
    if (!answer.ok) return;
    onClose();
    onJob(answer.value.jobId);
  };
  const showGroup = (
    <Button variant="primary" icon={<KeyIcon />} onPress={() => go({ view: 'keys', id: job.groupId })}>
      {REPEAT.toKeys}
    </Button>
  );
  return (
    <Dialog
      title={REPEAT.title}
      isOpen
      onClose={onClose}
      busy={repeat.busy}
      size="small"
      footer={
        <>
          <Button onPress={onClose} isDisabled={repeat.busy}>
            {isDeletion ? REPEAT.close : REPEAT.cancel}
          </Button>
          {isDeletion ? (
            showGroup
          ) : (
            <Button variant="primary" icon={<RefreshIcon />} busy={repeat.busy} onPress={() => void onRepeat()}>
              {REPEAT.ok}
            </Button>
          )}
        </>
      }
    >
      <p>
        <strong>{JOB_TITLES[job.type]}</strong>
        <br />
        {REPEAT.of(job.groupName, job.vault)} {job.practice && <Badge tone="practice">{JOBS.practice}</Badge>}
      </p>
      <p>{REPEAT.what[job.type]}</p>
      {repeat.failure && <Failure failure={repeat.failure} />}
    </Dialog>
  );
}
