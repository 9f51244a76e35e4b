import type { Locator, Page } from 'playwright-core';

/** Logging and Reporting > Jobs. */
export class Jobs {
  readonly page: Page;
  readonly table: Locator;
  readonly panel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('grid', { name: 'Jobs' });
    this.panel = page.getByRole('region', { name: /HSM protected key/ });
  }

  /** The jobs of that title, newest first. */
  rows(title: string | RegExp): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: title }) });
  }

  /** Double click on the newest of that title; answers its messages, oldest first. */
  async openMessages(title: string | RegExp): Promise<readonly string[]> {
    await this.rows(title).first().dblclick();
    return this.messages();
  }

  async messages(): Promise<readonly string[]> {
    const items = this.panel.getByRole('region', { name: 'Messages' }).getByRole('listitem');
    await items.first().waitFor();
    return items.allInnerTexts();
  }
}
