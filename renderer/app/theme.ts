import { recall, remember } from '../components/remembered.js';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The theme chosen by hand; `system` follows the system. */
export function recallTheme(): Theme {
  const value = recall('keyferry.theme');
  return THEMES.find((theme) => theme === value) ?? 'system';
}

/** Puts the theme on the page and remembers it. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  remember('keyferry.theme', theme);
}
