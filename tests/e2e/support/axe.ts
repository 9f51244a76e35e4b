import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In both schemes the same page; only what is seen differs. */
const RULES = {
  light: `{ resultTypes: ['violations'] }`,
  dark: `{ resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }`,
} as const;

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * What axe-core finds on the page as it is, in light and in dark: one line for each finding. The page's CSP takes no
 * script, so its source is evaluated from outside. All rules run in light; in dark those about colours.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(`if (!('axe' in globalThis)) { ${SOURCE} }`);
  const found: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    // Colours glide over: what is judged is where they arrive.
    await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => 0)))');
    const violations: readonly Violation[] = await page.evaluate(
      `axe.run(document, ${RULES[scheme]}).then(({ violations }) => violations)`,
    );
    found.push(...violations.flatMap((violation) => linesOf(scheme, violation)));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return found;
}

function linesOf(scheme: string, { id, help, nodes }: Violation): readonly string[] {
  return nodes.map(({ html, failureSummary }) =>
    [scheme, id, help, html.slice(0, 240), (failureSummary ?? '').replace(/\s+/g, ' ')].join(' | '),
  );
}
