import { useSyncExternalStore } from 'react';

/** As in SplitPane.module.css: what stood side by side stands one above the other. */
const NARROW = '(max-width: 760px)';

function onChange(changed: () => void): () => void {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Whether the window is narrow, or zoomed so that it counts as narrow: then the view scrolls as a page. */
export function useNarrow(): boolean {
  return useSyncExternalStore(onChange, () => window.matchMedia(NARROW).matches);
}
