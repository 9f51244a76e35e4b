import { protocol, type Session } from 'electron';
import { APP_ORIGIN } from '../../../shared/contract/wire.js';
import type { WindowFiles } from '../window-files.js';

const { protocol: SCHEME_COLON, hostname: HOST } = new URL(APP_ORIGIN);
const SCHEME = SCHEME_COLON.slice(0, -1);

/** The one address the window ever shows. */
export const PAGE_ADDRESS = `${APP_ORIGIN}/`;

/** Tells Chromium what kind of scheme ours is. Only before the app is ready. */
export function registerOwnScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: {
        // An origin of its own (app://keyferry) with relative addresses, so that 'self' means something.
        standard: true,
        // A secure context, as https is.
        secure: true,
        // For module scripts; what the page may fetch its Content-Security-Policy says (nothing).
        supportFetchAPI: true,
        // Compiled code is kept in memory between windows.
        codeCache: true,
        // Not given, said here so that nobody adds them: bypassCSP, allowServiceWorkers, corsEnabled, stream, allowExtensions.
      },
    },
  ]);
}

/** Answers the window's requests from memory. */
export function serveOwnScheme(session: Session, files: WindowFiles): void {
  session.protocol.handle(SCHEME, (request) => {
    const url = new URL(request.url);
    // app://other/ is another origin, and has no files.
    const { status, headers, body } = files.answer(request.method, url.host === HOST ? url.pathname : '');
    return new Response(Buffer.from(body), { status, headers: { ...headers } });
  });
}

/** Whether an address is the window's own page. */
export function isOwnPage(address: string): boolean {
  return address === PAGE_ADDRESS || address.startsWith(`${PAGE_ADDRESS}#`);
}

/** Whether an address belongs to our own origin. */
export function isOwnOrigin(address: string): boolean {
  return address.startsWith(PAGE_ADDRESS);
}
