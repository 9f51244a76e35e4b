import { useEffect, useRef, type ReactNode } from 'react';
import styles from './IntoSight.module.css';

/** As SplitPane: below this what stood side by side stands one above the other. */
const STACKED = '(max-width: 760px)';

/** A panel that opens below the list, out of sight, where the window is narrow: it is scrolled into sight. */
export function IntoSight({ children }: { readonly children: ReactNode }): ReactNode {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (window.matchMedia(STACKED).matches) panel.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <div className={styles['panel']} ref={panel}>
      {children}
    </div>
  );
}
