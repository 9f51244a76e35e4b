import { JOB_TITLES, type Job } from '../../../shared/domain/job.js';
import {
  Badge,
  Duration,
  JOB_STATES_SHOWN,
  ProgressBar,
  StateBadge,
  classesOf,
  formatDuration,
  type TableColumn,
} from '../../components/index.js';
import { JOBS } from '../strings.js';
import { UtcTime, utcText } from '../UtcTime.js';
import styles from './Jobs.module.css';

const c = classesOf(styles);

/** What the table of jobs shows. */
export const JOB_COLUMNS: readonly TableColumn<Job>[] = [
  { id: 'started', title: JOBS.columns.started, width: 160, text: (job) => utcText(job.startedAt), cell: Started },
  { id: 'state', title: JOBS.columns.state, width: 136, text: (job) => JOB_STATES_SHOWN[job.state].text, cell: State },
  { id: 'group', title: JOBS.columns.group, width: 120, text: (job) => job.groupName },
  { id: 'type', title: JOBS.columns.type, width: 248, text: (job) => JOB_TITLES[job.type], isRowHeader: true },
  { id: 'vault', title: JOBS.columns.vault, width: 190, text: vaultText, cell: Vault },
  {
    id: 'progress',
    title: JOBS.columns.progress,
    width: 144,
    text: (job) => `${job.done} / ${job.total}`,
    sortBy: (job) => (job.total > 0 ? job.done / job.total : 0),
    cell: Progress,
  },
  {
    id: 'duration',
    title: JOBS.columns.duration,
    width: 92,
    align: 'end',
    text: (job) => (job.finishedAt === undefined ? '' : formatDuration(job.finishedAt - job.startedAt)),
    sortBy: (job) => (job.finishedAt === undefined ? undefined : job.finishedAt - job.startedAt),
    cell: (job) => <Duration from={job.startedAt} to={job.finishedAt} />,
  },
  { id: 'result', title: JOBS.columns.result, width: '2fr', minWidth: 240, text: (job) => job.result ?? '' },
  { id: 'by', title: JOBS.columns.by, width: 150, text: (job) => job.by },
  {
    id: 'requests',
    title: JOBS.columns.requests,
    width: 88,
    align: 'end',
    text: (job) => String(job.requests),
    sortBy: (job) => job.requests,
  },
];

export const jobRowId = (job: Job): string => job.id;

function vaultText(job: Job): string {
  return job.practice ? `${job.vault} (${JOBS.practice})` : job.vault;
}

function Started(job: Job) {
  return <UtcTime at={job.startedAt} />;
}

function State(job: Job) {
  return <StateBadge state={JOB_STATES_SHOWN[job.state]} plain />;
}

function Vault(job: Job) {
  if (!job.practice) return job.vault;
  return (
    <span className={c('vault')}>
      <span className={c('vaultName')}>{job.vault}</span>
      <Badge tone="practice">{JOBS.practice}</Badge>
    </span>
  );
}

function Progress(job: Job) {
  if (job.state !== 'running') return `${job.done} / ${job.total}`;
  return (
    <span className={c('progress')}>
      <span className={c('bar')}>
        <ProgressBar label={JOBS.progressOf(job.groupName)} done={job.done} total={job.total} />
      </span>
      <span>{`${job.done} / ${job.total}`}</span>
    </span>
  );
}
