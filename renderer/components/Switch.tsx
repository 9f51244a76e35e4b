import type { ReactNode } from 'react';
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components';
import styles from './Choice.module.css';
import { classesOf } from './classes.js';

const c = classesOf(styles);

export interface SwitchProps extends Omit<AriaSwitchProps, 'children' | 'className'> {
  readonly children: ReactNode;
  readonly note?: ReactNode;
}

/** On or off, at once. */
export function Switch({ children, note, ...rest }: SwitchProps): ReactNode {
  return (
    <AriaSwitch {...rest} className={c('choice')}>
      <span className={c('track')}>
        <span className={c('thumb')} />
      </span>
      <span>
        {children}
        {note !== undefined && <span className={c('note')}>{note}</span>}
      </span>
    </AriaSwitch>
  );
}
