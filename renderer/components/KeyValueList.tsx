import type { ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './KeyValueList.module.css';

const c = classesOf(styles);

export interface KeyValue {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values, for details panels. `stacked`: the value under its name, where the place is narrow. */
export function KeyValueList(props: { readonly items: readonly KeyValue[]; readonly stacked?: boolean }): ReactNode {
  return (
    <dl className={c('list', props.stacked === true && 'stacked')}>
      {props.items.map(({ name, value }, at) => (
        <div key={`${at}-${name}`} className={c('pair')}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
