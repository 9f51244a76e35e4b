import type { ReactNode } from 'react';
import { Button as AriaButton, MenuTrigger, Popover } from 'react-aria-components';
import buttons from './Button.module.css';
import { classesOf } from './classes.js';
import { ChevronDownIcon } from './icons/index.js';
import { MenuList } from './Menu.js';
import type { MenuEntry } from './menu-entry.js';
import styles from './Menu.module.css';

const c = classesOf(styles);
const b = classesOf(buttons);

export interface MenuButtonProps {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly icon?: ReactNode;
  readonly variant?: 'normal' | 'primary' | 'quiet' | undefined;
  /** Only the icon is shown; the label is read aloud. */
  readonly iconOnly?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** A button that opens a menu: the visible way to everything that stands on a right-click menu. */
export function MenuButton(props: MenuButtonProps): ReactNode {
  const { label, entries, icon, variant = 'normal', iconOnly = false, isDisabled = false } = props;
  return (
    <MenuTrigger>
      <AriaButton
        isDisabled={isDisabled}
        className={iconOnly ? b('iconButton') : b('button', variant)}
        {...(iconOnly ? { 'aria-label': label } : {})}
      >
        {icon}
        {!iconOnly && <span>{label}</span>}
        {!iconOnly && <ChevronDownIcon size={12} />}
      </AriaButton>
      <Popover className={c('popover')} offset={4}>
        <MenuList label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}
