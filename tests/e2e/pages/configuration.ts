import type { Locator, Page } from 'playwright-core';
import type { Login } from '../../../main/identity-management/index.js';
import { Approval } from './approval.js';

/** Administration > Configuration. */
export class Configuration {
  readonly page: Page;
  readonly designated: Locator;

  constructor(page: Page) {
    this.page = page;
    this.designated = page.getByRole('switch', {
      name: 'This workstation is the designated device to push key material',
    });
  }

  /** HSM Protected Key Options; a second administrator confirms it. */
  async setDesignated(on: boolean, second: Login): Promise<void> {
    if ((await this.designated.isChecked()) !== on) {
      await this.page.getByText('This workstation is the designated device to push key material').click();
      await new Approval(this.page).confirm(second);
    }
    await this.page.getByText(on ? 'It may push, rotate and delete on the cloud.' : 'nothing is sent').waitFor();
  }
}
