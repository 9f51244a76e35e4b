import type { Locator } from 'playwright-core';
import { describe, expect, test, type TestContext } from 'vitest';
import { CloudCredentials } from './pages/cloud-credentials.js';
import { Frame } from './pages/frame.js';
import { Keys } from './pages/keys.js';
import { SystemLogs } from './pages/system-logs.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';

const theWindow = oneWindow(async (context) => {
  const window = await RealWindow.ready(context);
  await window.push(await window.group('payroll', 1));
  return window;
});

interface Fields {
  readonly dialog: Locator;
  readonly ok: Locator;
}

/** What is typed into a field, and the sentence that must then stand under it. */
type Bad = readonly [label: string | RegExp, typed: string, sentence: string | RegExp];

/** Types, leaves the field, and reads what it says of itself; OK must wait. */
async function say({ dialog, ok }: Fields, [label, typed, sentence]: Bad): Promise<void> {
  const field = dialog.getByLabel(label, { exact: typeof label === 'string' });
  await field.fill(typed);
  await field.press('Tab');
  await dialog.getByText(sentence).first().waitFor();
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  // Who does not see the screen hears it with the field.
  const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean);
  const notes = ids.map((id) => dialog.page().locator(`[id="${id}"]`).textContent());
  const described = await Promise.all(notes);
  expect(described).toContainEqual(
    typeof sentence === 'string' ? expect.stringContaining(sentence) : expect.stringMatching(sentence),
  );
  expect(await ok.isDisabled()).toBe(true);
}

async function at(context: TestContext) {
  const { page } = await theWindow(context);
  const keys = new Keys(page);
  const ok = (name: string): Fields => ({
    dialog: keys.dialog,
    ok: keys.dialog.getByRole('button', { name, exact: true }),
  });
  const escape = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await keys.dialog.waitFor({ state: 'hidden' });
  };
  return { page, frame: new Frame(page), keys, ok, escape };
}

describe('each field says what is wrong before OK can be pressed in', () => {
  test('Add Cloud Credential', async (context) => {
    const { page, frame, ok, escape } = await at(context);
    await frame.open('Cloud Credentials');
    await new CloudCredentials(page).openAdd();
    const fields = ok('OK');
    await say(fields, ['Name', '   ', 'A name is needed.']);
    await say(fields, ['Name', 'x'.repeat(128), 'A name has at most 127 characters.']);
    await say(fields, ['Tenant ID', 'contoso.onmicrosoft.com', /^The tenant ID has the form 00000000-/]);
    await say(fields, ['Client ID', '11111111-1111-4111-8111', /^The client ID has the form 00000000-/]);
    await say(fields, ['Client secret', 'short', /shorter than any that Azure makes/]);
    await say(fields, ['Client secret', 'a secret with blanks in it', /one line of printable characters/]);
    await say(fields, ['Client secret', '11111111-1111-4111-8111-111111111111', /This looks like the Secret ID/]);
    await say(fields, [/^Secret expires on/, '31.03.2027', 'Give a date as 2027-03-31 (year-month-day, UTC).']);
    expect(await fields.dialog.getByRole('status').last().innerText()).toMatch(
      /^Still to be put right: Name, Tenant ID, Client ID, .*Client secret\.$/,
    );
    await escape();
  });

  test('Create HSM Protected Key Group, on all three tabs', async (context) => {
    const { frame, keys, ok, escape } = await at(context);
    await frame.open('Keys');
    await keys.openCreateGroup();
    const fields = ok('OK');
    await say(fields, ['Name', 'pay roll', 'A key name has 1 to 127 characters: letters, digits and hyphens.']);
    for (const usage of ['Encrypt', 'Decrypt', 'Sign', 'Verify', 'Wrap Key', 'Unwrap Key']) {
      await keys.dialog.getByText(usage, { exact: true }).click();
    }
    await keys.dialog.getByText('At least one key usage is needed.').waitFor();
    await keys.tab('Azure Properties').click();
    for (const vault of ['https://contoso.vault.azure.net', '1contoso', 'co', 'contoso--hsm', 'contoso-']) {
      await say(fields, ['Vault name', vault, /^A vault name has 3 to 24 characters/]);
    }
    await keys.tab('Rotation').click();
    await keys.setRotateKey(true);
    await say(fields, ['Rotate Every', '0', 'Give a whole number from 1 to 9999.']);
    await say(fields, [/^Keep key valid for/, '99999', 'Give a whole number from 1 to 9999.']);
    expect(await fields.ok.isDisabled()).toBe(true);
    await escape();
  });

  test('Create > Random', async (context) => {
    const { frame, keys, ok, escape } = await at(context);
    await frame.open('Keys');
    await keys.chooseGroup('payroll');
    await keys.openCreateKeys();
    const fields = ok('Create');
    await say(fields, [/^Name/, 'x'.repeat(128), 'A name has at most 127 characters.']);
    await keys.dialog.getByLabel(/^Name/).fill('');
    await say(fields, ['How many', '0', 'Give a whole number from 1 to 500.']);
    await say(fields, ['How many', '501', 'Give a whole number from 1 to 500.']);
    await escape();
  });

  test('Delete on Cloud Service', async (context) => {
    const { frame, keys, ok, escape } = await at(context);
    await frame.open('Keys');
    await keys.cloudOfGroup('payroll', /^Delete on Cloud Service/);
    const fields = ok('Delete on Cloud Service');
    await say(fields, ['Justification', 'old', /^Say why in a few words/]);
    await keys.dialog.getByLabel('Justification').fill('CHG-4711: moved to another vault');
    await say(fields, ['Type payroll to confirm.', 'payrol1', /^This is not the name\. Type payroll/]);
    await escape();
  });

  test('Change Passphrase', async (context) => {
    const { page, frame, keys, ok, escape } = await at(context);
    await frame.open('Identities');
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'Ada' }) })
      .click();
    await page.getByRole('button', { name: /^Change Passphrase/ }).click();
    const fields = ok('Change Passphrase');
    await say(fields, ['New passphrase', 'too short', 'At least 15 characters are needed.']);
    await keys.dialog.getByLabel('Passphrase now').fill('seven quiet herons over the weir');
    await keys.dialog.getByLabel('New passphrase', { exact: true }).fill('nine slow barges below the lock');
    await say(fields, ['New passphrase once more', 'nine slow barges', 'The two new passphrases are not the same.']);
    await escape();
  });

  test('Export File', async (context) => {
    const { page, frame, keys, ok, escape } = await at(context);
    await frame.open('System Logs');
    await page.getByRole('button', { name: 'Export File' }).click();
    const logs = new SystemLogs(page);
    await logs.dialog.getByLabel('File').waitFor();
    const fields = ok('Export');
    await keys.dialog.getByLabel('File').fill('');
    expect(await fields.ok.isDisabled()).toBe(true);
    // What only the disk knows is told by the answer, and the dialog stays.
    await keys.dialog.getByLabel('File').fill('/nowhere/at/all/logs.txt');
    await fields.ok.click();
    await keys.dialog.getByRole('alert').waitFor();
    expect(await keys.dialog.getByRole('alert').innerText()).toMatch(/folder[\s\S]*What to do/);
    await escape();
  });
});

describe('what is refused before there is a workstation', () => {
  test('a passphrase that is too short, one that differs, and one name for two people', async (context) => {
    const window = await RealWindow.prepare(context);
    try {
      const page = await window.open();
      const first = page.getByRole('group', { name: 'First administrator' });
      const second = page.getByRole('group', { name: 'Second administrator' });
      await first.getByLabel('Name of the identity').fill('Ada');
      await first.getByLabel('Passphrase', { exact: true }).fill('short');
      await first.getByLabel('Passphrase', { exact: true }).press('Tab');
      await first.getByText(/at least 15 are needed/).waitFor();
      await first.getByLabel('Passphrase once more').fill('other');
      await first.getByText('The two passphrases differ.').waitFor();
      await second.getByLabel('Name of the identity').fill('ada');
      await second.getByText(/^This is the name of the first administrator/).waitFor();
      expect(await page.getByRole('button', { name: 'Continue' }).isDisabled()).toBe(true);
    } finally {
      await window.close();
    }
  });
});
