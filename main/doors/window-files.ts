import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export interface WindowFile {
  readonly status: 200 | 404 | 405;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the page may consist of. A file of another type in the folder is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * React Aria puts one <style> element into the head (usePress: touch-action of what can be pressed). It is allowed by the
 * hash of its text, and so no other is. tests/doors/window-files.test.ts makes the hash anew from the installed package.
 */
export const REACT_ARIA_STYLE = "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='";

/** The page is a program of ours and three kinds of files; every door that is not needed stays shut. */
export const CONTENT_SECURITY_POLICY = [
  // What is not named below is refused: frames, media, objects, manifests, workers' own fetches.
  "default-src 'none'",
  // One bundle of ours; no inline script, no eval.
  "script-src 'self'",
  // CSS files of ours. Styles set by script through the CSSOM (React's `style`) are not inline styles to the browser.
  `style-src 'self' ${REACT_ARIA_STYLE}`,
  // Icons that are files; no data: addresses.
  "img-src 'self'",
  "font-src 'self'",
  // The page talks through the bridge only: no fetch, XHR, WebSocket, EventSource, beacon, ping.
  "connect-src 'none'",
  // Would fall back to script-src, and a worker is not needed.
  "worker-src 'none'",
  // Not covered by default-src: where a form is sent, what <base> says, who frames us.
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  // No popup, no download, no pointer lock, no navigation of the top; scripts, forms (their submit event) and printing stay.
  'sandbox allow-scripts allow-same-origin allow-forms allow-modals',
].join('; ');

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  // A file is what its name says; nothing is guessed from its bytes.
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // A process and a heap of our own, shared with nobody.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  // The page has no use for any of the machine's senses; copying text needs a click and is the only exception.
  'Permissions-Policy': [
    ...['camera', 'microphone', 'geolocation', 'usb', 'serial', 'hid', 'display-capture', 'clipboard-read'],
    ...['payment', 'midi', 'idle-detection', 'local-fonts', 'publickey-credentials-get', 'screen-wake-lock'],
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
  // Nothing of the page is left on the disk, and an updated program never runs with yesterday's page.
  'Cache-Control': 'no-store',
};

/**
 * The renderer's built files, by address. The folder is read once, at the start: an address that is not the name of one
 * of these files does not exist, so there is no path to climb out with. Throws when the folder cannot be read.
 */
export class WindowFiles {
  readonly #files = new Map<string, { readonly type: string; readonly body: Uint8Array }>();

  constructor(folder: string) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const type = TYPES[extname(entry.name)];
      if (!entry.isFile() || type === undefined) continue;
      const file = join(entry.parentPath, entry.name);
      const name = relative(folder, file).split(sep).join('/');
      this.#files.set(`/${name}`, { type, body: readFileSync(file) });
    }
  }

  /** Every address that is answered with a file. */
  get names(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  /** Answers a request for `pathname`, exactly as the browser engine gives it. */
  answer(method: string, pathname: string): WindowFile {
    if (method !== 'GET' && method !== 'HEAD') return nothing(405);
    const found = this.#files.get(pathname === '/' ? '/index.html' : pathname);
    if (!found) return nothing(404);
    return { status: 200, headers: { 'Content-Type': found.type, ...SECURITY_HEADERS }, body: found.body };
  }
}

function nothing(status: 404 | 405): WindowFile {
  return {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', ...SECURITY_HEADERS },
    body: new Uint8Array(),
  };
}
