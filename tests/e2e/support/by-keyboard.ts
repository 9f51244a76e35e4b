import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';

const MOST = 80;

/** Presses Tab (or another key) until the focus is in that element; fails when it never comes there. */
export async function reach(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  const way: string[] = [];
  for (let pressed = 0; pressed <= MOST; pressed += 1) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
    way.push(String(await page.evaluate(FOCUSED)));
  }
  throw new Error(`${key} does not come to ${String(target)}; it came by ${way.slice(-12).join(' > ')}`);
}

/** Whether the focus is in that element, or in something within it. */
async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(':focus-within')).count()) === 1;
}

/** Waits until the focus is there. */
export async function expectFocus(target: Locator): Promise<void> {
  await expect.poll(() => hasFocus(target)).toBe(true);
}

const FOCUSED = `(() => {
  const { activeElement } = document;
  return activeElement === null ? 'nothing' : (activeElement.getAttribute('aria-label') ?? activeElement.textContent ?? '').slice(0, 40) || activeElement.tagName;
})()`;
