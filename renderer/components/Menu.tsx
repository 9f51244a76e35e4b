import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, Popover, Separator, SubmenuTrigger, Text } from 'react-aria-components';
import { classesOf } from './classes.js';
import { ChevronRightIcon } from './icons/index.js';
import { isMenuGroup, menuActions, type MenuAction, type MenuEntry } from './menu-entry.js';
import styles from './Menu.module.css';

const c = classesOf(styles);

/** The list itself; stands in a Popover. Used by MenuButton, ContextMenu and the tables. */
export function MenuList(props: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** Outside a MenuTrigger the list has to take the focus by itself; `first`: with its first line. */
  readonly focus?: 'list' | 'first' | undefined;
}): ReactNode {
  const disabled = menuActions(props.entries).filter((action) => action.disabledReason !== undefined);
  return (
    <AriaMenu
      className={c('menu')}
      aria-label={props.label}
      disabledKeys={disabled.map((action) => action.id)}
      {...(props.focus === undefined ? {} : { autoFocus: props.focus === 'list' ? true : 'first' })}
    >
      {props.entries.map(renderEntry)}
    </AriaMenu>
  );
}

function renderEntry(entry: MenuEntry, at: number): ReactNode {
  if (entry === 'separator') return <Separator key={`separator-${at}`} className={c('separator')} />;
  if (!isMenuGroup(entry)) return <ActionItem key={entry.id} action={entry} />;
  return (
    <SubmenuTrigger key={entry.id}>
      <MenuItem id={entry.id} textValue={entry.title} className={c('item')}>
        <span className={c('icon')}>{entry.icon}</span>
        <Text slot="label">{entry.title}</Text>
        <ChevronRightIcon size={14} />
      </MenuItem>
      <Popover className={c('popover')} offset={-2}>
        <MenuList label={entry.title} entries={entry.items} />
      </Popover>
    </SubmenuTrigger>
  );
}

function ActionItem({ action }: { readonly action: MenuAction }): ReactNode {
  return (
    <MenuItem
      id={action.id}
      textValue={action.title}
      className={c('item', action.danger === true && 'danger')}
      onAction={action.onAction}
    >
      <span className={c('icon')}>{action.icon}</span>
      <span>
        <Text slot="label">
          {action.title}
          {action.disabledReason !== undefined && <span className={c('reason')}>{action.disabledReason}</span>}
        </Text>
      </span>
      {action.shortcut !== undefined && <span className={c('shortcut')} data-shortcut={action.shortcut} />}
    </MenuItem>
  );
}
