import type { Page } from 'playwright-core';
import type { Login } from '../../../main/identity-management/index.js';

const WHICH = ['First', 'Second'] as const;

/** The way back on a sealed workstation when an administrator is gone. */
export class Recovery {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: /use recovery shares/ }).click();
    await this.page.getByRole('heading', { name: 'Recovery', exact: true }).waitFor();
  }

  async fillShares(shares: readonly string[]): Promise<void> {
    for (const [at, share] of shares.entries()) {
      await this.page.getByLabel(`Share ${at + 1}`, { exact: true }).fill(share);
    }
    await this.page.getByRole('button', { name: 'Continue' }).click();
    await this.page.getByRole('heading', { name: 'The new administrators' }).waitFor();
  }

  async fillAdministrators(logins: readonly [Login, Login]): Promise<void> {
    for (const [at, { name, passphrase }] of logins.entries()) {
      const fields = this.page.getByRole('group', { name: `${WHICH[at] ?? ''} administrator` });
      await fields.getByLabel('Name of the identity').fill(name);
      await fields.getByLabel('Passphrase', { exact: true }).fill(passphrase);
      await fields.getByLabel('Passphrase once more').fill(passphrase);
    }
    await this.page.getByRole('button', { name: 'Continue' }).click();
    await this.page.getByRole('heading', { name: 'Who is gone, and why' }).waitFor();
  }

  async recover(lost: readonly string[], justification: string): Promise<void> {
    for (const [at, name] of lost.entries()) {
      if (at > 0) await this.page.getByRole('button', { name: 'Add a name' }).click();
      await this.page.getByLabel(`Lost administrator ${at + 1}`, { exact: true }).fill(name);
    }
    await this.page.getByLabel('Justification').fill(justification);
    await this.page.getByRole('button', { name: 'Recover this workstation' }).click();
  }
}
