import type { ReactNode } from 'react';
import type { KeyView } from '../../shared/contract/index.js';
import { JobPanel } from '../logging-and-reporting/job-panel/index.js';
import { go, useLoggingAndReporting } from '../stores/index.js';
import { ComparisonPanel } from './details/ComparisonPanel.js';
import { GroupDetails } from './details/GroupDetails.js';
import { KeyDetails, ManyKeysDetails } from './details/KeyDetails.js';
import type { GroupRow } from './group-facts.js';
import type { Comparisons } from './use-comparison.js';
import type { Mend } from './use-mend.js';
import type { KeysPanel } from './use-keys-panel.js';

export interface SideAreaProps {
  readonly row: GroupRow;
  readonly keys: readonly KeyView[];
  readonly now: number;
  readonly panel: KeysPanel;
  readonly comparisons: Comparisons;
  readonly mend: Mend;
  readonly mayNotCompare: string | undefined;
}

/** What stands at the right: details, a comparison, or a job. */
export function SideArea({ row, keys, now, panel, comparisons, mend, mayNotCompare }: SideAreaProps): ReactNode {
  const { group } = row;
  const { side } = panel;
  const lastJob = useLoggingAndReporting((state) => state.jobs.find((job) => job.groupId === group.id));
  const chosen = keys.filter((key) => panel.chosenKeys.has(key.id));
  const [first] = chosen;
  if (side.kind === 'job') {
    return (
      <JobPanel
        jobId={side.jobId}
        onClose={panel.close}
        onOpenJob={panel.showJob}
        onShowInJobs={() => go({ view: 'jobs', id: side.jobId })}
      />
    );
  }
  if (side.kind === 'comparison') {
    return (
      <ComparisonPanel
        group={group}
        keys={keys}
        now={now}
        busy={comparisons.isBusy(group.id)}
        failure={comparisons.failureOf(group.id)}
        mayNotCompare={mayNotCompare}
        mend={mend}
        onCompare={() => comparisons.compare(group.id)}
        onShowKey={(keyId) => panel.chooseKeys(new Set([keyId]))}
        onClose={panel.close}
      />
    );
  }
  if (side.kind === 'keys' && first) {
    return chosen.length > 1 ? <ManyKeysDetails chosen={chosen} /> : <KeyDetails group={group} entry={first} />;
  }
  return (
    <GroupDetails
      row={row}
      now={now}
      lastJob={lastJob}
      mayNotCompare={mayNotCompare}
      onCompare={() => {
        comparisons.compare(group.id);
        panel.showComparison();
      }}
      onShowComparison={panel.showComparison}
      onShowJob={(job) => panel.showJob(job.id)}
    />
  );
}
