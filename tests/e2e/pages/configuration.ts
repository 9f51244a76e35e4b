import type { Locator, Page } from 'playwright-core';

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

  /** HSM Protected Key Options. */
  async setDesignated(on: boolean): Promise<void> {
    if ((await this.designated.isChecked()) !== on) {
      await this.page.getByText('This workstation is the designated device to push key material').click();
    }
    await this.page.getByText(on ? 'It may push, rotate and delete on the cloud.' : 'nothing is sent').waitFor();
  }
}
