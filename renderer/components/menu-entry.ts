import type { ReactNode } from 'react';

/** One line of a menu, as data: the same list feeds the context menu, the menu button and the toolbar. */
export interface MenuAction {
  readonly id: string;
  readonly title: string;
  readonly icon?: ReactNode;
  /** Shown at the right: `Ctrl+R`. Showing it is all this does. */
  readonly shortcut?: string | undefined;
  readonly danger?: boolean | undefined;
  /** Why it cannot be chosen now; said under the title. Undefined: it can. */
  readonly disabledReason?: string | undefined;
  readonly onAction: () => void;
}

/** A menu in a menu: `Cloud >`. */
export interface MenuGroup {
  readonly id: string;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly items: readonly MenuEntry[];
}

export type MenuEntry = MenuAction | MenuGroup | 'separator';

export function isMenuGroup(entry: Exclude<MenuEntry, 'separator'>): entry is MenuGroup {
  return 'items' in entry;
}

/** Every action of a menu, the ones in menus in the menu too. */
export function menuActions(entries: readonly MenuEntry[]): readonly MenuAction[] {
  return entries.flatMap((entry) =>
    entry === 'separator' ? [] : isMenuGroup(entry) ? menuActions(entry.items) : [entry],
  );
}
