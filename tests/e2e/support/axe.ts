import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** In both schemes it is the same page; in dark only what is seen differs. */
const RULES = {
  light: JSON.stringify({ resultTypes: ['violations'], runOnly: { type: 'tag', values: TAGS } }),
  dark: JSON.stringify({ resultTypes: ['violations'], runOnly: ['color-contrast', 'link-in-text-block'] }),
} as const;
/** Styles follow the scheme with the next frame. */
const NEXT_FRAME = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))';

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * What axe-core finds on the page as it is, in light and in dark: one line for each finding. The page's CSP takes no
 * script, so its source is evaluated from outside. All rules of WCAG 2.2 AA run in light; in dark those about colours.
 * `part`: a selector, where the rest of the page was looked at already; only in light.
 */
export async function axeFindings(page: Page, part?: string): Promise<readonly string[]> {
  await page.evaluate(`if (!('axe' in globalThis)) { ${SOURCE} }`);
  const found: string[] = [];
  // Dialogs are made of the same pieces and colours as the views; every colour in dark is held by tests/renderer/theme too.
  const schemes = part === undefined ? (['light', 'dark'] as const) : (['light'] as const);
  for (const scheme of schemes) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.evaluate(NEXT_FRAME);
    const violations: readonly Violation[] = await page.evaluate(
      `axe.run(${part === undefined ? 'document' : JSON.stringify(part)}, ${RULES[scheme]}).then(({ violations }) => violations)`,
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
