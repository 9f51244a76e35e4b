import type { Locator, Page } from 'playwright-core';

export const VIEWS = [
  'Home',
  'Identities',
  'Cloud Credentials',
  'Keys',
  'Jobs',
  'System Logs',
  'Reports',
  'Configuration',
  'Ceremonies',
] as const;
export type ViewName = (typeof VIEWS)[number];

/** Around every view: the tree, the top, the bottom. */
export class Frame {
  readonly page: Page;
  readonly tree: Locator;
  readonly practiceBand: Locator;
  readonly status: Locator;
  readonly top: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('navigation', { name: 'Places' });
    this.practiceBand = page.getByRole('complementary', { name: 'PRACTICE' });
    this.status = page.getByRole('contentinfo', { name: 'What is going on' });
    this.top = page.getByRole('banner');
  }

  /** Opens a view by a click in the tree. */
  async open(view: ViewName): Promise<void> {
    const opener = this.page.getByRole('button', { name: 'Open the tree' });
    const isNarrow = await opener.isVisible();
    if (isNarrow) await opener.click();
    await this.tree.getByRole('row', { name: view, exact: true }).click();
    await this.title(view).waitFor();
    // There the tree lies over the view until something was chosen.
    if (isNarrow) await opener.waitFor();
  }

  title(view: ViewName): Locator {
    return this.page.getByRole('heading', { level: 1, name: view, exact: true });
  }

  async lock(): Promise<void> {
    await this.page.getByRole('button', { name: 'Lock', exact: true }).click();
  }

  /** Lock Workstation: the master key leaves the memory. */
  async seal(): Promise<void> {
    await this.page.getByRole('button', { name: 'Session and appearance' }).click();
    await this.page.getByRole('menuitem', { name: /^Lock Workstation/ }).click();
  }
}

/** Chooses an option of a dropdown by its title; a note below the title belongs to the option's name, too. */
export async function choose(scope: Locator, label: string, title: string): Promise<void> {
  await scope.getByRole('button', { name: label }).click();
  const name = new RegExp(`^${title.replace(/[^\w ]/g, '\\$&')}(\\s|$)`);
  await scope.page().getByRole('option', { name }).click();
}
