import { useState } from 'react';
import type { Job } from '../../../shared/domain/job.js';
import { bridge } from '../../bridge.js';
import {
  JobsIcon,
  KeyIcon,
  LogIcon,
  OfflineIcon,
  RefreshIcon,
  StopIcon,
  toast,
  type MenuEntry,
} from '../../components/index.js';
import { choose, go, useCall, useKeyManagement, useWhyNot, type AnswerFailure } from '../../stores/index.js';
import { JOBS } from '../strings.js';

export interface JobMenu {
  /** The same entries for the right click and for the button. */
  readonly entriesOf: (rows: readonly Job[]) => readonly MenuEntry[];
  readonly failure: AnswerFailure | undefined;
  /** The job for which Repeat was chosen. */
  readonly repeating: Job | undefined;
  readonly endRepeating: () => void;
}

/** What can be done with a job. */
export function useJobMenu(): JobMenu {
  const mayNotCancel = useWhyNot('loggingAndReporting', 'cancelJob');
  const mayNotRepeat = useWhyNot('loggingAndReporting', 'repeatJob');
  const cancel = useCall(bridge().loggingAndReporting.cancelJob);
  const mayNotQueue = useWhyNot('loggingAndReporting', 'queueJob');
  const queue = useCall(bridge().loggingAndReporting.queueJob);
  const groups = useKeyManagement((state) => state.groups);
  const [repeating, setRepeating] = useState<Job>();

  const cancelJob = async (job: Job): Promise<void> => {
    const answer = await cancel.run({ jobId: job.id });
    if (answer.ok && job.state === 'running') toast(JOBS.cancelling);
  };
  const entriesOf = ([job]: readonly Job[]): readonly MenuEntry[] => {
    const unchosen = job ? undefined : JOBS.chooseFirst;
    const isRunning = job?.state === 'running';
    const isQueued = job?.state === 'queued';
    const hasGroup = groups.some((group) => group.id === job?.groupId);
    return [
      {
        id: 'open',
        title: JOBS.open,
        icon: <JobsIcon />,
        shortcut: 'Enter',
        disabledReason: unchosen,
        onAction: () => choose(job?.id),
      },
      'separator',
      {
        id: 'cancel',
        title: JOBS.cancel,
        icon: <StopIcon />,
        disabledReason: unchosen ?? mayNotCancel ?? (isRunning || isQueued ? undefined : JOBS.notRunning),
        onAction: () => {
          if (job) void cancelJob(job);
        },
      },
      {
        id: 'queue',
        title: JOBS.queue,
        icon: <OfflineIcon />,
        disabledReason: unchosen ?? mayNotQueue ?? (job?.mayQueue === true ? undefined : JOBS.notQueueable),
        onAction: () => {
          if (job) void queue.run({ jobId: job.id });
        },
      },
      {
        id: 'repeat',
        title: JOBS.repeat,
        icon: <RefreshIcon />,
        disabledReason: unchosen ?? mayNotRepeat ?? (isRunning || isQueued ? JOBS.stillRunning : undefined),
        onAction: () => setRepeating(job),
      },
      'separator',
      {
        id: 'group',
        title: JOBS.showGroup,
        icon: <KeyIcon />,
        disabledReason: unchosen ?? (hasGroup ? undefined : JOBS.groupGone),
        onAction: () => go({ view: 'keys', id: job?.groupId }),
      },
      {
        id: 'log',
        title: JOBS.showLog,
        icon: <LogIcon />,
        disabledReason: unchosen,
        onAction: () => go({ view: 'system-logs', id: job?.id }),
      },
    ];
  };
  return {
    entriesOf,
    failure: cancel.failure ?? queue.failure,
    repeating,
    endRepeating: () => setRepeating(undefined),
  };
}
