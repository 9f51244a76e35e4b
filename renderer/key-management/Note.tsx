import type { ReactNode } from 'react';
import { ToneIcon, classesOf } from '../components/index.js';
import styles from './Keys.module.css';

const c = classesOf(styles);

/** One line above a table: something to know about all of it, and the way on. */
export function Note(props: {
  readonly tone: 'info' | 'warn';
  readonly title?: string | undefined;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}): ReactNode {
  const { tone, title, children, action } = props;
  return (
    <div className={c('note', tone)} role="note">
      <span className={c('noteIcon')}>
        <ToneIcon tone={tone} />
      </span>
      <p className={c('noteText')}>
        {title !== undefined && <strong>{title} </strong>}
        {children}
      </p>
      {action}
    </div>
  );
}
