import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Approval } from './pages/approval.js';
import { CloudCredentials } from './pages/cloud-credentials.js';
import { Frame, VIEWS } from './pages/frame.js';
import { Identities } from './pages/identities.js';
import { Jobs } from './pages/jobs.js';
import { Keys } from './pages/keys.js';
import { expectFocus } from './support/by-keyboard.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';
import { whatDoesNotFit } from './support/fits.js';

/** 1280 x 800 at 200 %. */
const ZOOMED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };

const theWindow = oneWindow(async (context) => {
  const window = await RealWindow.ready(context, ZOOMED);
  await window.push(await window.group('payroll-signing', 2));
  await window.group('invoices-tde', 1);
  return window;
});

test('at 200 % the tree lies over the view until a line is chosen, also the one of the view that is open', async (context) => {
  const { page } = await theWindow(context);
  const frame = new Frame(page);
  await frame.open('Jobs');
  await frame.open('Jobs');
  await page.getByRole('button', { name: 'Open the tree' }).click();
  await frame.tree.getByRole('row', { name: 'Jobs', exact: true }).focus();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Open the tree' }).waitFor();
  await expectFocus(frame.title('Jobs'));
});

describe('at 200 % nothing is cut off and everything can be reached in', () => {
  test.for(VIEWS.map((view) => [view] as const))('the view %s', async ([view], context) => {
    const { page } = await theWindow(context);
    await new Frame(page).open(view);
    expect(await whatDoesNotFit(page)).toEqual([]);
  });

  test('Add Cloud Credential and the pre-flight', async (context) => {
    const { page } = await theWindow(context);
    await new Frame(page).open('Cloud Credentials');
    const credentials = new CloudCredentials(page);
    await credentials.openAdd();
    const ofAdd = await whatDoesNotFit(page);
    await page.keyboard.press('Escape');
    await credentials.dialog.waitFor({ state: 'hidden' });
    await credentials.test('Practice', 'contoso');
    const ofTest = await whatDoesNotFit(page);
    await credentials.close();
    expect([...ofAdd, ...ofTest]).toEqual([]);
  });

  test('Add Identity with a quorum, Make Recovery Shares, and the second administrator', async (context) => {
    const { page } = await theWindow(context);
    const frame = new Frame(page);
    await frame.open('Identities');
    const identities = new Identities(page);
    await identities.fillNewcomer({ name: 'Ivo', passphrase: 'short' }, 'Administrator');
    const found = [...(await whatDoesNotFit(page))];
    await page.keyboard.press('Escape');
    await identities.dialog.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Make Recovery Shares…' }).click();
    found.push(...(await whatDoesNotFit(page)));
    await page.keyboard.press('Escape');
    await identities.dialog.waitFor({ state: 'hidden' });
    await frame.open('Configuration');
    await page.getByText('This workstation is the designated device to push key material').click();
    const approval = new Approval(page);
    await approval.dialog.waitFor();
    found.push(...(await whatDoesNotFit(page)));
    await approval.decline();
    expect(found).toEqual([]);
  });

  test('Create, its tabs, and a push with its job', async (context) => {
    const { page } = await theWindow(context);
    await new Frame(page).open('Keys');
    const keys = new Keys(page);
    await keys.openCreateGroup();
    const found: string[] = [];
    for (const tab of ['HSM Protected Key Group', 'Azure Properties', 'Rotation'] as const) {
      await keys.tab(tab).click();
      found.push(...(await whatDoesNotFit(page)));
    }
    await page.keyboard.press('Escape');
    await keys.dialog.waitFor({ state: 'hidden' });
    await keys.chooseGroup('invoices-tde');
    await keys.synchronizeKey('invoices-tde', 'invoices-tde-001');
    await keys.jobEnded('Succeeded');
    found.push(...(await whatDoesNotFit(page)));
    expect(found).toEqual([]);
  });

  test('Jobs with a job opened: its panel comes into sight by itself', async (context) => {
    const { page } = await theWindow(context);
    await new Frame(page).open('Jobs');
    const jobs = new Jobs(page);
    await jobs.openMessages(/^Synchronize/);
    await expect.poll(() => topOf(jobs.panel)).toBeLessThan(ZOOMED.viewport.height / 2);
    expect(await whatDoesNotFit(page)).toEqual([]);
  });
});

async function topOf(element: Locator): Promise<number> {
  return (await element.boundingBox())?.y ?? Number.POSITIVE_INFINITY;
}
