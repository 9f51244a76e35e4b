import type { Bridge } from '../shared/contract/index.js';
import { withApprovals } from './stores/approvals.js';

declare global {
  interface Window {
    /** Put there by preload (Electron) or by the browser window's door; the page has nothing else. */
    readonly keyferry: Bridge;
  }
}

let ours: Bridge | undefined;

/** The bridge as it is: answers with `approval-needed` come to the caller. For the first start, which has both logins. */
export function bridgeItself(): Bridge {
  return window.keyferry;
}

/** What the page can do outside itself. What a second administrator must confirm waits for that by itself. */
export function bridge(): Bridge {
  return (ours ??= withApprovals(window.keyferry));
}
