import { describe, expect, test, type TestContext } from 'vitest';
import { BEN } from '../support/workstation.js';
import { VAULT } from '../support/practice.js';
import { Approval } from './pages/approval.js';
import { CloudCredentials } from './pages/cloud-credentials.js';
import { Frame } from './pages/frame.js';
import { Keys } from './pages/keys.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';

/*
 * The days on which something fails. Each ends with the sentence that stands on the screen and what it says to do; and
 * with the vault as it should be.
 */

const dayOf = oneWindow((context) => RealWindow.ready(context));
let days = 0;

/** A day begins in Keys with a group of its own, one key in it, and a vault that works. */
async function aDay(context: TestContext) {
  const window = await dayOf(context);
  const { page } = window;
  await window.clearFaults();
  await window.repairCredential();
  const name = `day-${(days += 1)}`;
  const group = await window.group(name, 1);
  const frame = new Frame(page);
  const keys = new Keys(page);
  await frame.open('Keys');
  await keys.chooseGroup(name);
  return { window, page, frame, keys, name, group, key: `${name}-001` };
}

/** What a failed job says: its sentence, and what to do. */
async function failedJob(
  keys: Keys,
): Promise<{ readonly sentence: string; readonly advice: string; readonly all: string }> {
  const all = await keys.jobEnded('Failed');
  const alert = keys.jobPanel.getByRole('alert');
  const lines = (await alert.innerText()).split('\n').filter((line) => line.trim() !== '');
  const advice = lines.find((line) => line.startsWith('What to do:')) ?? '';
  return { sentence: lines[0] ?? '', advice, all };
}

/** As the practice vault holds it now. */
function lastVersion({ practice }: RealWindow, name: string) {
  const version = practice.service.keysOf(VAULT)?.need(name).versions.at(-1);
  if (!version) throw new Error(`The vault holds no ${name}.`);
  return version;
}

describe('a day on which', () => {
  test('the client secret is wrong: Test and Synchronize say so, and where the right one is found', async (context) => {
    const { window, page, frame, keys, name, key } = await aDay(context);
    await window.breakCredential();
    await keys.synchronizeKey(name, key);
    const { sentence, advice } = await failedJob(keys);
    expect(sentence).toBe("The client secret is wrong. Often the Secret ID was pasted instead of the secret's Value.");
    expect(advice).toMatch(
      /Make a new client secret in the portal .* copy its Value at once, and update the credential/,
    );

    await frame.open('Cloud Credentials');
    const credentials = new CloudCredentials(page);
    const checks = await credentials.test('Practice', VAULT);
    const token = checks.find(({ title }) => title === 'Token');
    expect(token?.text).toContain('The client secret is wrong.');
    expect(token?.text).toContain('What to do: Make a new client secret in the portal');
    expect(token?.text).toContain('AADSTS7000215');
    await credentials.dialog.getByText('A push would not work yet.').waitFor();
    expect(checks.find(({ title }) => title === 'Key permission Import')?.text).toContain('Not reached');
    await credentials.close();
    expect(await credentials.row('Practice').innerText()).toContain('Failed');
    expect(await window.versionsInVault(name)).toEqual([]);
  });

  test('the vault is a Standard one', async (context) => {
    const { window, keys, name, key } = await aDay(context);
    await window.changeVault({ tier: 'standard' });
    await keys.synchronizeKey(name, key);
    const { sentence, advice } = await failedJob(keys);
    await window.changeVault({ tier: 'premium' });
    expect(sentence).toBe(`The vault ${VAULT} is not a Premium vault: it takes no HSM-protected keys.`);
    expect(advice).toMatch(/Use a vault of the Premium pricing tier/);
    expect(await window.versionsInVault(name)).toEqual([]);
  });

  test('a permission is missing: it is named, and the KEK is removed again', async (context) => {
    const { window, keys, name, key } = await aDay(context);
    await window.deny('import');
    await keys.synchronizeKey(name, key);
    const { sentence, advice, all } = await failedJob(keys);
    await window.deny();
    expect(sentence).toContain(`The access policy of the vault ${VAULT} does not give this application`);
    expect(sentence).toContain('the key permission "Import"');
    expect(advice).toContain('open the vault, Access policies, and add "Import" under Key permissions');
    // The original text and the ids under which the vault's audit log knows the request.
    expect(all).toContain('does not have keys import permission');
    expect(all).toMatch(/x-ms-client-request-id\s+[0-9a-f-]{36}/);
    expect(await window.keksInVault()).toBe(0);
    // Mended in the portal, done again from where the failure stands.
    await keys.jobPanel.getByRole('button', { name: 'Do it again' }).click();
    await keys.jobEnded('Succeeded');
    expect(await window.versionsInVault(name)).toHaveLength(1);
  });

  test('the vault asks for a pause (429) now and then: the job waits, says so, and succeeds', async (context) => {
    const { window, keys, name, key } = await aDay(context);
    await window.fault('throttle=7 on=import times=2');
    await keys.synchronizeKey(name, key);
    const all = await keys.jobEnded('With warnings');
    expect(all).toMatch(/the vault asks for a pause \(429\)\. Waiting 7\.\d s before the next attempt/);
    expect(await window.versionsInVault(name)).toHaveLength(1);
  });

  test('the vault asks for a pause (429) without end: the job gives up and says when to try again', async (context) => {
    const { window, keys, name, key } = await aDay(context);
    await window.fault('throttle=3 on=import times=always');
    await keys.synchronizeKey(name, key);
    const { sentence, advice } = await failedJob(keys);
    expect(sentence).toContain(`The vault ${VAULT} takes no more requests for now`);
    expect(advice).toContain('Wait a minute and do it again.');
    expect(await window.keksInVault()).toBe(0);
  });

  test('the network goes in mid-push: what is not known is said, looked up first, and nothing is pushed twice', async (context) => {
    const { window, page, keys, name, key } = await aDay(context);
    await window.fault('reset-after on=import');
    await window.fault('enotfound after=1 on=list times=always');
    await keys.synchronizeKey(name, key);
    const { all } = await failedJob(keys);
    expect(all).toContain('How the last request ended is not known.');
    expect(all).toContain('nothing is pushed twice');
    expect(await keys.cell(keys.groups, keys.groupRow(name), 'Compared')).toBe('Not reconciled');
    expect(await window.versionsInVault(name)).toHaveLength(1);

    await window.clearFaults();
    await keys.jobPanel.getByRole('button', { name: 'Do it again' }).click();
    await keys.keyRow(name, key).getByText('Active').waitFor();
    expect(await window.versionsInVault(name)).toHaveLength(1);
    expect(await window.keksInVault()).toBe(0);
    expect(await page.getByText('Not reconciled').count()).toBe(0);
  });

  test('purge protection is on: the dialog says what that means before anything is deleted, and the job after', async (context) => {
    const { window, page, keys, name, group } = await aDay(context);
    await window.push(group);
    await window.changeVault({ purgeProtection: true });
    await keys.cloudOfGroup(name, /^Delete on Cloud Service/);
    await keys.dialog.getByText(/Purge protection is on: nobody can purge it earlier\./).waitFor();
    await keys.dialog.getByText('Delete and purge', { exact: true }).click();
    await keys.dialog.getByLabel('Justification').fill('CHG-4712: to be gone at once');
    await keys.dialog.getByLabel(`Type ${name} to confirm.`).fill(name);
    await keys.dialog.getByRole('button', { name: 'Delete and purge' }).click();
    await new Approval(page).confirm(BEN);
    const all = await keys.jobEnded('Succeeded');
    await window.changeVault({ purgeProtection: false });
    expect(all).toMatch(/Purge protection is on in the vault contoso: Azure purges it by itself on \d{4}-\d\d-\d\d\./);
    expect(await window.versionsInVault(name)).toEqual([]);
  });

  test('somebody disabled the version in the vault: Compare with Vault says so, and the button beside it enables it', async (context) => {
    const { window, page, keys, name, group } = await aDay(context);
    await window.push(group);
    Object.assign(lastVersion(window, name), { enabled: false });
    await keys.cloudOfGroup(name, /^Compare with Vault/);
    await page.getByText('Disabled in the vault', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Enable the version' }).click();
    await keys.jobEnded('Succeeded');
    expect(lastVersion(window, name).enabled).toBe(true);
  });

  test('another workstation pushed last: the push stops, and goes on when a second Administrator confirms it', async (context) => {
    const { window, page, keys, name, group } = await aDay(context);
    await window.push(group);
    Object.assign(lastVersion(window, name).tags, { workstation: '5d2f1c3e-0000-4000-8000-000000000000' });
    await keys.cloudOfGroup(name, /^Force Rotation/);
    await keys.dialog.getByRole('button', { name: 'Rotate now' }).click();
    const { sentence } = await failedJob(keys);
    expect(sentence).toBe(`The workstation 5d2f1c3e pushed ${name} into the vault ${VAULT} last. Nothing was sent.`);
    expect(await window.versionsInVault(name)).toHaveLength(1);
    await keys.jobPanel.getByRole('button', { name: 'Push all the same…' }).click();
    await new Approval(page).confirm(BEN);
    await keys.jobEnded('With warnings');
    expect(await window.versionsInVault(name)).toHaveLength(2);
  });
});
