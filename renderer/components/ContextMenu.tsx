import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { Popover } from 'react-aria-components';
import { classesOf } from './classes.js';
import { MenuList } from './Menu.js';
import type { MenuEntry } from './menu-entry.js';
import styles from './Menu.module.css';

const c = classesOf(styles);

/** Where a context menu stands, in the window's CSS pixels, and what is on it. */
export interface OpenMenu {
  readonly x: number;
  readonly y: number;
  readonly entries: readonly MenuEntry[];
  /** Opened by keyboard: the first line is highlighted at once. */
  readonly byKeyboard: boolean;
}

/** A menu at a point: right click, Shift+F10, the Menu key. */
export function ContextMenu(props: {
  readonly label: string;
  readonly open: OpenMenu | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { label, open, onClose } = props;
  const anchor = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!open || !anchor.current) return;
    anchor.current.style.left = `${open.x}px`;
    anchor.current.style.top = `${open.y}px`;
  }, [open]);
  return (
    <>
      <span ref={anchor} className={c('anchor')} aria-hidden="true" />
      <Popover
        className={c('popover')}
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        isOpen={open !== undefined}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
        aria-label={label}
      >
        {/* Outside a MenuTrigger the list does not close its popover by itself. */}
        <MenuList
          label={label}
          focus={open?.byKeyboard === true ? 'first' : 'list'}
          entries={open === undefined ? [] : closing(open.entries, onClose)}
        />
      </Popover>
    </>
  );
}

function closing(entries: readonly MenuEntry[], onClose: () => void): readonly MenuEntry[] {
  return entries.map((entry) => {
    if (entry === 'separator') return entry;
    if ('items' in entry) return { ...entry, items: closing(entry.items, onClose) };
    return {
      ...entry,
      onAction: () => {
        onClose();
        entry.onAction();
      },
    };
  });
}
