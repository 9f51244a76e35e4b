import type { ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './View.module.css';

const c = classesOf(styles);

export interface ViewProps {
  readonly title: string;
  /** One sentence: what this is. */
  readonly lead?: ReactNode;
  /** Buttons at the right of the title, the main one last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The view scrolls as a page. Without it its table does the scrolling. */
  readonly scrolls?: boolean | undefined;
}

/** What stands in the middle of the frame: a title, its buttons, and the rest. */
export function View({ title, lead, actions, children, scrolls = false }: ViewProps): ReactNode {
  return (
    <section className={c('view', scrolls && 'scrolls')} aria-labelledby="view-title">
      <header className={c('head')}>
        <div className={c('words')}>
          <h1 id="view-title" tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className={c('lead')}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={c('actions')}>{actions}</div>}
      </header>
      <div className={c('content')}>{children}</div>
    </section>
  );
}
