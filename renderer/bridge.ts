import type { Bridge } from '../shared/contract/index.js';

declare global {
  interface Window {
    /** Put there by preload (Electron) or by the browser window's door; the page has nothing else. */
    readonly keyferry: Bridge;
  }
}

/** What the page can do outside itself. */
export function bridge(): Bridge {
  return window.keyferry;
}
