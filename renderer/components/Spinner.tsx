import type { ReactNode } from 'react';
import { classesOf } from './classes.js';
import { RunningIcon } from './icons/index.js';
import styles from './Spinner.module.css';

const c = classesOf(styles);

/** Something is under way. Without `label` it is decoration beside words that say so. */
export function Spinner({ label, size = 16 }: { readonly label?: string; readonly size?: number }): ReactNode {
  return (
    <span className={c('spinner')} {...(label === undefined ? {} : { role: 'status' })}>
      <RunningIcon size={size} label={label} />
    </span>
  );
}
