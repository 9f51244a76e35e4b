import { useState, type ReactNode } from 'react';
import {
  Button as AriaButton,
  Tooltip,
  TooltipTrigger,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components';
import styles from './Button.module.css';
import { classesOf } from './classes.js';
import tips from './Tip.module.css';

const c = classesOf(styles);
const tip = classesOf(tips);

export interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'aria-label'> {
  /** What it does; read aloud, and shown when the pointer or the focus rests on it. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly small?: boolean | undefined;
  readonly framed?: boolean | undefined;
}

/** A button with an icon only, where the icon is known to everybody. */
export function IconButton({ label, icon, small = false, framed = false, ...rest }: IconButtonProps): ReactNode {
  // Shown inside the landmark or dialog it belongs to, not at the end of the page.
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const place = button?.closest('dialog, main, header, footer, nav, aside, [role=dialog], [role=alertdialog]');
  return (
    <TooltipTrigger delay={600}>
      <AriaButton
        {...rest}
        ref={setButton}
        aria-label={label}
        className={c('iconButton', small && 'small', framed && 'framed')}
      >
        {icon}
      </AriaButton>
      <Tooltip className={tip('tip')} offset={6} {...(place ? { UNSTABLE_portalContainer: place } : {})}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
