import { useId, type ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './Section.module.css';

const c = classesOf(styles);

export interface SectionProps {
  readonly title: string;
  /** One sentence: what it decides. */
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a view that scrolls as a page: a frame with a head. */
export function Section({ title, lead, actions, children }: SectionProps): ReactNode {
  const id = useId();
  return (
    <section className={c('section')} aria-labelledby={id}>
      <header className={c('head')}>
        <div>
          <h2 id={id}>{title}</h2>
          {lead !== undefined && <p className={c('lead')}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={c('actions')}>{actions}</div>}
      </header>
      <div className={c('body')}>{children}</div>
    </section>
  );
}
