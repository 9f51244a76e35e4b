import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, type TestContext } from 'vitest';
import { ADA, BEN } from '../support/workstation.js';
import { Approval } from './pages/approval.js';
import { CloudCredentials } from './pages/cloud-credentials.js';
import { Configuration } from './pages/configuration.js';
import { FirstStart } from './pages/first-start.js';
import { Frame } from './pages/frame.js';
import { Jobs } from './pages/jobs.js';
import { Keys } from './pages/keys.js';
import { LogIn } from './pages/log-in.js';
import { SystemLogs } from './pages/system-logs.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';
import { spellings, WireSecrets } from './support/wire-secrets.js';

/*
 * One day of a security officer: the KMES guide from its first line to its last, on the screen. The tests are the hours of
 * that day and follow each other.
 */

const VAULT = 'contoso-hsm';
const GROUP = 'payroll-signing';
const FIRST_KEY = 'payroll-2027';

const secrets = new WireSecrets();
const dayOf = oneWindow(async (context) => {
  const window = await RealWindow.prepare(context);
  window.beforeRequest = secrets.note;
  await window.open();
  return window;
});

async function atWork(context: TestContext) {
  const window = await dayOf(context);
  const { page } = window;
  return { window, page, frame: new Frame(page), keys: new Keys(page), jobs: new Jobs(page) };
}

describe("an officer's day", () => {
  test('begins with the first start: two Admin identities, another workstation is the designated device', async (context) => {
    const { page, frame } = await atWork(context);
    const firstStart = new FirstStart(page);
    await firstStart.finish([ADA, BEN], 'not designated');
    await firstStart.openKeys();
    await frame.practiceBand.waitFor();
    expect(await frame.top.innerText()).toContain('Ada · Administrator');
    expect(await frame.top.innerText()).toContain('Not designated');
  });

  test('adds a Cloud Credential and tests it: every line of the pre-flight passes', async (context) => {
    const { page, frame, window } = await atWork(context);
    await frame.open('Cloud Credentials');
    const credentials = new CloudCredentials(page);
    await credentials.addPractice('Contoso');
    const checks = await credentials.test('Contoso', VAULT);
    expect(checks.map(({ title }) => title)).toEqual([
      ...['The vault can be found', 'Secure connection (TLS)', 'Clock', 'Token', 'Tenant', 'Key permission Get'],
      ...['Key permission List', 'Key permission Create', 'Premium vault', 'Soft delete and purge protection'],
      ...['Key permission Import', 'Key permission Delete', 'Key permission Purge'],
    ]);
    await credentials.dialog.getByText('Everything a push needs works.').waitFor();
    expect(await credentials.dialog.getByRole('img', { name: 'Passed' }).count()).toBe(checks.length);
    await credentials.close();
    expect(await credentials.row('Contoso').innerText()).toContain('Passed');
    expect(await window.keksInVault()).toBe(0);
  });

  test('creates a Key Group and a random key in it, which stays on the workstation', async (context) => {
    const { frame, keys, window } = await atWork(context);
    await frame.open('Keys');
    await keys.createGroup({
      name: GROUP,
      vault: VAULT,
      credential: 'Contoso',
      keyType: 'EC P-256',
      rotateEvery: 90,
      validFor: 120,
    });
    await keys.chooseGroup(GROUP);
    await keys.createKeys({ name: FIRST_KEY });
    expect(await keys.keyRow(GROUP, FIRST_KEY).innerText()).toContain('Never pushed');
    expect(await window.versionsInVault(GROUP, VAULT)).toEqual([]);
  });

  test('is refused Synchronize while this is not the designated device, with the way to Configuration', async (context) => {
    const { page, keys, frame } = await atWork(context);
    await keys.openCloudOfKey(GROUP, FIRST_KEY);
    expect(await keys.synchronizeEntry.getAttribute('aria-disabled')).toBe('true');
    expect(await keys.synchronizeEntry.innerText()).toMatch(/designated device/);
    await page.getByRole('menuitem', { name: 'Open Configuration' }).click();
    await frame.title('Configuration').waitFor();
    await new Configuration(page).setDesignated(true, BEN);
    expect(await frame.top.innerText()).toContain('Designated device');
  });

  test('synchronizes the key: the job tells its steps, and the key has its Azure version', async (context) => {
    const { frame, keys, window } = await atWork(context);
    await frame.open('Keys');
    await keys.chooseGroup(GROUP);
    await keys.synchronizeKey(GROUP, FIRST_KEY);
    const job = await keys.jobEnded('Succeeded');
    for (const step of ['Pre-flight', 'KEK', 'Wrap', 'Import', 'Compare', 'Clean up']) expect(job).toContain(step);
    expect(job).toContain('Successfully synchronized 1 HSM protected key(s)');
    const [version = 'none'] = await window.versionsInVault(GROUP, VAULT);
    const row = keys.keyRow(GROUP, FIRST_KEY);
    expect(await keys.cell(keys.keysOf(GROUP), row, 'Azure version')).toBe(version);
    expect(await keys.cell(keys.keysOf(GROUP), row, 'State')).toBe('Active');
    expect(await window.keksInVault()).toBe(0);
  });

  test('forces a rotation: a new key named after the group becomes active, last rotated is set', async (context) => {
    const { keys, window } = await atWork(context);
    const group = keys.groupRow(GROUP);
    expect(await keys.cell(keys.groups, group, 'Last rotated')).toBe('Never');
    await keys.cloudOfGroup(GROUP, /^Force Rotation/);
    expect(await keys.dialog.innerText()).toContain(`${FIRST_KEY} is active now and becomes an older version`);
    await keys.dialog.getByRole('button', { name: 'Rotate now' }).click();
    await keys.jobEnded('Succeeded');
    const today = new Date(window.practice.clock.now()).toISOString().slice(0, 10);
    expect(await keys.cell(keys.groups, group, 'Last rotated')).toBe(today);
    expect(await keys.cell(keys.groups, group, 'Active key')).toMatch(new RegExp(`^${GROUP}`));
    expect(await keys.cell(keys.keysOf(GROUP), keys.keyRow(GROUP, FIRST_KEY), 'State')).toBe('Older version');
    expect(await window.versionsInVault(GROUP, VAULT)).toHaveLength(2);
  });

  test('compares with the vault: both agree', async (context) => {
    const { page, keys } = await atWork(context);
    await keys.cloudOfGroup(GROUP, /^Compare with Vault/);
    await page.getByText(`${GROUP} and the vault agree.`).waitFor();
    expect(await keys.cell(keys.groups, keys.groupRow(GROUP), 'Compared')).toMatch(/^In sync/);
  });

  test('deletes on the cloud service after saying why, typing the name and the confirmation of the other administrator; the local keys stay', async (context) => {
    const { page, keys, window } = await atWork(context);
    await keys.cloudOfGroup(GROUP, /^Delete on Cloud Service/);
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText(/Soft-deletes payroll-signing with its 2 versions/).waitFor();
    const ok = dialog.getByRole('button', { name: 'Delete on Cloud Service' });
    expect(await ok.isDisabled()).toBe(true);
    await dialog.getByLabel('Justification').fill('CHG-4711: the payroll service has moved');
    expect(await ok.isDisabled()).toBe(true);
    await dialog.getByLabel(`Type ${GROUP} to confirm.`).fill(GROUP);
    await ok.click();
    const approval = new Approval(page);
    await approval.dialog.waitFor();
    const asked = await approval.asked();
    for (const line of [GROUP, `${VAULT} (PRACTICE)`, 'Ada', 'CHG-4711']) expect(asked).toContain(line);
    expect(await approval.approvers()).toEqual(['Ben']);
    await approval.confirm(BEN, 'Seen with Ada, CHG-4711');
    await keys.jobEnded('Succeeded');
    expect(await window.versionsInVault(GROUP, VAULT)).toEqual([]);
    expect(await keys.cell(keys.keysOf(GROUP), keys.keyRow(GROUP, FIRST_KEY), 'State')).toBe('Deleted on cloud');
  });

  test('reads in Jobs what was done; a double click opens the messages', async (context) => {
    const { frame, jobs } = await atWork(context);
    await frame.open('Jobs');
    expect(await jobs.rows(/HSM protected key/).count()).toBe(3);
    const messages = (await jobs.openMessages('Synchronize HSM protected key(s)')).join('\n');
    expect(messages).toContain('Synchronizing 1 HSM protected key(s)...');
    expect(messages).toContain(`Synchronized HSM protected key ${FIRST_KEY}`);
    expect(messages).toContain('Successfully synchronized 1 HSM protected key(s)');
    await jobs.openMessages(/^Delete HSM protected/);
    expect(await jobs.panel.innerText()).toContain('CHG-4711: the payroll service has moved');
  });

  test('exports the Azure Service log to disk: rows and SHA-256 are those of the file', async (context) => {
    const { window, page, frame } = await atWork(context);
    await frame.open('System Logs');
    const logs = new SystemLogs(page);
    await logs.chooseService('All services');
    await logs.chooseService('Azure Service');
    await expect.poll(() => logs.counted()).toMatch(/^\d+ of \d+ events$/);
    const shown = Number.parseInt(await logs.counted());
    const file = join(window.folder, 'azure-service.jsonl');
    const receipt = await logs.exportFile(file, 'JSON Lines');
    const written = readFileSync(file);
    expect(receipt.file).toBe(file);
    expect(receipt.sha256).toBe(createHash('sha256').update(written).digest('hex'));
    const lines = written.toString('utf8').trimEnd().split('\n');
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => 'service' in line);
    expect(receipt.rows).toBe(events.length);
    expect(receipt.rows).toBe(shown);
    expect(new Set(events.map((event) => event['service']))).toEqual(new Set(['Azure Service']));
    await logs.dialog.getByRole('button', { name: 'Close' }).last().click();
  });

  test('locks the window over lunch, opens it again, seals it in the evening and logs in once more', async (context) => {
    const { page, frame, keys } = await atWork(context);
    const logIn = new LogIn(page);
    await frame.lock();
    await logIn.reopen({ ...BEN, passphrase: 'not the passphrase of Ben' });
    await page.getByText('This login was refused: the name or the passphrase is not right.').waitFor();
    expect(await page.getByText(GROUP).count()).toBe(0);
    await logIn.reopen(BEN);
    await frame.title('System Logs').waitFor();
    await frame.seal();
    await logIn.logIn(ADA, BEN);
    await frame.open('Keys');
    await keys.chooseGroup(GROUP);
    await keys.keyRow(GROUP, FIRST_KEY).waitFor();
  });

  test('let no private key and no client secret cross to the page', async (context) => {
    const { window } = await atWork(context);
    const crossed = window.crossed.join('\n');
    const privateKeys = secrets.privateKeys();
    // What would betray a search that looks at nothing, or for nothing.
    expect(crossed).toContain(FIRST_KEY);
    expect(crossed).toContain('Successfully synchronized 1 HSM protected key(s)');
    expect(privateKeys).toHaveLength(2);
    expect(secrets.clientSecrets.size).toBe(1);
    const needles = [...secrets.clientSecrets, ...privateKeys.flatMap(spellings)];
    expect(needles.filter((needle) => crossed.includes(needle))).toEqual([]);
    expect(crossed).not.toMatch(/PRIVATE KEY|pkcs8|client_secret|Bearer |"eyJ/i);
  });
});
