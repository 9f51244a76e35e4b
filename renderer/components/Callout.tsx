import type { ReactNode } from 'react';
import { ToneIcon } from './Badge.js';
import styles from './Callout.module.css';
import { classesOf } from './classes.js';
import { COMPONENTS } from './strings.js';

const c = classesOf(styles);

export interface CalloutProps {
  readonly tone: 'info' | 'good' | 'warn' | 'bad';
  /** What happened. */
  readonly title: ReactNode;
  /** What it means for the keys. */
  readonly children?: ReactNode;
  /** What to do. */
  readonly advice?: ReactNode;
  /** Buttons. */
  readonly actions?: ReactNode;
  /** Read aloud when it appears. */
  readonly live?: boolean | undefined;
}

/** Something the officer should read here and now. */
export function Callout({ tone, title, children, advice, actions, live = false }: CalloutProps): ReactNode {
  return (
    <div className={c('callout', tone)} {...(live ? { role: tone === 'bad' ? 'alert' : 'status' } : {})}>
      <span className={c('icon')}>
        <ToneIcon tone={tone} size={18} />
      </span>
      <div className={c('body')}>
        <p className={c('title')}>{title}</p>
        {children !== undefined && <div className={c('text')}>{children}</div>}
        {advice !== undefined && (
          <p className={c('advice')}>
            <span className={c('lead')}>{COMPONENTS.whatToDo}:</span> {advice}
          </p>
        )}
        {actions !== undefined && <div className={c('actions')}>{actions}</div>}
      </div>
    </div>
  );
}
