import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';
import { classesOf } from './classes.js';
import { Tip } from './Tip.js';

const c = classesOf(styles);

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'aria-label'> {
  /** What it does; read aloud, and shown when the pointer or the focus rests on it. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly small?: boolean | undefined;
  readonly framed?: boolean | undefined;
}

/** A button with an icon only, where the icon is known to everybody. */
export function IconButton({ label, icon, small = false, framed = false, ...rest }: IconButtonProps): ReactNode {
  return (
    <AriaButton {...rest} aria-label={label} className={c('iconButton', small && 'small', framed && 'framed')}>
      {({ isHovered, isFocusVisible, isPressed }) => (
        <>
          {icon}
          {(isHovered || isFocusVisible) && !isPressed && <Tip text={label} />}
        </>
      )}
    </AriaButton>
  );
}
