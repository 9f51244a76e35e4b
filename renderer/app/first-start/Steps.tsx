import type { ReactNode } from 'react';
import { classesOf, TickIcon } from '../../components/index.js';
import styles from './FirstStart.module.css';
import { FIRST_START } from './strings.js';

const c = classesOf(styles);

/** Where one stands among some steps. */
export function Steps(props: { readonly titles: readonly string[]; readonly current: number }): ReactNode {
  const { titles, current } = props;
  return (
    <ol className={c('steps')} aria-label={FIRST_START.step(current, titles.length)}>
      {titles.map((title, at) => {
        const number = at + 1;
        return (
          <li
            key={title}
            className={c('step', number === current && 'current', number < current && 'past')}
            {...(number === current ? { 'aria-current': 'step' as const } : {})}
          >
            <span className={c('number')}>{number < current ? <TickIcon size={12} /> : number}</span>
            <span className={c('stepTitle')}>{title}</span>
          </li>
        );
      })}
    </ol>
  );
}
