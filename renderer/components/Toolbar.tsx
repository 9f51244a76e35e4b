import type { ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './Toolbar.module.css';

const c = classesOf(styles);

/** A row of controls above a table: what filters on the left (children), what acts on the right (`end`). */
export function Toolbar(props: {
  readonly label: string;
  readonly children?: ReactNode;
  readonly end?: ReactNode;
}): ReactNode {
  return (
    <div className={c('toolbar')} role="group" aria-label={props.label}>
      <div className={c('start')}>{props.children}</div>
      {props.end !== undefined && <div className={c('end')}>{props.end}</div>}
    </div>
  );
}
