import { useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { asId } from '../../../shared/domain/ids.js';
import { Failure, MenuButton, SplitPane, Table, View, classesOf } from '../../components/index.js';
import { choose, go, useLoggingAndReporting, useNavigation } from '../../stores/index.js';
import { IntoSight } from '../IntoSight.js';
import { JobPanel } from '../job-panel/index.js';
import { JOBS } from '../strings.js';
import { ALL_JOBS, fittingJobs } from './job-filter.js';
import { JOB_COLUMNS, jobRowId } from './job-columns.js';
import styles from './Jobs.module.css';
import { JobsEmpty } from './JobsEmpty.js';
import { JobsToolbar } from './JobsToolbar.js';
import { RepeatDialog } from './RepeatDialog.js';
import { useJobMenu } from './use-job-menu.js';

const c = classesOf(styles);
const PANEL_WIDTH = 420;

/** Logging and Reporting > Jobs. */
export function Jobs(): ReactNode {
  const { jobs, loaded, failure } = useLoggingAndReporting();
  const openId = useNavigation(({ place }) => (place.view === 'jobs' ? place.id : undefined));
  const [filter, setFilter] = useState(ALL_JOBS);
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(openId === undefined ? [] : [openId]));
  const menu = useJobMenu();
  const shown = useMemo(() => fittingJobs(jobs, filter), [jobs, filter]);
  const chosen = useMemo(() => shown.filter((job) => selected.has(job.id)), [shown, selected]);

  const select = (ids: ReadonlySet<string>): void => {
    setSelected(ids);
    const [only] = ids;
    // The panel follows the selection once it is open.
    if (openId !== undefined && only !== undefined) choose(only);
  };
  const open = (id: string): void => {
    setSelected(new Set([id]));
    choose(id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isInField = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape' && openId !== undefined && !isInField) choose(undefined);
  };
  const table = (
    <div className={c('table')}>
      <Table
        id="jobs"
        label={JOBS.table}
        columns={JOB_COLUMNS}
        rows={shown}
        rowId={jobRowId}
        selected={selected}
        onSelect={select}
        onOpen={(job) => open(job.id)}
        menu={menu.entriesOf}
        defaultSort={{ column: 'started', direction: 'descending' }}
        empty={<JobsEmpty loaded={loaded} hasJobs={jobs.length > 0} onClear={() => setFilter(ALL_JOBS)} />}
      />
    </div>
  );
  return (
    <View
      title={JOBS.title}
      lead={JOBS.lead}
      actions={<MenuButton label={JOBS.actionsOnChosen} entries={menu.entriesOf(chosen)} />}
    >
      <div className={c('body')} onKeyDown={onKeyDown}>
        <JobsToolbar filter={filter} onChange={setFilter} shown={shown.length} total={jobs.length} />
        {failure && <Failure failure={failure} />}
        {menu.failure && <Failure failure={menu.failure} />}
        {openId === undefined ? (
          table
        ) : (
          <SplitPane
            id="jobs"
            label={JOBS.panelWidth}
            direction="columns"
            initial={PANEL_WIDTH}
            least={300}
            sizeSecond
            first={table}
            second={
              <IntoSight>
                <JobPanel key={openId} jobId={asId.job(openId)} onClose={() => choose(undefined)} onOpenJob={open} />
              </IntoSight>
            }
          />
        )}
      </div>
      {menu.repeating && (
        <RepeatDialog
          job={menu.repeating}
          onClose={menu.endRepeating}
          onJob={(jobId) => go({ view: 'jobs', id: jobId })}
        />
      )}
    </View>
  );
}
