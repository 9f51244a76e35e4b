import type { Locator, Page } from 'playwright-core';
import { choose } from './frame.js';

export interface NewGroup {
  readonly name: string;
  readonly vault: string;
  readonly credential?: string;
  /** As it stands in the dropdown. */
  readonly keyType?: string;
  /** Days of Rotate Every. */
  readonly rotateEvery?: number;
  readonly validFor?: number;
}

/** Key Management > Keys. */
export class Keys {
  readonly page: Page;
  readonly groups: Locator;
  readonly dialog: Locator;
  readonly jobPanel: Locator;

  constructor(page: Page) {
    this.page = page;
    this.groups = page.getByRole('grid', { name: 'Key Groups' });
    this.dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    this.jobPanel = page.getByRole('region', { name: /HSM protected key/ });
  }

  groupRow(name: string): Locator {
    return this.#rowOf(this.groups, name);
  }

  keysOf(group: string): Locator {
    return this.page.getByRole('grid', { name: `Keys of ${group}` });
  }

  keyRow(group: string, key: string): Locator {
    return this.#rowOf(this.keysOf(group), key);
  }

  /** The text of a cell by the title of its column. */
  async cell(table: Locator, row: Locator, column: string): Promise<string> {
    const titles = await table.getByRole('columnheader').allInnerTexts();
    const at = titles.findIndex((title) => title.trim() === column);
    if (at < 0) throw new Error(`There is no column ${column}, only ${titles.join(', ')}.`);
    return (await row.locator('[role="gridcell"], [role="rowheader"]').nth(at).innerText()).trim();
  }

  // Groups

  /** [Create] > Asymmetric HSM Protected > OK: the form with its three tabs. */
  async openCreateGroup(): Promise<void> {
    await this.page.locator('header').getByRole('button', { name: 'Create', exact: true }).click();
    await this.dialog.getByText('Asymmetric HSM Protected').waitFor();
    await this.dialog.getByRole('button', { name: 'OK' }).click();
    await this.tab('HSM Protected Key Group').waitFor();
  }

  tab(name: 'HSM Protected Key Group' | 'Azure Properties' | 'Rotation'): Locator {
    return this.dialog.getByRole('tab', { name });
  }

  async fillGroup(wanted: NewGroup): Promise<void> {
    const { dialog } = this;
    await dialog.getByLabel('Name', { exact: true }).fill(wanted.name);
    if (wanted.credential !== undefined) await choose(dialog, 'Cloud Credential', wanted.credential);
    if (wanted.keyType !== undefined) await choose(dialog, 'Key type', wanted.keyType);
    await this.tab('Azure Properties').click();
    await dialog.getByLabel('Vault name').fill(wanted.vault);
    if (wanted.rotateEvery === undefined && wanted.validFor === undefined) return;
    await this.tab('Rotation').click();
    if (wanted.rotateEvery !== undefined) {
      await this.setRotateKey(true);
      await this.#setDays('Rotate Every', wanted.rotateEvery);
    }
    if (wanted.validFor !== undefined) await this.#setDays('Keep key valid for', wanted.validFor);
  }

  async setRotateKey(on: boolean): Promise<void> {
    const { dialog } = this;
    if ((await dialog.getByRole('switch', { name: 'Rotate Key' }).isChecked()) === on) return;
    await dialog.getByText('Rotate Key', { exact: true }).click();
  }

  async #setDays(label: string, days: number): Promise<void> {
    await this.dialog.getByRole('textbox', { name: label }).fill(String(days));
    await choose(this.dialog, `Unit of ${label}`, 'days');
  }

  async createGroup(wanted: NewGroup): Promise<void> {
    await this.openCreateGroup();
    await this.fillGroup(wanted);
    await this.dialog.getByRole('button', { name: 'OK' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
    await this.groupRow(wanted.name).waitFor();
  }

  async chooseGroup(name: string): Promise<void> {
    await this.groupRow(name).click();
    await this.page.getByRole('heading', { name: `Keys of ${name}`, exact: true }).waitFor();
  }

  /** Right click on a group, Cloud >, an entry. */
  async cloudOfGroup(group: string, entry: string | RegExp): Promise<void> {
    await this.groupRow(group).click({ button: 'right' });
    await this.#cloud(entry);
  }

  // Keys

  /** Create > Random in the Keys section. */
  async openCreateKeys(): Promise<void> {
    await this.page.getByRole('group', { name: 'Keys', exact: true }).getByRole('button', { name: 'Create' }).click();
    await this.page.getByRole('menuitem', { name: /^Random/ }).click();
    await this.dialog.getByLabel('How many').waitFor();
  }

  async createKeys(wanted: { readonly name?: string; readonly count?: number }): Promise<void> {
    await this.openCreateKeys();
    if (wanted.name !== undefined) await this.dialog.getByLabel(/^Name/).fill(wanted.name);
    if (wanted.count !== undefined) await this.dialog.getByLabel('How many').fill(String(wanted.count));
    await this.dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** Right click on a key, Cloud >. */
  async openCloudOfKey(group: string, key: string): Promise<void> {
    await this.keyRow(group, key).click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: 'Cloud', exact: true }).hover();
    await this.synchronizeEntry.waitFor();
  }

  get synchronizeEntry(): Locator {
    return this.page.getByRole('menuitem', { name: /^Synchronize/ });
  }

  /** Right click on a key, Cloud > Synchronize. */
  async synchronizeKey(group: string, key: string): Promise<void> {
    await this.openCloudOfKey(group, key);
    await this.synchronizeEntry.click();
  }

  /** The job beside the tables, when it says how it ended. */
  async jobEnded(how: 'Succeeded' | 'With warnings' | 'Failed' | 'Cancelled'): Promise<string> {
    await this.jobPanel.getByText(how, { exact: true }).first().waitFor();
    return this.jobPanel.innerText();
  }

  async #cloud(entry: string | RegExp): Promise<void> {
    await this.page.getByRole('menuitem', { name: 'Cloud', exact: true }).hover();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }

  #rowOf(table: Locator, name: string): Locator {
    return table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }
}
