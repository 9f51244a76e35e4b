import type { Locator, Page } from 'playwright-core';
import type { Login } from '../../../main/identity-management/index.js';

const WHICH = ['First', 'Second', 'Third', 'Fourth'] as const;

/** The two ways back in: as many logins as the threshold says while sealed, one while locked. */
export class LogIn {
  readonly page: Page;
  readonly submit: Locator;

  constructor(page: Page) {
    this.page = page;
    this.submit = page.getByRole('button', { name: 'Log in', exact: true });
  }

  async logIn(...logins: readonly Login[]): Promise<void> {
    await this.page.getByRole('heading', { name: 'Log in' }).waitFor();
    for (const [at, login] of logins.entries()) {
      const fields = this.page.getByRole('group', { name: `${WHICH[at] ?? ''} administrator` });
      await fields.getByLabel('Identity').fill(login.name);
      await fields.getByLabel('Passphrase', { exact: true }).fill(login.passphrase);
    }
    await this.submit.click();
  }

  async reopen({ name, passphrase }: Login): Promise<void> {
    await this.page.getByRole('heading', { name: 'Locked' }).waitFor();
    await this.page.getByLabel('Identity').fill(name);
    await this.page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await this.page.getByRole('button', { name: 'Open', exact: true }).click();
  }
}
