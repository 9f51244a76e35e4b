import type { ReactNode } from 'react';
import type { ReadAloudValue } from '../../../shared/domain/ceremony/view.js';
import { classesOf } from '../../components/index.js';
import styles from './Run.module.css';

const c = classesOf(styles);

/** A value for eyes and voices: in groups of four, and as words that are heard at two metres. */
export function ReadAloud({ value: { name, value, groups, words } }: { readonly value: ReadAloudValue }): ReactNode {
  return (
    <section className={c('aloud')} aria-label={name}>
      <h3>{name}</h3>
      <p className={c('value')}>{groups ?? value}</p>
      {words !== undefined && (
        <ol className={c('wordsGrid')}>
          {words.map((word, at) => (
            <li key={at}>{word}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
