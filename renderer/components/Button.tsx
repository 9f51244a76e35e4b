import { useId, type ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';
import { classesOf } from './classes.js';
import { Spinner } from './Spinner.js';
import { Tip } from './Tip.js';

const c = classesOf(styles);

export interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'isPending'> {
  readonly children: ReactNode;
  /** `primary`: the one thing to do here. `quiet`: no frame. `danger`: destroys something. */
  readonly variant?: 'primary' | 'normal' | 'quiet' | 'danger' | undefined;
  readonly icon?: ReactNode;
  /** Work is under way: shows a spinner, takes no presses, keeps the focus. */
  readonly busy?: boolean | undefined;
  /** Why it cannot be pressed (useWhyNot): it can still be reached, and says so. Undefined: it can. */
  readonly disabledReason?: string | undefined;
}

/** A button with words. */
export function Button(props: ButtonProps): ReactNode {
  const { children, variant = 'normal', icon, busy = false, disabledReason, ...rest } = props;
  const { onPress, type, ...others } = rest;
  const reasonId = useId();
  const isRefused = disabledReason !== undefined && rest.isDisabled !== true;
  const isStill = busy || isRefused;
  return (
    // React Aria's own isPending announces through an element without a name when the button is gone by then.
    <AriaButton
      {...others}
      {...(isStill || onPress === undefined ? {} : { onPress })}
      {...(isRefused ? { 'aria-describedby': reasonId } : {})}
      type={isStill ? 'button' : (type ?? 'button')}
      aria-disabled={isStill}
      className={c('button', variant, isRefused && 'refused')}
    >
      {({ isHovered, isFocusVisible }) => (
        <>
          {busy ? <Spinner /> : icon}
          <span>{children}</span>
          {isRefused && (
            <>
              <span id={reasonId} hidden>
                {disabledReason}
              </span>
              {(isHovered || isFocusVisible) && <Tip text={disabledReason} />}
            </>
          )}
        </>
      )}
    </AriaButton>
  );
}
