import type { BrowserContext, Page, Route } from 'playwright-core';
import { BROWSER_ORIGIN } from '../../../shared/contract/wire.js';
import type { WindowFiles } from '../window-files.js';

/** The one address the window ever shows. */
export const PAGE_ADDRESS = `${BROWSER_ORIGIN}/`;

/** Whether a document's address is ours: the origin, and no other file of it. */
export function isOurPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url?.origin === BROWSER_ORIGIN && url.protocol === 'https:' && url.pathname === '/';
}

/**
 * Answers our own origin's files from memory and refuses everything else: other hosts, other schemes, frames, other
 * windows. Must stand before the page is opened.
 */
export async function guardContext(context: BrowserContext, page: Page, files: WindowFiles): Promise<void> {
  await context.route('**/*', (route) => answer(route, page, files));
  context.on('page', (other) => {
    if (other !== page) void other.close().catch(() => undefined);
  });
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  page.on('download', (download) => void download.cancel().catch(() => undefined));
  page.on('filechooser', () => undefined);
  page.on('framenavigated', (frame) => {
    // about:blank and the like pass no route: the window is brought back.
    if (frame === page.mainFrame() && !isOurPage(frame.url())) void showPage(page).catch(() => undefined);
  });
}

/** Opens our page. */
export async function showPage(page: Page): Promise<void> {
  await page.goto(PAGE_ADDRESS, { waitUntil: 'commit' });
}

async function answer(route: Route, page: Page, files: WindowFiles): Promise<void> {
  const request = route.request();
  const url = new URL(request.url());
  const own = url.origin === BROWSER_ORIGIN && request.frame() === page.mainFrame();
  // `aborted` and no other: a navigation that is aborted leaves the page as it is, others show an error page.
  if (!own || (request.isNavigationRequest() && !isOurPage(request.url()))) return route.abort('aborted');
  const { status, headers, body } = files.answer(request.method(), url.pathname);
  return route.fulfill({ status, headers: { ...headers }, body: Buffer.from(body) });
}
