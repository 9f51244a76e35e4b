import { useId, type ReactNode } from 'react';
import type { JobId } from '../../../shared/domain/ids.js';
import { JOB_TITLES, type JobDetails } from '../../../shared/domain/job.js';
import {
  Badge,
  CloseIcon,
  Duration,
  Failure,
  IconButton,
  JOB_STATES_SHOWN,
  LOG_LEVELS_SHOWN,
  ProgressBar,
  Spinner,
  StateBadge,
  Time,
  classesOf,
} from '../../components/index.js';
import { keysOf, useKeyManagement } from '../../stores/index.js';
import { JobActions } from './JobActions.js';
import styles from './JobPanel.module.css';
import { JobResult } from './JobResult.js';
import { StepList } from './StepList.js';
import { JOB_PANEL } from './strings.js';
import { useJobDetails } from './use-job-details.js';

const c = classesOf(styles);

export interface JobPanelProps {
  readonly jobId: JobId;
  /** With it there is a cross. */
  readonly onClose?: (() => void) | undefined;
  /** Another job takes this one's place: it was done again. */
  readonly onOpenJob: (jobId: JobId) => void;
  /** With it there is a way to the Jobs view. */
  readonly onShowInJobs?: (() => void) | undefined;
}

/** One job, followed while it runs: its real steps with times and request ids, what came of it, its messages. */
export function JobPanel(props: JobPanelProps): ReactNode {
  const { jobId, onClose } = props;
  const { job, failure } = useJobDetails(jobId);
  const id = useId();
  return (
    <section className={c('panel')} aria-labelledby={id}>
      <header className={c('head')}>
        <h2 id={id}>{job ? JOB_TITLES[job.type] : JOB_PANEL.loading}</h2>
        {onClose && <IconButton small label={JOB_PANEL.close} icon={<CloseIcon size={14} />} onPress={onClose} />}
      </header>
      <div className={c('body')}>
        {failure && <Failure failure={failure} />}
        {!job && !failure && <Spinner label={JOB_PANEL.loading} />}
        {job && <Job {...props} job={job} />}
      </div>
    </section>
  );
}

function Job({ job, onOpenJob, onShowInJobs }: JobPanelProps & { readonly job: JobDetails }): ReactNode {
  const keys = useKeyManagement((state) => keysOf(state, job.groupId));
  return (
    <>
      <JobHead job={job} />
      <JobResult job={job} keys={keys} />
      <JobActions job={job} onOpenJob={onOpenJob} onShowInJobs={onShowInJobs} />
      <StepList job={job} keyName={(keyId) => keys.find((key) => key.id === keyId)?.name} />
      <Messages job={job} />
    </>
  );
}

function JobHead({ job }: { readonly job: JobDetails }): ReactNode {
  return (
    <div className={c('facts')}>
      <p className={c('badges')}>
        <StateBadge state={JOB_STATES_SHOWN[job.state]} />
        {job.practice && <Badge tone="practice">PRACTICE</Badge>}
        <span>
          <strong>{job.groupName}</strong> · {job.vault}
        </span>
      </p>
      <p className={c('soft')}>
        {JOB_PANEL.started} <Time at={job.startedAt} /> ·{' '}
        {job.finishedAt === undefined ? JOB_PANEL.running : JOB_PANEL.took}{' '}
        <Duration from={job.startedAt} to={job.finishedAt} /> · {JOB_PANEL.requests} {job.requests} · {JOB_PANEL.by}{' '}
        {job.by}
      </p>
      {job.total > 1 && <ProgressBar label={JOB_PANEL.progress} done={job.done} total={job.total} withText />}
    </div>
  );
}

function Messages({ job }: { readonly job: JobDetails }): ReactNode {
  const id = useId();
  return (
    <section className={c('section')} aria-labelledby={id}>
      <h3 id={id}>{JOB_PANEL.messages}</h3>
      {job.messages.length === 0 && <p className={c('soft')}>{JOB_PANEL.noMessages}</p>}
      <ol className={c('messages')}>
        {job.messages.map((message) => (
          <li key={message.number} className={c('message')}>
            <span className={c('messageHead')}>
              <StateBadge state={LOG_LEVELS_SHOWN[message.level]} plain /> <Time at={message.time} />
            </span>
            <span className={c('messageText')}>{message.text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
