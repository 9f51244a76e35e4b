import type { TestContext } from 'vitest';
import { describe, expect, test } from 'vitest';
import { ADA, BEN } from '../support/workstation.js';
import { Approval } from './pages/approval.js';
import { Configuration } from './pages/configuration.js';
import { Frame } from './pages/frame.js';
import { Identities } from './pages/identities.js';
import { Keys } from './pages/keys.js';
import { LogIn } from './pages/log-in.js';
import { Recovery } from './pages/recovery.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';

/*
 * The guarded workstation: what one person cannot do alone, and who may do what. The tests follow each other: who is added in
 * one is there in the next.
 */

/** TEST MATERIAL: the passphrases of nobody. */
const OLGA = { name: 'Olga', passphrase: 'nine slow barges under the bridge' };
const CLEO = { name: 'Cleo', passphrase: 'violet lanterns drift past the quarry' };
const DORA = { name: 'Dora', passphrase: 'seldom does the granite otter whistle' };
const EMIL = { name: 'Emil', passphrase: 'harvest moons over a tin accordion' };

const theWindow = oneWindow(async (context) => {
  const window = await RealWindow.ready(context);
  const group = await window.group('payroll', 2);
  await window.push(group);
  return window;
});

async function at(context: TestContext) {
  const window = await theWindow(context);
  const { page } = window;
  return {
    window,
    page,
    frame: new Frame(page),
    keys: new Keys(page),
    identities: new Identities(page),
    approval: new Approval(page),
    logIn: new LogIn(page),
  };
}

type At = Awaited<ReturnType<typeof at>>;

/** Delete on Cloud Service up to its OK; then the second administrator is asked. */
async function askDeletion({ page, frame, keys, approval }: At): Promise<void> {
  await frame.open('Keys');
  await keys.cloudOfGroup('payroll', /^Delete on Cloud Service/);
  const dialog = page.getByRole('alertdialog');
  await dialog.getByLabel('Justification').fill('CHG-4711: moved');
  await dialog.getByLabel('Type payroll to confirm.').fill('payroll');
  await dialog.getByRole('button', { name: 'Delete on Cloud Service' }).click();
  await approval.dialog.waitFor();
}

describe('Delete on Cloud Service', () => {
  test('shows the other administrator exactly what is asked; the one who asked cannot be chosen', async (context) => {
    const here = await at(context);
    const { window, approval } = here;
    await askDeletion(here);
    const asked = await approval.asked();
    for (const line of ['payroll', 'contoso (PRACTICE)', 'PRACTICE', 'CHG-4711: moved', 'Ada']) {
      expect(asked).toContain(line);
    }
    const { keys } = await window.bridge.keyManagement
      .snapshot()
      .then((answer) => (answer.ok ? answer.value : { keys: [] }));
    const active = keys.flatMap((one) => one.keys).find(({ state }) => state === 'active');
    expect(asked.replace(/\s/g, '')).toContain(active?.spkiSha256 ?? 'no active key');
    expect(await approval.approvers()).toEqual(['Ben']);
    expect(await approval.confirmButton.isDisabled()).toBe(true);
  });

  test('is refused with a wrong passphrase, beside the field, and declined by Escape: nothing is deleted', async (context) => {
    const { window, page, approval } = await at(context);
    await approval.fill({ ...BEN, passphrase: 'not the passphrase of Ben' });
    await approval.confirmButton.click();
    await approval.dialog.getByText(/the name or the passphrase is not right/).waitFor();
    expect(await approval.passphrase.getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('Escape');
    await approval.dialog.waitFor({ state: 'hidden' });
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('It was not confirmed by a second administrator. Nothing was changed.').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await window.versionsInVault('payroll')).toHaveLength(2);
  });

  test('is done once the other administrator has confirmed it; both names stand in the log', async (context) => {
    const here = await at(context);
    const { window, keys, approval } = here;
    await askDeletion(here);
    await approval.confirm(BEN, 'Seen together with Ada');
    await keys.jobEnded('Succeeded');
    expect(await window.versionsInVault('payroll')).toEqual([]);
    const page = await window.bridge.loggingAndReporting.logPage({ filter: {}, offset: 0, limit: 200 });
    const events = page.ok ? page.value.events : [];
    const deletion = events.filter(({ reason, approver }) => reason === 'Seen together with Ada' && approver === 'Ben');
    expect(deletion.length).toBeGreaterThan(3);
    for (const event of deletion) expect(event.actor).toBe('Ada');
  });

  test('is not the only thing: the designated device takes a second administrator too', async (context) => {
    const { page, frame } = await at(context);
    await frame.open('Configuration');
    const configuration = new Configuration(page);
    await configuration.setDesignated(false, BEN);
    expect(await frame.top.innerText()).toContain('Not designated');
    await configuration.setDesignated(true, BEN);
  });
});

describe('an Operator', () => {
  test('is added by an administrator and confirmed by the other', async (context) => {
    const { frame, identities, approval } = await at(context);
    await frame.open('Identities');
    await identities.fillNewcomer(OLGA, 'Operator');
    await identities.dialog.getByText(/^Strength: /).waitFor();
    await identities.dialog.getByRole('button', { name: 'Add Identity' }).click();
    await approval.dialog.waitFor();
    expect(await approval.asked()).toMatch(/Olga[\s\S]*Operator/);
    await approval.confirm(BEN);
    await identities.row('Olga').waitFor();
    expect(await identities.row('Olga').innerText()).toMatch(/Operator[\s\S]*Active[\s\S]*No share/);
  });

  test('opens the locked window and works under their own name', async (context) => {
    const { frame, logIn } = await at(context);
    await frame.lock();
    await logIn.reopen(OLGA);
    await frame.tree.waitFor();
    expect(await frame.top.innerText()).toContain('Olga · Operator');
  });

  test('sees what the role does not allow, with the reason, and may make keys', async (context) => {
    const { page, frame, keys, identities } = await at(context);
    await frame.open('Identities');
    expect(await identities.add.isDisabled()).toBe(true);
    await identities.add.focus();
    await identities.add.getByText('Needs the role Administrator.').first().waitFor({ state: 'attached' });
    await frame.open('Configuration');
    expect(await new Configuration(page).designated.isDisabled()).toBe(true);
    await frame.open('Keys');
    await keys.groupRow('payroll').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Cloud', exact: true }).hover();
    const entry = page.getByRole('menuitem', { name: /^Delete on Cloud Service/ });
    expect(await entry.getAttribute('aria-disabled')).toBe('true');
    expect(await entry.innerText()).toContain('Needs the role Administrator.');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await keys.chooseGroup('payroll');
    await keys.createKeys({ name: 'made-by-olga' });
    await keys.keyRow('payroll', 'made-by-olga').waitFor();
  });

  test('goes again, and the administrator comes back', async (context) => {
    const { frame, logIn } = await at(context);
    await frame.lock();
    await logIn.reopen(ADA);
    await frame.tree.waitFor();
    expect(await frame.top.innerText()).toContain('Ada · Administrator');
  });
});

describe('administrators', () => {
  test('cannot be disabled while unlocking needs them: the button says why', async (context) => {
    const { frame, identities } = await at(context);
    await frame.open('Identities');
    await identities.row('Ben').click();
    const disable = identities.button('Disable');
    expect(await disable.isDisabled()).toBe(true);
    await disable
      .getByText(/Unlocking takes 2 administrators; 1 would be left/)
      .first()
      .waitFor({ state: 'attached' });
  });

  test('add a third one when two of them log in again', async (context) => {
    const { frame, identities } = await at(context);
    await frame.open('Identities');
    await identities.fillNewcomer(CLEO, 'Administrator');
    await identities.fillQuorum([ADA, BEN]);
    await identities.confirm('Add Identity');
    expect(await identities.row('Cleo').innerText()).toMatch(/Administrator[\s\S]*Holds a share/);
    // Ben is still the chosen one, and can be spared now.
    await expect.poll(() => identities.button('Disable').isDisabled()).toBe(false);
  });

  test('let three unlock together, and the log in asks for three', async (context) => {
    const { page, frame, identities, logIn } = await at(context);
    await frame.open('Identities');
    await page.getByRole('button', { name: 'Set Threshold…' }).click();
    await identities.dialog.getByLabel('Administrators who unlock together').fill('3');
    await identities.fillQuorum([ADA, BEN]);
    await identities.confirm('Set Threshold');
    await page.getByText('3 of 3 administrators', { exact: true }).waitFor();
    await frame.seal();
    await page.getByText(/^Three administrators unlock/).waitFor();
    await logIn.logIn(CLEO, ADA, BEN);
    await frame.tree.waitFor();
    expect(await frame.top.innerText()).toContain('Cleo · Administrator');
  });
});

describe('the lost-administrator day', () => {
  let shares: ReadonlyMap<string, string>;

  test('is prepared with recovery shares on paper, shown once and tested', async (context) => {
    const { page, frame, identities } = await at(context);
    await frame.open('Identities');
    const holders = ['Notary', 'Bank', 'Second site'];
    shares = await identities.makeShares({ threshold: 2, holders }, [CLEO, ADA, BEN]);
    await page.getByText('2 of 3 together', { exact: true }).waitFor();
    await page.getByText('Notary, Bank, Second site').waitFor();
    for (const share of shares.values()) expect(await page.getByText(share).count()).toBe(0);
    expect(await identities.testShares([sheet('Notary'), sheet('Second site')])).toMatch(/would open the workstation/);
    expect(await identities.testShares([sheet('Notary')])).not.toMatch(/would open the workstation/);
  });

  test('is lived through: the sealed workstation is recovered, and the lost ones are out', async (context) => {
    const { page, frame, identities, logIn } = await at(context);
    await frame.seal();
    const recovery = new Recovery(page);
    await recovery.open();
    await recovery.fillShares([sheet('Bank').toLowerCase(), sheet('Second site')]);
    await recovery.fillAdministrators([DORA, EMIL]);
    await recovery.recover(['Ada', 'Cleo'], 'Ada and Cleo have left on the same day.');
    await page.getByText(/^Recovered\. The new administrators log in now/).waitFor();
    await logIn.logIn(DORA, EMIL, BEN);
    await frame.tree.waitFor();
    await frame.open('Identities');
    for (const name of ['Ada', 'Cleo']) expect(await identities.row(name).innerText()).toMatch(/Disabled/);
    for (const name of ['Dora', 'Emil', 'Ben']) expect(await identities.row(name).innerText()).toMatch(/Holds a share/);
    await page.getByText(/^None are out\./).waitFor();
  });

  test('leaves everything that was stored where it was', async (context) => {
    const { frame, keys } = await at(context);
    await frame.open('Keys');
    await keys.chooseGroup('payroll');
    await keys.keyRow('payroll', 'made-by-olga').waitFor();
  });

  function sheet(holder: string): string {
    const share = shares.get(holder);
    if (share === undefined) throw new Error(`${holder} has no sheet.`);
    return share;
  }
});
