import type { Locator, Page } from 'playwright-core';
import { choose } from './frame.js';

/** Logging and Reporting > Reports. */
export class Reports {
  readonly page: Page;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog');
  }

  async chooseReport(kind: 'Inventory' | 'Expiring' | 'Access review' | 'Drift' | 'History of a key'): Promise<void> {
    await choose(this.page.getByRole('group', { name: 'Choose a report' }), 'Report', kind);
  }

  async openExport(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save as CSV or PDF' }).click();
    await this.dialog.getByLabel('File').waitFor();
  }
}
