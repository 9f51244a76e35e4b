import { afterAll, afterEach, vi, type TestContext } from 'vitest';
import type { RealWindow } from './real-window.js';

/** Longer than the page is waited for, so that a test that fails says what it waited for. */
const TEST_TIMEOUT_MS = 180_000;

/**
 * One window for all tests of a file: Chromium is started once, by the first test that asks. A failing test leaves a
 * picture where KEYFERRY_SHOTS names a folder.
 */
export function oneWindow(
  make: (context: TestContext) => Promise<RealWindow>,
): (context: TestContext) => Promise<RealWindow> {
  vi.setConfig({ testTimeout: TEST_TIMEOUT_MS, hookTimeout: TEST_TIMEOUT_MS });
  let window: Promise<RealWindow> | undefined;
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await (await window?.catch(() => undefined))?.shot(task.name);
  });
  afterAll(async () => {
    await (await window?.catch(() => undefined))?.close();
  });
  return (context) => (window ??= make(context));
}
