import type { ReactNode } from 'react';
import { SwitchButton, SwitchField, Text, type SwitchFieldProps } from 'react-aria-components';
import styles from './Choice.module.css';
import { classesOf } from './classes.js';

const c = classesOf(styles);

export interface SwitchProps extends Omit<SwitchFieldProps, 'children' | 'className'> {
  readonly children: ReactNode;
  readonly note?: ReactNode;
}

/** On or off, at once. */
export function Switch({ children, note, ...rest }: SwitchProps): ReactNode {
  return (
    <SwitchField {...rest} className={c('field')}>
      <SwitchButton className={c('choice')}>
        <span className={c('track')}>
          <span className={c('thumb')} />
        </span>
        <span>{children}</span>
      </SwitchButton>
      {note !== undefined && (
        <Text slot="description" className={c('note', 'switchNote')}>
          {note}
        </Text>
      )}
    </SwitchField>
  );
}
