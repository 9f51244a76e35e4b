import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ADA, ADMINS, BEN } from '../support/workstation.js';
import { Approval } from './pages/approval.js';
import { CloudCredentials } from './pages/cloud-credentials.js';
import { FirstStart } from './pages/first-start.js';
import { Frame, VIEWS } from './pages/frame.js';
import { Identities } from './pages/identities.js';
import { Jobs } from './pages/jobs.js';
import { Keys } from './pages/keys.js';
import { LogIn } from './pages/log-in.js';
import { Recovery } from './pages/recovery.js';
import { Reports } from './pages/reports.js';
import { axeFindings } from './support/axe.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';

/** TEST MATERIAL: the passphrase of nobody. */
const CLEO = { name: 'Cleo', passphrase: 'violet lanterns drift past the quarry' };

/** With something in every view: versions, drift, a failed job. */
const theWindow = oneWindow(async (context) => {
  const window = await RealWindow.ready(context);
  const payroll = await window.group('payroll', 2);
  await window.push(payroll);
  await window.group('invoices', 1);
  const other = await window.group('tax-archive', 1);
  await window.push(other);
  await window.bridge.keyManagement.createKeys({ groupId: other.id, count: 1 });
  await window.bridge.keyManagement.compareWithVault({ groupId: other.id });
  await window.deny('import');
  await window.push(await window.group('broken', 1)).catch(() => undefined);
  await window.deny();
  const quorum = { logins: [...ADMINS], justification: 'As agreed.' };
  const { identityManagement } = window.bridge;
  await identityManagement.addIdentity({ ...CLEO, role: 'Administrator', ...quorum });
  await identityManagement.makeRecoveryShares({ threshold: 2, holders: ['Notary', 'Bank'], ...quorum });
  return window;
});

/** How each dialog is opened; the page is put back by Escape. */
const DIALOGS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'Add Cloud Credential': async (page) => {
    await new Frame(page).open('Cloud Credentials');
    await new CloudCredentials(page).openAdd();
  },
  'Add practice credential': async (page) => {
    await new Frame(page).open('Cloud Credentials');
    await page.getByRole('button', { name: 'Add practice credential' }).click();
  },
  'Edit a credential': async (page) => {
    await new Frame(page).open('Cloud Credentials');
    await new CloudCredentials(page).row('Practice').dblclick();
  },
  'Test a credential': async (page) => {
    await new Frame(page).open('Cloud Credentials');
    await new CloudCredentials(page).test('Practice', 'contoso');
  },
  'Remove a credential': async (page) => {
    await new Frame(page).open('Cloud Credentials');
    await new CloudCredentials(page).row('Practice').click();
    await page.getByRole('button', { name: 'Remove…' }).click();
  },
  'Change Passphrase': async (page) => {
    await new Frame(page).open('Identities');
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'Ada' }) })
      .click();
    await page.getByRole('button', { name: /^Change Passphrase/ }).click();
  },
  'Add Identity': async (page) => {
    await new Frame(page).open('Identities');
    await new Identities(page).fillNewcomer({ name: 'Olga', passphrase: 'short' }, 'Operator');
  },
  'Add Identity, an Administrator': async (page) => {
    await new Frame(page).open('Identities');
    await new Identities(page).fillNewcomer(
      { name: 'Ivo', passphrase: 'nine slow barges under the bridge' },
      'Administrator',
    );
  },
  'Change Role': async (page) => {
    await new Frame(page).open('Identities');
    await new Identities(page).open('Ben', 'Change Role');
  },
  Disable: async (page) => {
    await new Frame(page).open('Identities');
    await new Identities(page).open('Ben', 'Disable');
  },
  'Set Threshold': async (page) => {
    await new Frame(page).open('Identities');
    await page.getByRole('button', { name: 'Set Threshold…' }).click();
  },
  'Make Recovery Shares': async (page) => {
    await new Frame(page).open('Identities');
    await page.getByRole('button', { name: 'Make New Shares…' }).click();
  },
  'Test Shares': async (page) => {
    await new Frame(page).open('Identities');
    await page.getByRole('button', { name: 'Test Shares…' }).click();
  },
  'a second administrator confirms': async (page) => {
    await new Frame(page).open('Configuration');
    await page.getByText('This workstation is the designated device to push key material').click();
    await new Approval(page).fill({ ...BEN, passphrase: 'not the passphrase of Ben' });
    await new Approval(page).confirmButton.click();
    await page.getByText(/the name or the passphrase is not right/).waitFor();
  },
  Create: async (page) => {
    await new Frame(page).open('Keys');
    await page.locator('header').getByRole('button', { name: 'Create', exact: true }).click();
  },
  'Create, HSM Protected Key Group': (page) => createGroup(page, 'HSM Protected Key Group'),
  'Create, Azure Properties': (page) => createGroup(page, 'Azure Properties'),
  'Create, Rotation': (page) => createGroup(page, 'Rotation'),
  'Edit a Key Group': async (page) => {
    await new Frame(page).open('Keys');
    await new Keys(page).groupRow('payroll').dblclick();
  },
  'Create > Random': async (page) => {
    const keys = await group(page, 'payroll');
    await keys.openCreateKeys();
  },
  Synchronize: async (page) => {
    const keys = await group(page, 'tax-archive');
    await keys.cloudOfGroup('tax-archive', /^Synchronize 1 key/);
  },
  'Force Rotation': async (page) => {
    const keys = await group(page, 'payroll');
    await keys.cloudOfGroup('payroll', /^Force Rotation/);
  },
  'Delete on Cloud Service': async (page) => {
    const keys = await group(page, 'payroll');
    await keys.cloudOfGroup('payroll', /^Delete on Cloud Service/);
    await keys.dialog.getByLabel('Justification').waitFor();
  },
  'Remove a Key Group': async (page) => {
    await group(page, 'payroll');
    await page.getByRole('group', { name: 'Key Groups' }).getByRole('button', { name: 'Remove' }).click();
  },
  'Remove a key': async (page) => {
    const keys = await group(page, 'payroll');
    await keys.keyRow('payroll', 'payroll-001').click();
    await page.getByRole('group', { name: 'Keys', exact: true }).getByRole('button', { name: 'Remove' }).click();
  },
  'Repeat a job': async (page) => {
    await new Frame(page).open('Jobs');
    await new Jobs(page).table.getByRole('row').filter({ hasText: 'Failed' }).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: /^Repeat/ }).click();
  },
  'Export File': async (page) => {
    await new Frame(page).open('System Logs');
    await page.getByRole('button', { name: 'Export File' }).click();
  },
  'Export a report': async (page) => {
    await new Frame(page).open('Reports');
    await new Reports(page).openExport();
  },
  'Help and keyboard': async (page) => {
    await page.keyboard.press('F1');
  },
};

async function createGroup(
  page: Page,
  tab: 'HSM Protected Key Group' | 'Azure Properties' | 'Rotation',
): Promise<void> {
  await new Frame(page).open('Keys');
  const keys = new Keys(page);
  await keys.openCreateGroup();
  await keys.tab(tab).click();
}

async function group(page: Page, name: string): Promise<Keys> {
  await new Frame(page).open('Keys');
  const keys = new Keys(page);
  await keys.chooseGroup(name);
  return keys;
}

describe('axe-core finds nothing, views in light and dark, dialogs in light, on', () => {
  test.for(VIEWS.map((view) => [view] as const))('the view %s', async ([view], context) => {
    const { page } = await theWindow(context);
    await new Frame(page).open(view);
    expect(await axeFindings(page)).toEqual([]);
  });

  test.for(Object.keys(DIALOGS).map((name) => [name] as const))('the dialog %s', async ([name], context) => {
    const { page } = await theWindow(context);
    await DIALOGS[name]?.(page);
    const dialog = page.getByRole('dialog').or(page.getByRole('alertdialog'));
    await dialog.waitFor();
    const found = await axeFindings(page, '[role=dialog], [role=alertdialog]');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(found).toEqual([]);
  });

  test('what stands at the right of Keys: a key, a comparison, a failed job', async (context) => {
    const { page } = await theWindow(context);
    const keys = await group(page, 'payroll');
    await keys.keyRow('payroll', 'payroll-001').click();
    const ofKey = await axeFindings(page);
    await keys.cloudOfGroup('tax-archive', /^Compare with Vault/);
    await page.getByText('The key tax-archive-002 was never pushed.').waitFor();
    const ofComparison = await axeFindings(page);
    await new Frame(page).open('Jobs');
    await new Jobs(page).table.getByRole('row').filter({ hasText: 'Failed' }).first().dblclick();
    await new Jobs(page).messages();
    expect([...ofKey, ...ofComparison, ...(await axeFindings(page))]).toEqual([]);
  });

  test('the recovery sheets', async (context) => {
    const { page } = await theWindow(context);
    await new Frame(page).open('Identities');
    const identities = new Identities(page);
    await identities.openSheets({ threshold: 2, holders: ['Notary', 'Bank', 'Archive'] }, ADMINS);
    const found = await axeFindings(page);
    await identities.closeSheets();
    expect(found).toEqual([]);
  });

  test('right-click menus', async (context) => {
    const { page } = await theWindow(context);
    const keys = await group(page, 'payroll');
    await keys.openCloudOfKey('payroll', 'payroll-001');
    const found = await axeFindings(page);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(found).toEqual([]);
  });

  test('Locked and Log in', async (context) => {
    const { page } = await theWindow(context);
    const frame = new Frame(page);
    await frame.lock();
    await page.getByRole('heading', { name: 'Locked' }).waitFor();
    const ofLocked = await axeFindings(page);
    await new LogIn(page).reopen(ADA);
    await frame.tree.waitFor();
    await frame.seal();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    const ofLogIn = await axeFindings(page);
    const recovery = new Recovery(page);
    await recovery.open();
    const ofRecovery = [...(await axeFindings(page))];
    await recovery.fillShares(['not a share', 'nor this']);
    ofRecovery.push(...(await axeFindings(page)));
    await recovery.fillAdministrators([
      { name: 'Dora', passphrase: 'seldom does the granite otter whistle' },
      { name: 'Emil', passphrase: 'harvest moons over a tin accordion' },
    ]);
    ofRecovery.push(...(await axeFindings(page)));
    await recovery.recover(['Ada'], 'Ada has left.');
    await page.getByRole('alert').waitFor();
    ofRecovery.push(...(await axeFindings(page)));
    for (const name of ['Back', 'Back', 'Back to Log in'])
      await page.getByRole('button', { name, exact: true }).click();
    await new LogIn(page).logIn(ADA, BEN);
    await frame.tree.waitFor();
    expect([...ofLocked, ...ofLogIn, ...ofRecovery]).toEqual([]);
  });

  test('the four steps of the first start', async (context) => {
    const window = await RealWindow.prepare(context);
    try {
      const page = await window.open();
      const steps = new FirstStart(page);
      const found = [...(await axeFindings(page))];
      await steps.fillAdministrator('First', ADA);
      await steps.fillAdministrator('Second', BEN);
      await steps.next.click();
      await page.getByRole('button', { name: 'Make this workstation' }).waitFor();
      found.push(...(await axeFindings(page)));
      await page.getByRole('button', { name: 'Make this workstation' }).click();
      await page.getByText('Practice first').click();
      found.push(...(await axeFindings(page)));
      await steps.next.click();
      await page.getByRole('heading', { name: 'This workstation is ready' }).waitFor();
      found.push(...(await axeFindings(page)));
      expect(found).toEqual([]);
    } finally {
      await window.close();
    }
  });
});
