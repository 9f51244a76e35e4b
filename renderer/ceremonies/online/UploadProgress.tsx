import { useState, type ReactNode } from 'react';
import type { PackageView, UploadView } from '../../../shared/contract/index.js';
import type { Job } from '../../../shared/domain/job.js';
import {
  Callout,
  JOB_STATES_SHOWN,
  KeyValueList,
  StateBadge,
  Table,
  classesOf,
  type TableColumn,
} from '../../components/index.js';
import { JobPanel } from '../../logging-and-reporting/job-panel/index.js';
import { go, useLoggingAndReporting } from '../../stores/index.js';
import styles from '../Ceremonies.module.css';
import { ONLINE } from '../strings.js';

const c = classesOf(styles);

export interface UploadProgressProps {
  readonly shown: PackageView;
  /** The jobs there were before it began. */
  readonly before: ReadonlySet<string>;
  /** How far it came; undefined while it runs. */
  readonly done: UploadView | undefined;
  /** Somebody goes to the Jobs view. */
  readonly onLeave: () => void;
}

interface UploadRow {
  readonly group: string;
  readonly vault: string;
  readonly spkiSha256: string;
  readonly job: Job | undefined;
  readonly version: string | undefined;
}

const COLUMNS: readonly TableColumn<UploadRow>[] = [
  { id: 'group', title: ONLINE.columns.group, width: 150, text: ({ group }) => group, isRowHeader: true },
  { id: 'vault', title: ONLINE.columns.vault, width: 110, text: ({ vault }) => vault },
  {
    id: 'state',
    title: ONLINE.columns.state,
    width: 145,
    text: stateOf,
    cell: (row) => (row.job ? <StateBadge state={JOB_STATES_SHOWN[row.job.state]} plain /> : stateOf(row)),
  },
  { id: 'version', title: ONLINE.columns.version, width: 160, text: ({ version }) => version ?? '', mono: true },
  {
    id: 'key',
    title: ONLINE.columns.publicKey,
    width: '1fr',
    minWidth: 235,
    text: ({ version, spkiSha256 }) => (version === undefined ? ONLINE.notYet : ONLINE.same(spkiSha256)),
  },
];

function stateOf({ job, version }: UploadRow): string {
  if (job) return JOB_STATES_SHOWN[job.state].text;
  return version === undefined ? ONLINE.waits : ONLINE.thereBefore;
}

/** One line a key, the job that is under way in full, and at the end what the vault has and what became of the KEK. */
export function UploadProgress({ shown, before, done, onLeave }: UploadProgressProps): ReactNode {
  const jobs = useLoggingAndReporting((state) => state.jobs);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const ours = jobs.filter(({ id, type }) => type === 'ceremony-upload' && !before.has(id));
  const rows = shown.keys.map(({ group, vault, spkiSha256 }): UploadRow => {
    const key = done?.keys.find((one) => one.spkiSha256 === spkiSha256);
    // The group may be written otherwise here.
    const name = (key?.group ?? group).toLowerCase();
    const job = ours.find(
      (one) => one.groupName.toLowerCase() === name && one.vault.toLowerCase() === vault.toLowerCase(),
    );
    return { group, vault, spkiSha256, job, version: key?.version };
  });
  const [newest] = ours;
  const job = rows.find((row) => chosen.has(idOf(row)))?.job ?? newest;
  return (
    <>
      {done && (done.closing ?? done.closedBefore) && <Ended done={done} />}
      <div className={c('keys')}>
        <Table
          id="ceremony-upload"
          label={ONLINE.table}
          columns={COLUMNS}
          rows={rows}
          rowId={idOf}
          dependencies={[jobs, done]}
          selected={chosen}
          onSelect={setChosen}
        />
      </div>
      {job && (
        <div className={c('job')}>
          <JobPanel
            jobId={job.id}
            onOpenJob={(jobId) => leave(onLeave, jobId)}
            {...(done ? { onShowInJobs: () => leave(onLeave, job.id) } : {})}
          />
        </div>
      )}
    </>
  );
}

function Ended({ done }: { readonly done: UploadView }): ReactNode {
  const { closing, closedBefore, keys, kekRemoved } = done;
  const title = closedBefore ? ONLINE.closedBefore(closedBefore.at, closedBefore.by) : ONLINE.uploaded(keys.length);
  const written = closing ? [{ name: ONLINE.closingDone, value: closing.file }] : [];
  return (
    <Callout tone={closedBefore ? 'info' : 'good'} live title={title}>
      <KeyValueList items={[{ name: ONLINE.kek, value: ONLINE.kekEnds[kekRemoved ?? 'left'] }, ...written]} />
    </Callout>
  );
}

function idOf({ vault, group, spkiSha256 }: UploadRow): string {
  return `${vault}/${group}/${spkiSha256}`;
}

function leave(onLeave: () => void, jobId: string): void {
  onLeave();
  go({ view: 'jobs', id: jobId });
}
