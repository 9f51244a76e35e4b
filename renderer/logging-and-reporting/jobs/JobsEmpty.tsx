import type { ReactNode } from 'react';
import { Button, EmptyState, JobsIcon, KeyIcon, SearchIcon, Spinner } from '../../components/index.js';
import { go } from '../../stores/index.js';
import { JOBS } from '../strings.js';

export interface JobsEmptyProps {
  readonly loaded: boolean;
  /** There are jobs; none of them fits the filter. */
  readonly hasJobs: boolean;
  readonly onClear: () => void;
}

/** Why the table of jobs is empty, and what to do about it. */
export function JobsEmpty({ loaded, hasJobs, onClear }: JobsEmptyProps): ReactNode {
  if (!loaded) return <EmptyState icon={<Spinner size={24} />} title={JOBS.loading} />;
  if (hasJobs) {
    return (
      <EmptyState
        icon={<SearchIcon size={28} />}
        title={JOBS.noMatch}
        action={<Button onPress={onClear}>{JOBS.clearFilter}</Button>}
      >
        {JOBS.noMatchText}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<JobsIcon size={28} />}
      title={JOBS.none}
      action={
        <Button icon={<KeyIcon />} onPress={() => go({ view: 'keys' })}>
          {JOBS.goToKeys}
        </Button>
      }
    >
      {JOBS.noneText}
    </EmptyState>
  );
}
