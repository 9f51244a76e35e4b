import type { Locator, Page } from 'playwright-core';
import { choose } from './frame.js';

export interface Receipt {
  readonly file: string;
  readonly rows: number;
  /** Hexadecimal, as a file's hash is usually given. */
  readonly sha256: string;
}

/** Logging and Reporting > System Logs. */
export class SystemLogs {
  readonly page: Page;
  readonly list: Locator;
  readonly toolbar: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('grid', { name: 'Events' });
    this.toolbar = page.getByRole('group', { name: 'Filter events' });
    this.dialog = page.getByRole('dialog');
  }

  async chooseService(service: string): Promise<void> {
    await choose(this.toolbar, 'Service', service);
  }

  /** What stands beside the filters: `12 of 30 events`. */
  counted(): Promise<string> {
    return this.toolbar.getByRole('status').innerText();
  }

  /** [Export File]: answers what the success message says. */
  async exportFile(
    file: string,
    format: 'Text' | 'CSV' | 'JSON Lines' | 'CEF' | 'Syslog (RFC 5424)',
  ): Promise<Receipt> {
    await this.page.getByRole('button', { name: 'Export File' }).click();
    await this.dialog.getByText(format, { exact: true }).click();
    await this.dialog.getByLabel('File').fill(file);
    await this.dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await this.dialog.getByText('Logs exported successfully').waitFor();
    return {
      file: await this.#fact('File'),
      rows: Number((await this.#fact('Rows')).replace(/\D/g, '')),
      sha256: (await this.#fact('SHA-256')).replace(/[^0-9a-f]/gi, '').toLowerCase(),
    };
  }

  async #fact(name: string): Promise<string> {
    const term = this.dialog.locator('dt', { hasText: new RegExp(`^${name}$`) });
    return (await term.locator('xpath=following-sibling::dd[1]').innerText()).trim();
  }
}
