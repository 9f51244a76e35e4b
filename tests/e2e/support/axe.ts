import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * What axe-core finds on the page as it is: one line for each finding. The page's CSP takes no script, so its source is
 * evaluated from outside.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(`if (!('axe' in globalThis)) { ${SOURCE} }`);
  const violations: readonly Violation[] = await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return violations.flatMap(linesOf);
}

function linesOf({ id, help, nodes }: Violation): readonly string[] {
  return nodes.map(({ html, failureSummary }) =>
    [id, help, html.slice(0, 240), (failureSummary ?? '').replace(/\s+/g, ' ')].join(' | '),
  );
}
