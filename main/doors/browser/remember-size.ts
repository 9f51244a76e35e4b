import type { Page } from 'playwright-core';
import { FIRST_STATE, writeWindowState, type WindowState } from '../window-state.js';

const EVERY_MS = 2000;

/**
 * Remembers how large the window is. Chromium tells nobody when its window is resized, and once it is closed it cannot
 * be asked: it is asked every two seconds. Answers how to stop, which writes what was last seen.
 */
export function rememberSize(page: Page, folder: string): () => void {
  let last: WindowState | undefined;
  const look = async (): Promise<void> => {
    last = (await sizeOf(page)) ?? last;
  };
  const timer = setInterval(() => void look(), EVERY_MS);
  timer.unref();
  void look();
  return () => {
    clearInterval(timer);
    if (last) writeWindowState(folder, last);
  };
}

/** The window's size as Chromium tells it; undefined while it cannot be asked. */
async function sizeOf(page: Page): Promise<WindowState | undefined> {
  try {
    const session = await page.context().newCDPSession(page);
    const { bounds } = await session.send('Browser.getWindowForTarget');
    await session.detach();
    return {
      width: bounds.width ?? FIRST_STATE.width,
      height: bounds.height ?? FIRST_STATE.height,
      maximized: bounds.windowState === 'maximized',
    };
  } catch {
    return undefined;
  }
}
