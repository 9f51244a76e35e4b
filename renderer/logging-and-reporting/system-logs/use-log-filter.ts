import { useEffect, useMemo, useState } from 'react';
import { asId } from '../../../shared/domain/ids.js';
import { useNavigation } from '../../stores/index.js';
import { setLogChoice, useLogChoice } from './log-choice-store.js';
import { ALL_EVENTS, filterOf, type LogChoice, type LogFilter } from './log-choice.js';
import { useDebounced } from './use-debounced.js';

const TYPING_MS = 200;

/** What is chosen, and the filter that it means once typing has paused. A time that is none leaves the filter as it was. */
export function useLogFilter(): { readonly choice: LogChoice; readonly filter: LogFilter } {
  const kept = useLogChoice();
  const job = useNavigation(({ place }) => (place.view === 'system-logs' ? place.id : undefined));
  const choice = useMemo(() => (job === undefined ? kept : { ...kept, jobId: asId.job(job) }), [kept, job]);
  useEffect(() => {
    // Somebody came for the events of a job: they are looked for in every service, at every level, at any time.
    if (job !== undefined) setLogChoice(ALL_EVENTS);
  }, [job]);
  const wanted = JSON.stringify(filterOf(choice) ?? null);
  const still = useDebounced(wanted, TYPING_MS);
  const [filter, setFilter] = useState<{ readonly key: string; readonly value: LogFilter }>(() => ({
    key: wanted,
    value: filterOf(choice) ?? {},
  }));
  // A choice that was clicked is taken when it has stood still too: one rule for all.
  if (still === wanted && still !== 'null' && filter.key !== still) {
    setFilter({ key: still, value: filterOf(choice) ?? {} });
  }
  return { choice, filter: filter.value };
}
