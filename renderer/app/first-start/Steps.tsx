import type { ReactNode } from 'react';
import { classesOf, TickIcon } from '../../components/index.js';
import styles from './FirstStart.module.css';
import { FIRST_START } from './strings.js';

const c = classesOf(styles);

/** Where one stands among the four steps. */
export function Steps({ current }: { readonly current: number }): ReactNode {
  return (
    <ol className={c('steps')} aria-label={FIRST_START.step(current)}>
      {FIRST_START.steps.map((title, at) => {
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
