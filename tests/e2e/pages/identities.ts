import type { Locator, Page } from 'playwright-core';
import type { Login } from '../../../main/identity-management/index.js';
import type { Role } from '../../../shared/contract/index.js';
import { choose } from './frame.js';

const WHICH = ['First', 'Second', 'Third', 'Fourth'] as const;

/** Identity Management > Identities. */
export class Identities {
  readonly page: Page;
  readonly table: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.table = page.getByRole('grid', { name: 'Identities' });
    this.dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
  }

  row(name: string): Locator {
    return this.table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  /** The buttons above the table act on the chosen row. */
  button(name: string): Locator {
    return this.page.getByRole('group', { name: 'Identities', exact: true }).getByRole('button', { name: `${name}…` });
  }

  get add(): Locator {
    return this.page.getByRole('button', { name: 'Add Identity' });
  }

  /** Chooses a row and opens what a button above the table does. */
  async open(name: string, act: string): Promise<void> {
    await this.row(name).click();
    await this.button(act).click();
    await this.dialog.waitFor();
  }

  /** Add Identity up to its OK; the newcomer's passphrase is typed twice. */
  async fillNewcomer({ name, passphrase }: Login, role: Role): Promise<void> {
    await this.add.click();
    const { dialog } = this;
    await dialog.getByLabel('Name of the identity').fill(name);
    await dialog.getByText(role, { exact: true }).click();
    await dialog.getByLabel('Passphrase', { exact: true }).first().fill(passphrase);
    await dialog.getByLabel('Passphrase once more').fill(passphrase);
  }

  /** As many administrators as unlock log in again, and say why. */
  async fillQuorum(logins: readonly Login[], justification = 'As agreed this morning.'): Promise<void> {
    for (const [at, login] of logins.entries()) {
      const fields = this.dialog.getByRole('group', { name: `${WHICH[at] ?? ''} administrator` });
      const isChosen = await fields.getByRole('button', { name: new RegExp(`^${login.name} `) }).isVisible();
      if (!isChosen) await choose(fields, 'Identity', login.name);
      await fields.getByLabel('Passphrase', { exact: true }).fill(login.passphrase);
    }
    await this.dialog.getByLabel('Justification').fill(justification);
  }

  /** The OK of the dialog; waits until it is gone. */
  async confirm(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  // Recovery shares

  /** Make Recovery Shares up to the sheets. */
  async openSheets(
    wanted: { readonly threshold: number; readonly holders: readonly string[] },
    quorum: readonly Login[],
  ): Promise<Locator> {
    await this.page.getByRole('button', { name: /^Make (Recovery|New) Shares…$/ }).click();
    for (const [at, holder] of wanted.holders.entries()) {
      await this.dialog.getByLabel(`Holder ${at + 1}`, { exact: true }).fill(holder);
    }
    await this.dialog.getByLabel('Sheets that open it together').fill(String(wanted.threshold));
    await this.fillQuorum(quorum);
    await this.dialog.getByRole('button', { name: 'Make Recovery Shares', exact: true }).click();
    const sheets = this.page.getByRole('dialog', { name: 'The recovery sheets' });
    await sheets.waitFor();
    return sheets;
  }

  /** The texts of the sheets by holder; they are closed again. */
  async makeShares(
    wanted: { readonly threshold: number; readonly holders: readonly string[] },
    quorum: readonly Login[],
  ): Promise<ReadonlyMap<string, string>> {
    const sheets = await this.openSheets(wanted, quorum);
    const found = new Map<string, string>();
    for (const holder of wanted.holders) {
      found.set(
        holder,
        await sheets
          .getByRole('listitem', { name: `Sheet of ${holder}` })
          .locator('code')
          .innerText(),
      );
    }
    await this.closeSheets();
    return found;
  }

  async closeSheets(): Promise<void> {
    const sheets = this.page.getByRole('dialog', { name: 'The recovery sheets' });
    await sheets.getByText(/^Every holder has their sheet/).click();
    await sheets.getByRole('button', { name: 'Close for good' }).click();
    await sheets.waitFor({ state: 'hidden' });
  }

  /** Test Shares; answers what is said of them. */
  async testShares(shares: readonly string[]): Promise<string> {
    await this.page.getByRole('button', { name: 'Test Shares…' }).click();
    for (const [at, share] of shares.entries()) {
      await this.dialog.getByLabel(`Share ${at + 1}`, { exact: true }).fill(share);
    }
    await this.dialog.getByRole('button', { name: 'Test', exact: true }).click();
    const said = this.dialog.getByRole('status').or(this.dialog.getByRole('alert')).filter({ hasText: /share/i });
    const sentence = await said.first().innerText();
    await this.dialog.getByRole('button', { name: 'Close' }).last().click();
    await this.dialog.waitFor({ state: 'hidden' });
    return sentence;
  }
}
