import type { KeyboardEvent } from 'react';

/** The shortcut that was pressed while a row has the focus: `F2`, `Delete`, `Insert`, `Ctrl+Enter`; undefined: none of them. */
export function rowKeyPressed(event: KeyboardEvent): 'F2' | 'Delete' | 'Insert' | 'Ctrl+Enter' | undefined {
  if (!(event.target instanceof Element) || event.target.closest('[role="row"][data-key]') === null) return undefined;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return 'Ctrl+Enter';
  if (!isPlain) return undefined;
  return event.key === 'F2' || event.key === 'Delete' || event.key === 'Insert' ? event.key : undefined;
}
