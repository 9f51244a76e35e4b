import type { ReactNode } from 'react';
import { JOB_STATES } from '../../../shared/domain/job.js';
import { JOB_STATES_SHOWN, SearchField, Select, Toolbar, classesOf, type Option } from '../../components/index.js';
import { JOBS } from '../strings.js';
import type { JobFilter } from './job-filter.js';
import styles from './Jobs.module.css';

const c = classesOf(styles);

const STATES: readonly Option<JobFilter['state']>[] = [
  { id: 'all', title: JOBS.allStates },
  ...JOB_STATES.map((state) => ({ id: state, title: JOB_STATES_SHOWN[state].text })),
];

export interface JobsToolbarProps {
  readonly filter: JobFilter;
  readonly onChange: (filter: JobFilter) => void;
  readonly shown: number;
  readonly total: number;
}

/** What is looked for, and how many jobs fit. */
export function JobsToolbar({ filter, onChange, shown, total }: JobsToolbarProps): ReactNode {
  return (
    <Toolbar
      label={JOBS.toolbar}
      end={
        <span className={c('count')} role="status">
          {JOBS.shown(shown, total)}
        </span>
      }
    >
      <SearchField label={JOBS.search} value={filter.text} onChange={(text) => onChange({ ...filter, text })} />
      <Select
        label={JOBS.state}
        labelHidden
        options={STATES}
        value={filter.state}
        onChange={(state) => onChange({ ...filter, state })}
      />
    </Toolbar>
  );
}
