import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { classesOf } from './classes.js';
import styles from './Button.module.css';
import { Spinner } from './Spinner.js';

const c = classesOf(styles);

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'isPending'> {
  readonly children: ReactNode;
  /** `primary`: the one thing to do here. `quiet`: no frame. `danger`: destroys something. */
  readonly variant?: 'primary' | 'normal' | 'quiet' | 'danger' | undefined;
  readonly icon?: ReactNode;
  /** Work is under way: shows a spinner, takes no presses, keeps the focus. */
  readonly busy?: boolean | undefined;
}

/** A button with words. */
export function Button({ children, variant = 'normal', icon, busy = false, ...rest }: ButtonProps): ReactNode {
  const { onPress, type, ...others } = rest;
  return (
    // React Aria's own isPending announces through an element without a name when the button is gone by then.
    <AriaButton
      {...others}
      {...(busy || onPress === undefined ? {} : { onPress })}
      type={busy ? 'button' : (type ?? 'button')}
      aria-disabled={busy}
      className={c('button', variant)}
    >
      {busy ? <Spinner /> : icon}
      <span>{children}</span>
    </AriaButton>
  );
}
