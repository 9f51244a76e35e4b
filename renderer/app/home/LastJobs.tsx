import type { ReactNode } from 'react';
import { briefly } from '../../../shared/describe-failure.js';
import { JOB_TITLES, type Job } from '../../../shared/domain/job.js';
import { Button, classesOf, JOB_STATES_SHOWN, StateBadge, Time } from '../../components/index.js';
import { go } from '../../stores/index.js';
import styles from './Home.module.css';
import { HOME } from './strings.js';

const c = classesOf(styles);
const SHOWN = 5;

/** The last jobs, newest first. */
export function LastJobs({ jobs }: { readonly jobs: readonly Job[] }): ReactNode {
  if (jobs.length === 0) return <p className={c('soft')}>{HOME.noJobs}</p>;
  return (
    <>
      <ul className={c('items')}>
        {jobs.slice(0, SHOWN).map((job) => (
          <li key={job.id} className={c('job')}>
            <span className={c('jobHead')}>
              <StateBadge state={JOB_STATES_SHOWN[job.state]} plain />
              <span className={c('soft')}>
                <Time at={job.startedAt} precision="minute" />
              </span>
            </span>
            <span>{`${JOB_TITLES[job.type]} · ${job.groupName}`}</span>
            {job.result !== undefined && <span className={c('soft')}>{briefly(job.result)}</span>}
          </li>
        ))}
      </ul>
      <div>
        <Button variant="quiet" onPress={() => go({ view: 'jobs' })}>
          {HOME.openJobs}
        </Button>
      </div>
    </>
  );
}
