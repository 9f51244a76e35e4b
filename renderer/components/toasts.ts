import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'info';
}

interface ToastStore {
  readonly toasts: readonly Toast[];
}

const SHOWN_MS = 5000;
const MOST = 3;

export const useToasts = create<ToastStore>(() => ({ toasts: [] }));

let last = 0;

/**
 * Says something that needs no action and goes away by itself. What needs action is a Callout or a Failure. Answers the id
 * that dropToast takes.
 */
export function toast(text: string, tone: Toast['tone'] = 'good', shownMs = SHOWN_MS): number {
  last += 1;
  const id = last;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, { id, text, tone }].slice(-MOST) }));
  setTimeout(() => dropToast(id), shownMs);
  return id;
}

export function dropToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((entry) => entry.id !== id) }));
}
