import type { Locator, Page } from 'playwright-core';
import type { Login } from '../../../main/identity-management/index.js';

/** The four steps before a workstation is there. */
export class FirstStart {
  readonly page: Page;
  readonly next: Locator;

  constructor(page: Page) {
    this.page = page;
    this.next = page.getByRole('button', { name: 'Continue' });
  }

  administrator(which: 'First' | 'Second'): Locator {
    return this.page.getByRole('group', { name: `${which} administrator` });
  }

  async fillAdministrator(which: 'First' | 'Second', { name, passphrase }: Login): Promise<void> {
    const fields = this.administrator(which);
    await fields.getByLabel('Name of the identity').fill(name);
    await fields.getByLabel('Passphrase', { exact: true }).fill(passphrase);
    await fields.getByLabel('Passphrase once more').fill(passphrase);
  }

  /** From the first step to the last. */
  async finish(administrators: readonly [Login, Login], device: 'designated' | 'not designated'): Promise<void> {
    await this.fillAdministrator('First', administrators[0]);
    await this.fillAdministrator('Second', administrators[1]);
    await this.next.click();
    const answer = device === 'designated' ? 'Yes, this is the designated device' : 'No, another workstation does';
    await this.page.getByText(answer).click();
    await this.page.getByRole('button', { name: 'Make this workstation' }).click();
    await this.page.getByText('Practice first').click();
    await this.next.click();
    await this.page.getByRole('heading', { name: 'This workstation is ready' }).waitFor();
  }

  async openKeys(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open Keys' }).click();
  }
}
