import type { App, Session, WebContents } from 'electron';
import { APP_ORIGIN } from '../../../shared/contract/wire.js';
import { isOwnOrigin, isOwnPage } from './own-page.js';

/** Copying a fingerprint after a click; reading the clipboard is another permission, and refused like all the rest. */
const COPY = 'clipboard-sanitized-write';

/** Refuses what a page can ask of the browser. */
export function refuseOfSession(session: Session): void {
  session.setPermissionCheckHandler((_contents, permission, origin) => permission === COPY && isOurs(origin));
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(permission === COPY && isOwnOrigin(contents.getURL()));
  });
  // USB, serial and HID devices have a list of their own.
  session.setDevicePermissionHandler(() => false);
  // No picture of the screen: an answer without a source is a refusal.
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.on('will-download', (event) => event.preventDefault());
  // Below the Content-Security-Policy: no request but ours reaches the network at all. The tools' own pages are needed
  // where the tools are (see windowOptions).
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isOwnOrigin(url) && !url.startsWith('devtools://') });
  });
}

/** Refuses, for every window and frame there will ever be, to go or open anywhere. */
export function refuseOfContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    refuseToLeave(contents);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    // A page in a renderer that keeps the window from being closed.
    contents.on('will-prevent-unload', (event) => event.preventDefault());
  });
  // Nobody answers for a page of ours: no certificates, no passwords of servers.
  app.on('select-client-certificate', (event, _contents, _url, _list, answer) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event) => event.preventDefault());
}

function refuseToLeave(contents: WebContents): void {
  const refuse = (details: { readonly url: string; preventDefault(): void }): void => {
    if (!isOwnPage(details.url)) details.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', (details) => {
    // We have no frames: one that wants to go anywhere is not ours.
    if (!details.isMainFrame || !isOwnPage(details.url)) details.preventDefault();
  });
}

function isOurs(origin: string): boolean {
  return origin === APP_ORIGIN || origin === `${APP_ORIGIN}/`;
}
