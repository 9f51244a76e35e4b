import type { Locator, Page } from 'playwright-core';

export interface AzureCredential {
  readonly name: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret: string;
}

/** Identity Management > Cloud Credentials. */
export class CloudCredentials {
  readonly page: Page;
  readonly table: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('grid', { name: 'Cloud Credentials' });
    this.dialog = page.getByRole('dialog');
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  async addPractice(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add practice credential' }).click();
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByRole('button', { name: 'OK' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  async openAdd(): Promise<void> {
    await this.page.getByRole('button', { name: 'Add Cloud Credential' }).first().click();
    await this.dialog.waitFor();
  }

  async fill({ name, tenantId, clientId, secret }: AzureCredential): Promise<void> {
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByLabel('Tenant ID').fill(tenantId);
    await this.dialog.getByLabel('Client ID').fill(clientId);
    await this.dialog.getByLabel('Client secret').fill(secret);
  }

  /** Runs the pre-flight and answers its list, in the order it is shown; the dialog stays open. */
  async test(name: string, vault: string): Promise<readonly { readonly title: string; readonly text: string }[]> {
    await this.row(name).click();
    await this.page.getByRole('button', { name: 'Test…' }).click();
    await this.dialog.getByLabel('Vault name').fill(vault);
    await this.dialog.getByRole('button', { name: 'Test', exact: true }).click();
    const items = this.dialog.getByRole('list', { name: 'Checks' }).getByRole('listitem');
    await items.first().waitFor();
    const texts = await items.allInnerTexts();
    return texts.map((text) => {
      const [title = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
      return { title, text: rest.join(' ') };
    });
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).last().click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
