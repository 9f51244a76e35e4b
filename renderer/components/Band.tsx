import type { ReactNode } from 'react';
import styles from './Band.module.css';
import { classesOf } from './classes.js';
import { PracticeIcon } from './icons/index.js';
import { COMPONENTS } from './strings.js';

const c = classesOf(styles);

/** The permanent band: a practice vault is in play. */
export function Band({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <aside className={c('band')} aria-label={COMPONENTS.practice}>
      <PracticeIcon />
      <strong>{COMPONENTS.practice}</strong>
      <span>{children}</span>
    </aside>
  );
}
