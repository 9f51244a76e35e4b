import type { ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './EmptyState.module.css';

const c = classesOf(styles);

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What belongs here and what to do next. */
  readonly children?: ReactNode;
  /** One button. */
  readonly action?: ReactNode;
}

/** Where nothing is yet: says what belongs here and what to do next, with one button. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps): ReactNode {
  return (
    <div className={c('empty')}>
      {icon !== undefined && <div className={c('icon')}>{icon}</div>}
      <p className={c('title')}>{title}</p>
      {children !== undefined && <div className={c('text')}>{children}</div>}
      {action !== undefined && <div className={c('action')}>{action}</div>}
    </div>
  );
}
