import type { ReactNode } from 'react';
import { classesOf } from '../components/index.js';
import styles from './Entrance.module.css';
import { Mark } from './Mark.js';
import { FRAME } from './strings.js';

const c = classesOf(styles);

/** What stands around First start, Log in and Locked: the mark, a card, a line at the foot. */
export function Entrance(props: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly size?: 'narrow' | 'wide';
}): ReactNode {
  const { title, lead, children, foot, size = 'wide' } = props;
  return (
    <div className={c('entrance')}>
      <main className={c('card', size)} aria-labelledby="entrance-title">
        <header className={c('head')}>
          <div className={c('brand')}>
            <Mark size={20} />
            <span>{FRAME.product}</span>
          </div>
          <h1 id="entrance-title">{title}</h1>
          <p className={c('lead')}>{lead}</p>
        </header>
        {children}
      </main>
      {foot !== undefined && <footer className={c('foot')}>{foot}</footer>}
    </div>
  );
}
