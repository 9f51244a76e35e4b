import type { Locator, Page } from 'playwright-core';
import type { Login } from '../../../main/identity-management/index.js';
import { choose } from './frame.js';

/** A second administrator is asked; the dialog lies over everything. */
export class Approval {
  readonly page: Page;
  readonly dialog: Locator;
  readonly passphrase: Locator;
  readonly confirmButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: /^Confirm: / });
    this.passphrase = this.dialog.getByLabel('Passphrase of the second administrator', { exact: true });
    this.confirmButton = this.dialog.getByRole('button', { name: 'Confirm', exact: true });
  }

  /** What is asked, as it stands there. */
  async asked(): Promise<string> {
    return this.dialog.getByRole('region', { name: 'What will be done' }).innerText();
  }

  /** Who can be chosen as the second administrator. */
  async approvers(): Promise<readonly string[]> {
    await this.dialog.getByRole('button', { name: 'Second administrator' }).click();
    const names = await this.page.getByRole('option').allInnerTexts();
    await this.page.keyboard.press('Escape');
    return names.map((name) => name.trim());
  }

  async fill({ name, passphrase }: Login, justification = 'As agreed this morning.'): Promise<void> {
    await this.dialog.waitFor();
    const chosen = this.dialog.getByRole('button', { name: new RegExp(`^${name} `) });
    if (!(await chosen.isVisible())) await choose(this.dialog, 'Second administrator', name);
    await this.passphrase.fill(passphrase);
    await this.dialog.getByLabel('Justification of the second administrator').fill(justification);
  }

  async confirm(login: Login, justification?: string): Promise<void> {
    await this.fill(login, justification);
    await this.confirmButton.click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  async decline(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Decline' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}
