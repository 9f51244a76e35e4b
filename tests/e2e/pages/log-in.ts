import type { Locator, Page } from 'playwright-core';
import type { Login } from '../../../main/identity-management/index.js';

/** The two ways back in: two logins while sealed, one while locked. */
export class LogIn {
  readonly page: Page;
  readonly submit: Locator;

  constructor(page: Page) {
    this.page = page;
    this.submit = page.getByRole('button', { name: 'Log in' });
  }

  async logIn(first: Login, second: Login): Promise<void> {
    await this.page.getByRole('heading', { name: 'Log in' }).waitFor();
    for (const [which, login] of [
      ['First', first],
      ['Second', second],
    ] as const) {
      const fields = this.page.getByRole('group', { name: `${which} administrator` });
      await fields.getByLabel('Identity').fill(login.name);
      await fields.getByLabel('Passphrase', { exact: true }).fill(login.passphrase);
    }
    await this.submit.click();
  }

  async reopen({ name, passphrase }: Login): Promise<void> {
    await this.page.getByRole('heading', { name: 'Locked' }).waitFor();
    await this.page.getByText(name, { exact: true }).click();
    await this.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await this.page.getByRole('button', { name: 'Open', exact: true }).click();
  }
}
