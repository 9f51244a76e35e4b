import { useCallback, useMemo, useState } from 'react';
import type { JobId } from '../../shared/domain/ids.js';

/** What stands at the right of the tables. */
export type SidePanel =
  | { readonly kind: 'group' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'comparison' }
  | { readonly kind: 'job'; readonly jobId: JobId };

export interface KeysPanel {
  readonly side: SidePanel;
  readonly chosenKeys: ReadonlySet<string>;
  readonly showGroup: () => void;
  readonly chooseKeys: (ids: ReadonlySet<string>) => void;
  readonly showComparison: () => void;
  readonly showJob: (jobId: JobId) => void;
  /** Back from a job or a comparison to the details. */
  readonly close: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** Which keys are chosen, and what the panel at the right shows: what was chosen or started last. */
export function useKeysPanel(): KeysPanel {
  const [side, setSide] = useState<SidePanel>({ kind: 'group' });
  const [chosenKeys, setChosenKeys] = useState<ReadonlySet<string>>(NONE);
  const showGroup = useCallback(() => {
    setChosenKeys(NONE);
    setSide({ kind: 'group' });
  }, []);
  const chooseKeys = useCallback((ids: ReadonlySet<string>) => {
    setChosenKeys(ids);
    setSide({ kind: ids.size > 0 ? 'keys' : 'group' });
  }, []);
  const showComparison = useCallback(() => setSide({ kind: 'comparison' }), []);
  const showJob = useCallback((jobId: JobId) => setSide({ kind: 'job', jobId }), []);
  const close = useCallback(() => setSide({ kind: chosenKeys.size > 0 ? 'keys' : 'group' }), [chosenKeys]);
  return useMemo(
    () => ({ side, chosenKeys, showGroup, chooseKeys, showComparison, showJob, close }),
    [side, chosenKeys, showGroup, chooseKeys, showComparison, showJob, close],
  );
}
