import { join } from 'node:path';
import { ADMINS } from './station.mjs';

/**
 * What is photographed: how each scene is reached from the frame, and which of our pages shows it (`docs`: the name of its
 * picture in docs/pictures, in light, `dark` also in dark). After a scene Escape closes whatever it opened.
 */
export const view = (page, name) => open(page, name);
const dialog = (page) => page.getByRole('dialog').or(page.getByRole('alertdialog'));

async function open(page, name) {
  const opener = page.getByRole('button', { name: 'Open the tree' });
  if (await opener.isVisible()) await opener.click();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('row', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
}

const rowOf = (page, table, name) =>
  page
    .getByRole('grid', { name: table })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });

export async function chooseGroup(page, name) {
  await open(page, 'Keys');
  await rowOf(page, 'Key Groups', name).click();
  await page.getByRole('heading', { name: `Keys of ${name}`, exact: true }).waitFor();
}

async function cloud(page, groupName, entry) {
  await chooseGroup(page, groupName);
  await rowOf(page, 'Key Groups', groupName).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Cloud', exact: true }).hover();
  await page.getByRole('menuitem', { name: entry }).click();
}

async function createGroup(page, tab) {
  await open(page, 'Keys');
  await page.locator('header').getByRole('button', { name: 'Create', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'OK' }).click();
  await dialog(page).getByLabel('Name', { exact: true }).fill('orders-encryption');
  await choose(page, 'Cloud Credential', /^Contoso rehearsal/);
  await dialog(page).getByRole('tab', { name: 'Azure Properties' }).click();
  await dialog(page).getByLabel('Vault name').fill('contoso-hsm');
  await dialog(page).getByRole('tab', { name: tab }).click();
}

async function choose(page, label, option) {
  await dialog(page).getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

async function newcomer(page, name, passphrase) {
  await dialog(page).getByLabel('Name of the identity').fill(name);
  await dialog(page).getByLabel('Passphrase', { exact: true }).first().fill(passphrase);
  await dialog(page).getByLabel('Passphrase once more').fill(passphrase);
  await dialog(page)
    .getByText(/^Strength: /)
    .waitFor();
}

/** Ada and Ben log in again, and say why. */
async function quorum(page) {
  const second = dialog(page).getByRole('group', { name: 'Second administrator' });
  await second.getByRole('button', { name: 'Identity' }).click();
  await page.getByRole('option', { name: ADMINS[1].name }).click();
  for (const [at, which] of ['First', 'Second'].entries()) {
    const fields = dialog(page).getByRole('group', { name: `${which} administrator` });
    await fields.getByLabel('Passphrase', { exact: true }).fill(ADMINS[at].passphrase);
  }
  await dialog(page).getByLabel('Justification').fill('CHG-5201: new holders');
}

const PEOPLE = ['Ada Lindqvist', 'Olga Petrova', 'Walter Brunner', 'Wendy Okafor'];

/** A rehearsal, filled in until it is complete. */
async function fillPlan(page) {
  const main = page.getByRole('main');
  await main.getByLabel('Purpose').fill('Rehearse the new TDE protector of the payroll databases');
  await main.getByLabel('Place').fill('Zurich, building 4, vault room');
  for (const [at, name] of PEOPLE.entries())
    await main
      .getByRole('group', { name: `Person ${at + 1}` })
      .getByLabel('Name')
      .fill(name);
  const key = main.getByRole('group', { name: 'Key 1' });
  await key.getByLabel('Key Group').fill('payroll-tde');
  await key.getByLabel('Vault').fill('contoso-sql');
  await main.getByRole('region', { name: 'KEK package expected' }).getByLabel('Vault').fill('contoso-sql');
  await page.getByText('The plan is complete').waitFor();
  await main.getByLabel('Purpose').scrollIntoViewIfNeeded();
}

async function closePlan(page) {
  for (let layer = 0; layer < 2; layer += 1) await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'All ceremonies' }).click();
  const discard = page.getByRole('button', { name: 'Discard the changes' });
  await discard
    .or(page.getByRole('button', { name: 'New plan…' }))
    .first()
    .waitFor();
  if (await discard.isVisible()) await discard.click();
}

const credential = (page, name) => rowOf(page, 'Cloud Credentials', name);

export const SCENES = [
  { name: 'home', docs: 'home', open: (page) => view(page, 'Home') },
  { name: 'identities', docs: 'identities', open: (page) => view(page, 'Identities') },
  {
    name: 'change-passphrase',
    open: async (page) => {
      await view(page, 'Identities');
      await rowOf(page, 'Identities', 'Ada Marsh').click();
      await page.getByRole('button', { name: /^Change Passphrase/ }).click();
    },
  },
  {
    name: 'add-identity',
    docs: 'add-identity',
    open: async (page) => {
      await view(page, 'Identities');
      await page.getByRole('button', { name: 'Add Identity' }).click();
      await newcomer(page, 'Ivo Marchetti', 'wooden anchors hum beneath the ferry');
    },
  },
  {
    name: 'add-administrator',
    open: async (page) => {
      await view(page, 'Identities');
      await page.getByRole('button', { name: 'Add Identity' }).click();
      await dialog(page).getByText('Administrator', { exact: true }).click();
      await newcomer(page, 'Ivo Marchetti', 'wooden anchors hum beneath the ferry');
      await dialog(page).getByLabel('Justification').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'change-role',
    open: async (page) => {
      await view(page, 'Identities');
      await rowOf(page, 'Identities', 'Olga Brandt').click();
      await page.getByRole('button', { name: /^Change Role/ }).click();
    },
  },
  {
    name: 'disable',
    open: async (page) => {
      await view(page, 'Identities');
      await rowOf(page, 'Identities', 'Cleo Whitlock').click();
      await page.getByRole('button', { name: /^Disable/ }).click();
    },
  },
  {
    name: 'set-threshold',
    open: async (page) => {
      await view(page, 'Identities');
      await page.getByRole('button', { name: /^Set Threshold/ }).click();
    },
  },
  {
    name: 'make-recovery-shares',
    docs: 'make-recovery-shares',
    open: async (page) => {
      await view(page, 'Identities');
      await page.getByRole('button', { name: /^Make New Shares/ }).click();
      for (const [at, holder] of ['Notary Hale', 'Bank, safe 214', 'Second site'].entries()) {
        await dialog(page)
          .getByLabel(`Holder ${at + 1}`, { exact: true })
          .fill(holder);
      }
    },
  },
  {
    name: 'recovery-sheets',
    docs: 'recovery-sheets',
    open: async (page) => {
      await view(page, 'Identities');
      await page.getByRole('button', { name: /^Make New Shares/ }).click();
      for (const [at, holder] of ['Notary Hale', 'Bank, safe 214', 'Second site'].entries()) {
        await dialog(page)
          .getByLabel(`Holder ${at + 1}`, { exact: true })
          .fill(holder);
      }
      await quorum(page);
      await dialog(page).getByRole('button', { name: 'Make Recovery Shares' }).click();
      await page.getByRole('dialog', { name: 'The recovery sheets' }).waitFor();
    },
    close: async (page) => {
      await page.getByText(/^Every holder has their sheet/).click();
      await page.getByRole('button', { name: 'Close for good' }).click();
    },
  },
  {
    name: 'test-shares',
    open: async (page) => {
      await view(page, 'Identities');
      await page.getByRole('button', { name: /^Test Shares/ }).click();
      await dialog(page).getByLabel('Share 1', { exact: true }).fill('0000 1111');
      await dialog(page).getByRole('button', { name: 'Test', exact: true }).click();
      await dialog(page).getByRole('alert').waitFor();
    },
  },
  { name: 'cloud-credentials', docs: 'cloud-credentials', open: (page) => view(page, 'Cloud Credentials') },
  {
    name: 'add-cloud-credential',
    docs: 'add-cloud-credential',
    open: async (page) => {
      await view(page, 'Cloud Credentials');
      await page.getByRole('button', { name: 'Add Cloud Credential' }).first().click();
      await dialog(page).getByLabel('Name').fill('Contoso Frankfurt');
      await dialog(page).getByLabel('Tenant ID').fill('4f3c1f6e-2b7a-4d0e-9a55-0c6f0f2e7b11');
      await dialog(page).getByLabel('Client ID').fill('c5e0b2d4-7f19-4e63-8a2d-1b9f6c3e0a77');
      await dialog(page).getByLabel('Client secret').fill('made-up~for-pictures.1111111111111111111');
    },
  },
  {
    name: 'preflight',
    docs: 'preflight',
    open: async (page) => {
      await view(page, 'Cloud Credentials');
      await credential(page, 'Contoso rehearsal').click();
      await page.getByRole('button', { name: 'Test…' }).click();
      await dialog(page).getByRole('button', { name: 'Test', exact: true }).click();
      await dialog(page).getByRole('list', { name: 'Checks' }).waitFor();
    },
  },
  { name: 'keys', docs: 'keys-light', dark: 'keys-dark', open: (page) => chooseGroup(page, 'payroll-signing') },
  {
    name: 'key-details',
    open: async (page) => {
      await chooseGroup(page, 'payroll-signing');
      await page.getByRole('grid', { name: 'Keys of payroll-signing' }).getByRole('row').nth(1).click();
    },
  },
  {
    name: 'key-menu',
    docs: 'synchronize',
    open: async (page) => {
      await chooseGroup(page, 'backup-wrapping');
      await rowOf(page, 'Keys of backup-wrapping', 'backup-2027').click({
        button: 'right',
        position: { x: 60, y: 12 },
      });
      await page.getByRole('menuitem', { name: 'Cloud', exact: true }).hover();
      await page.getByRole('menuitem', { name: /^Synchronize/ }).waitFor();
    },
  },
  {
    name: 'create',
    open: async (page) => {
      await view(page, 'Keys');
      await page.locator('header').getByRole('button', { name: 'Create', exact: true }).click();
    },
  },
  { name: 'create-group', docs: 'create-group', open: (page) => createGroup(page, 'HSM Protected Key Group') },
  { name: 'azure-properties', docs: 'azure-properties', open: (page) => createGroup(page, 'Azure Properties') },
  { name: 'rotation', docs: 'rotation', open: (page) => createGroup(page, 'Rotation') },
  {
    name: 'create-random',
    docs: 'create-random',
    open: async (page) => {
      await chooseGroup(page, 'backup-wrapping');
      await page.getByRole('group', { name: 'Keys', exact: true }).getByRole('button', { name: 'Create' }).click();
      await page.getByRole('menuitem', { name: /^Random/ }).click();
    },
  },
  { name: 'force-rotation', open: (page) => cloud(page, 'payroll-signing', /^Force Rotation/) },
  {
    name: 'compare',
    docs: 'compare',
    open: async (page) => {
      await cloud(page, 'tax-archive', /^Compare with Vault/);
      await page.getByText('Only in the vault').or(page.getByText('A newer version is not ours')).first().waitFor();
    },
  },
  {
    name: 'delete-on-cloud',
    docs: 'delete-on-cloud',
    open: async (page) => {
      await cloud(page, 'customer-portal', /^Delete on Cloud Service/);
      await dialog(page).getByLabel('Justification').fill('CHG-5120: the portal gets a vault of its own');
    },
  },
  {
    name: 'approval',
    docs: 'approval',
    open: async (page) => {
      await cloud(page, 'customer-portal', /^Delete on Cloud Service/);
      await dialog(page).getByLabel('Justification').fill('CHG-5120: the portal gets a vault of its own');
      await dialog(page).getByLabel('Type customer-portal to confirm.').fill('customer-portal');
      await dialog(page).getByRole('button', { name: 'Delete on Cloud Service' }).click();
      await page.getByRole('dialog', { name: /^Confirm: / }).waitFor();
    },
  },
  {
    name: 'remove-group',
    open: async (page) => {
      await chooseGroup(page, 'customer-portal');
      await page.getByRole('group', { name: 'Key Groups' }).getByRole('button', { name: 'Remove' }).click();
    },
  },
  {
    name: 'job-running',
    docs: 'job',
    open: async (page) => {
      await chooseGroup(page, 'mobile-app');
      await page.getByRole('button', { name: /Show the job/ }).click();
      await page.getByRole('region', { name: /HSM protected key/ }).waitFor();
    },
  },
  { name: 'jobs', open: (page) => view(page, 'Jobs') },
  {
    name: 'job-failed',
    docs: 'jobs',
    open: async (page) => {
      await view(page, 'Jobs');
      await page.getByRole('grid', { name: 'Jobs' }).getByRole('row').filter({ hasText: 'Failed' }).first().dblclick();
      await page.getByRole('region', { name: 'Messages' }).waitFor();
    },
  },
  {
    name: 'system-logs',
    docs: 'system-logs',
    open: async (page) => {
      await view(page, 'System Logs');
      await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(3).waitFor();
    },
  },
  {
    name: 'export',
    docs: 'export',
    open: async (page, { folder, look }) => {
      await view(page, 'System Logs');
      await page.getByRole('button', { name: 'Export File' }).click();
      await dialog(page).getByText('CSV', { exact: true }).click();
      await dialog(page)
        .getByLabel('File')
        .fill(join(folder, `azure-service-${look}.csv`));
      await dialog(page).getByRole('button', { name: 'Export', exact: true }).click();
      await dialog(page).getByText('Logs exported successfully').waitFor();
    },
  },
  {
    name: 'verify',
    open: async (page) => {
      await view(page, 'System Logs');
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByText(/^The log is sound/).waitFor();
    },
  },
  {
    name: 'event',
    open: async (page) => {
      await view(page, 'System Logs');
      await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(3).dblclick();
      await page.getByRole('heading', { name: /^Event / }).waitFor();
    },
  },
  {
    name: 'reports',
    docs: 'reports',
    open: async (page) => {
      await view(page, 'Reports');
      await page.getByRole('grid').getByRole('row').nth(1).waitFor();
    },
  },
  { name: 'configuration', docs: 'configuration', open: (page) => view(page, 'Configuration') },
  { name: 'ceremonies', open: (page) => view(page, 'Ceremonies') },
  {
    name: 'ceremonies-plan',
    docs: 'ceremony-plan',
    open: async (page) => {
      await view(page, 'Ceremonies');
      await page.getByRole('button', { name: 'New plan…' }).click();
      await page.getByRole('button', { name: 'Start the plan' }).click();
      await fillPlan(page);
    },
    close: closePlan,
  },
  {
    name: 'ceremonies-plan-rows',
    open: async (page) => {
      await view(page, 'Ceremonies');
      await page.getByRole('button', { name: 'New plan…' }).click();
      await dialog(page).getByText('Generate and escrow').click();
      await page.getByRole('button', { name: 'Start the plan' }).click();
      await page.getByRole('group', { name: 'Key 1' }).getByLabel('Vault').scrollIntoViewIfNeeded();
      await page.getByRole('heading', { level: 2, name: 'People' }).evaluate('(head) => head.scrollIntoView()');
    },
    close: closePlan,
  },
  {
    name: 'ceremonies-plan-steps',
    open: async (page) => {
      await view(page, 'Ceremonies');
      await page.getByRole('button', { name: 'New plan…' }).click();
      await page.getByRole('button', { name: 'Start the plan' }).click();
      await page.getByRole('button', { name: 'Remove Step 4' }).click();
      await page.getByRole('button', { name: 'Back to the default script…' }).waitFor();
      await page.getByRole('heading', { level: 2, name: 'Steps' }).evaluate('(head) => head.scrollIntoView()');
    },
    close: closePlan,
  },
  {
    name: 'ceremonies-plan-step',
    open: async (page) => {
      await view(page, 'Ceremonies');
      await page.getByRole('button', { name: 'New plan…' }).click();
      await page.getByRole('button', { name: 'Start the plan' }).click();
      await page.getByRole('button', { name: 'Edit Step 2' }).click();
      await dialog(page).getByLabel('What is done').waitFor();
    },
    close: closePlan,
  },
  {
    name: 'ceremonies-plan-new',
    open: async (page) => {
      await view(page, 'Ceremonies');
      await page.getByRole('button', { name: 'New plan…' }).click();
      await dialog(page).getByText('What the ceremony is for').waitFor();
    },
  },
  {
    name: 'help',
    open: async (page) => {
      await view(page, 'Home');
      await page.keyboard.press('F1');
    },
  },
  {
    name: 'session-menu',
    open: async (page) => {
      await page.getByRole('button', { name: 'Session and appearance' }).click();
      await page.getByRole('menuitem', { name: 'Appearance' }).hover();
      await page.getByRole('menuitem', { name: 'Dark' }).waitFor();
    },
  },
];
