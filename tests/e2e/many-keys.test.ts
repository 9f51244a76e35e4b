import { describe, expect, test } from 'vitest';
import { Frame } from './pages/frame.js';
import { Keys } from './pages/keys.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';

const COUNT = 20;
/** The import that is on its way when Cancel is pressed. */
const IN_THE_MIDDLE = 8;

const theWindow = oneWindow((context) => RealWindow.ready(context));

describe('twenty keys at once', () => {
  test('are pushed in one job, which can be cancelled in the middle: what arrived stays, the rest was never sent', async (context) => {
    const window = await theWindow(context);
    const { page } = window;
    const keys = new Keys(page);
    await window.group('bulk');
    await new Frame(page).open('Keys');
    await keys.chooseGroup('bulk');
    await keys.createKeys({ count: COUNT });
    const rows = keys
      .keysOf('bulk')
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') });
    await expect.poll(() => rows.count()).toBe(COUNT);

    await rows.first().click();
    await rows.last().click({ modifiers: ['Shift'] });
    await page.getByText(`${COUNT} of ${COUNT} chosen`).waitFor();

    // The vault takes its time with one import, until somebody has pressed Cancel.
    let imports = 0;
    let reached: () => void = () => undefined;
    const inTheMiddle = new Promise<void>((resolve) => (reached = resolve));
    let goOn: () => void = () => undefined;
    const cancelled = new Promise<void>((resolve) => (goOn = resolve));
    window.beforeRequest = async ({ method, url }) => {
      if (method !== 'PUT' || !url.includes('/keys/bulk')) return;
      imports += 1;
      if (imports < IN_THE_MIDDLE) return;
      reached();
      await cancelled;
    };
    await page.getByRole('button', { name: `Synchronize ${COUNT}` }).click();
    await keys.dialog.getByText(`Pushes ${COUNT} keys to contoso under one KEK:`).waitFor();
    await keys.dialog.getByRole('button', { name: 'Synchronize' }).click();
    await inTheMiddle;
    // The window is alive meanwhile: the job counts, and the status bar tells it everywhere.
    await keys.jobPanel
      .getByText(`${IN_THE_MIDDLE - 1} / ${COUNT}`)
      .first()
      .waitFor();
    await new Frame(page).status.getByText(`${IN_THE_MIDDLE - 1} / ${COUNT}`).waitFor();
    await keys.jobPanel.getByRole('button', { name: 'Cancel' }).click();
    await keys.jobPanel.getByText('Cancelling: the job stops at the next step and cleans up.').waitFor();
    goOn();
    await keys.jobEnded('Cancelled');

    const arrived = (await window.versionsInVault('bulk')).length;
    expect(arrived).toBe(IN_THE_MIDDLE);
    expect(imports).toBe(IN_THE_MIDDLE);
    expect(await window.keksInVault()).toBe(0);
    await expect.poll(() => rows.filter({ hasText: 'Never pushed' }).count()).toBe(COUNT - arrived);
    expect(await rows.filter({ hasText: 'Active' }).count()).toBe(1);
  });

  test('and the rest goes with Ctrl+A: nothing is sent a second time', async (context) => {
    const window = await theWindow(context);
    const { page } = window;
    const keys = new Keys(page);
    const rows = keys
      .keysOf('bulk')
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') });
    // A vault takes 10 HSM writes in 10 s; the one that was held up came late.
    window.practice.clock.advance(60_000);
    await rows.first().click();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: `Synchronize ${COUNT - IN_THE_MIDDLE}` }).click();
    await keys.dialog.getByText(/^In the vault already and not sent again:/).waitFor();
    await keys.dialog.getByRole('button', { name: 'Synchronize' }).click();
    await keys.jobEnded('Succeeded');
    expect(new Set(await window.versionsInVault('bulk')).size).toBe(COUNT);
    expect(await window.versionsInVault('bulk')).toHaveLength(COUNT);
    await expect.poll(() => rows.filter({ hasText: 'Never pushed' }).count()).toBe(0);
  });
});
