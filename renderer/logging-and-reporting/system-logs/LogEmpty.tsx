import type { ReactNode } from 'react';
import { Button, EmptyState, LogIcon, SearchIcon, Spinner } from '../../components/index.js';
import { LOGS } from '../strings.js';

export interface LogEmptyProps {
  readonly ready: boolean;
  /** There are events; none of them fits. */
  readonly hasEvents: boolean;
  readonly onClear: () => void;
}

/** Why the list of events is empty, and what to do about it. */
export function LogEmpty({ ready, hasEvents, onClear }: LogEmptyProps): ReactNode {
  if (!ready) return <EmptyState icon={<Spinner size={24} />} title={LOGS.loading} />;
  if (!hasEvents) {
    return (
      <EmptyState icon={<LogIcon size={28} />} title={LOGS.none}>
        {LOGS.noneText}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchIcon size={28} />}
      title={LOGS.noMatch}
      action={<Button onPress={onClear}>{LOGS.clearFilter}</Button>}
    >
      {LOGS.noMatchText}
    </EmptyState>
  );
}
