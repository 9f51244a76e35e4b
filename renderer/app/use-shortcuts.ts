import { useEffect } from 'react';
import { goBack, goForward } from '../stores/index.js';

export interface Shortcuts {
  readonly onHelp: () => void;
  readonly onLock: () => void;
}

/** `Ctrl+F`, `Alt+ArrowLeft`: the name of what was pressed; Cmd counts as Ctrl. */
export function chordOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl+' : '',
    event.altKey ? 'Alt+' : '',
    event.shiftKey ? 'Shift+' : '',
    key,
  ].join('');
}

/** The keys of the frame. While a dialog is open only Lock works: the dialog has the rest. */
export function useShortcuts({ onHelp, onLock }: Shortcuts): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const action = ACTIONS[chordOf(event)];
      if (!action || event.defaultPrevented) return;
      const inDialog = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
      if (inDialog && action !== 'lock') return;
      event.preventDefault();
      perform(action);
    };
    const perform = (action: Action): void => {
      switch (action) {
        case 'help':
          return onHelp();
        case 'lock':
          return onLock();
        case 'back':
          return goBack();
        case 'forward':
          return goForward();
        case 'search':
          return focusOn('[data-view-search]');
        case 'other-pane':
          return document.activeElement?.closest('nav')
            ? focusOn('#view-title')
            : focusOn('nav [role="row"][tabindex="0"], nav [role="treegrid"]');
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [onHelp, onLock]);
}

type Action = 'help' | 'lock' | 'back' | 'forward' | 'search' | 'other-pane';

const ACTIONS: Readonly<Record<string, Action>> = {
  F1: 'help',
  F6: 'other-pane',
  'Ctrl+F': 'search',
  'Ctrl+Shift+L': 'lock',
  'Alt+ArrowLeft': 'back',
  'Alt+ArrowRight': 'forward',
};

function focusOn(selector: string): void {
  const found = document.querySelector(selector);
  if (!(found instanceof HTMLElement)) return;
  found.focus();
  if (found instanceof HTMLInputElement) found.select();
}
