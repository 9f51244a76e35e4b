import type { Page } from 'playwright-core';

/*
 * What is cut off, or cannot be reached, in a window that is small or zoomed. Runs in the page. Tables may scroll sideways
 * inside their frame; the page itself may not.
 */
const FINDINGS = `(() => {
  const found = [];
  const { documentElement: root } = document;
  if (root.scrollWidth > root.clientWidth) found.push('the page is ' + root.scrollWidth + ' px wide in ' + root.clientWidth);
  const dialog = [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].at(-1);
  const within = dialog ?? document.body;
  const name = (element) => (element.getAttribute('aria-label') || element.textContent || element.getAttribute('name') || element.tagName).trim().slice(0, 40);
  const scrollsSideways = (element) => {
    for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return at;
    }
  };
  for (const element of within.querySelectorAll('button, input, textarea, summary, [role=tab], h1, h2, p')) {
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden' || element.closest('[inert], [aria-hidden=true], [hidden]')) continue;
    if (element.getClientRects().length === 0) continue;
    const small = element.getBoundingClientRect();
    if (small.width <= 1 || small.height <= 1) continue;
    element.scrollIntoView({ block: 'center', inline: 'nearest' });
    const box = element.getBoundingClientRect();
    const inTable = element.closest('[role=grid]') !== null;
    if (!inTable && scrollsSideways(element)) found.push(name(element) + ': something around it scrolls sideways');
    if (!inTable && (box.left < -1 || box.right > root.clientWidth + 1)) found.push(name(element) + ': from ' + Math.round(box.left) + ' to ' + Math.round(box.right) + ' px');
    if (!element.matches('button, textarea, summary, [role=tab]') || inTable) continue;
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 12)];
    const top = document.elementFromPoint(x, y);
    if (!top || !(element.contains(top) || top.contains(element))) found.push(name(element) + ': cannot be brought into sight');
  }
  return found;
})()`;

/** One line for each thing that does not fit. */
export async function whatDoesNotFit(page: Page): Promise<readonly string[]> {
  return page.evaluate(FINDINGS);
}
