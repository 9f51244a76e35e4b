import type { KeyboardEvent } from 'react';

/** The id of the row that holds this element; undefined in the header and outside. */
export function rowKeyAt(target: Element): string | undefined {
  const row = target.closest('[role="row"][data-key], tr[data-key]');
  return row instanceof HTMLElement ? row.dataset['key'] : undefined;
}

/** The number of the column, from 0, when a cell of a row has the focus rather than the row. */
export function cellIndexAt(target: Element): number | undefined {
  const cell = target.closest('[role="gridcell"], [role="rowheader"]');
  if (!cell) return undefined;
  const column = cell.getAttribute('aria-colindex');
  return column === null ? [...(cell.parentElement?.children ?? [])].indexOf(cell) : Number(column) - 1;
}

/** Where a menu opened by keyboard stands: at the left of the row, below it. */
export function spotOf(target: Element): { readonly x: number; readonly y: number; readonly byKeyboard: true } {
  const box = (target.closest('[role="gridcell"], [role="rowheader"], [role="row"]') ?? target).getBoundingClientRect();
  return { x: box.left + 16, y: box.bottom, byKeyboard: true };
}

export function isMenuKey(event: KeyboardEvent): boolean {
  return event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
}
