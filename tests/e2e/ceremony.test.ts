import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { VAULT } from '../support/practice.js';
import { Frame } from './pages/frame.js';
import { axeFindings } from './support/axe.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow, value, VIEWPORT } from './support/real-window.js';

const theWindow = oneWindow((context) => RealWindow.ready(context));

const planText = (): string =>
  JSON.stringify({
    format: 'keyferry-ceremony-plan-1',
    id: 'payroll-rehearsal',
    kind: 'generate-and-wrap',
    mode: 'PRACTICE',
    purpose: 'Rehearse the key of the payroll database',
    place: 'Vault room',
    date: new Date().toISOString().slice(0, 10),
    people: [
      { name: 'Ada', role: 'leader' },
      { name: 'Walt', role: 'witness' },
    ],
    keys: [{ group: 'payroll', type: 'p-256', vault: VAULT }],
    kek: { vault: VAULT },
  });

const run = (page: Page) => page.getByRole('dialog').first();
const title = (page: Page, name: string) => run(page).getByRole('heading', { level: 2, name }).first();

/** Waits for a step by its number, types the answer, and presses Enter. */
async function answer(page: Page, number: number, text: string): Promise<void> {
  await run(page).getByText(`Step ${number} of`).waitFor();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

/** The last word of the last value, which only who read to the end knows. */
async function lastWord(page: Page, number: number): Promise<string> {
  await run(page).getByText(`Step ${number} of`).waitFor();
  return (await run(page).getByRole('listitem').last().textContent()) ?? '';
}

test('two people rehearse a ceremony in the window, with an exception sheet and a pause', async (context) => {
  const window = await theWindow(context);
  const { page, folder } = window;
  const out = join(folder, 'out');
  const kekFile = join(folder, 'kek.json');
  const credentialId = (await window.credential()).id;
  value(
    await window.bridge.ceremonies.makeKek({
      credentialId,
      vault: VAULT,
      valid: '14d',
      file: kekFile,
      overwrite: false,
    }),
  );

  await new Frame(page).open('Ceremonies');
  await page.getByRole('button', { name: 'New plan…' }).click();
  await page.getByRole('button', { name: 'Start the plan' }).click();
  await page.getByRole('tab', { name: 'Text' }).click();
  await page.getByLabel('The plan, as text').fill('format: something');
  await page.getByText(/have to be mended/).waitFor();
  await page.getByLabel('The plan, as text').fill(planText());
  await page.getByText('The plan is complete').waitFor();
  await page.getByRole('button', { name: 'Begin…' }).click();
  await page.getByLabel('Folder for the files').fill(out);
  await page.getByRole('button', { name: 'Begin', exact: true }).click();

  await answer(page, 1, 'CONFIRM');
  const planWord = await lastWord(page, 2);
  await window.shot('ceremony-read-aloud');
  expect(await axeFindings(page)).toEqual([]);
  // At 200 % what is asked can still be reached, and the dark theme has its contrasts.
  await page.setViewportSize({ width: 640, height: 400 });
  await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
  await run(page).getByRole('textbox').scrollIntoViewIfNeeded();
  expect(await axeFindings(page)).toEqual([]);
  await window.shot('ceremony-read-aloud-dark-200');
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.setViewportSize(VIEWPORT);
  await page.evaluate(`document.documentElement.dataset.theme = 'light'`);
  await run(page).getByRole('textbox').focus();
  await answer(page, 2, planWord);
  await answer(page, 3, new Date(window.practice.clock.now()).toISOString().slice(11, 16));

  // The cable is in: the step differs, and goes on with a sheet.
  await run(page).getByText('Step 4 of').waitFor();
  await run(page).getByRole('button', { name: 'Look at the interfaces now' }).click();
  await run(page).getByText('An exception sheet is needed').waitFor();
  await run(page).getByRole('button', { name: 'Write the sheet…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Exception sheet 1' });
  await sheet.getByLabel('What was decided').fill('This is a rehearsal on a machine with a network.');
  await sheet.getByRole('button', { name: 'Decided by' }).click();
  await page.getByRole('option', { name: 'Ada' }).click();
  await sheet.getByText('The step is left behind').click();
  await window.shot('ceremony-sheet');
  await sheet.getByRole('button', { name: 'Keep the sheet' }).click();
  await run(page).getByText('1 exception sheet', { exact: false }).waitFor();

  // Paused, and taken up where it stood.
  await run(page).getByText('Step 5 of').waitFor();
  await run(page).getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('row').filter({ hasText: 'payroll-rehearsal' }).dblclick();
  await page.getByLabel('Folder for the files').fill(out);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await answer(page, 5, await lastWord(page, 5));

  await run(page).getByText('Step 6 of').waitFor();
  await run(page).locator('input[type="file"]').setInputFiles(kekFile);
  await run(page).getByText('kek.json').waitFor();
  await run(page).getByRole('button', { name: 'Next step' }).click();
  await answer(page, 7, await lastWord(page, 7));
  await run(page).getByRole('button', { name: 'Generate the key' }).click();
  await answer(page, 9, await lastWord(page, 9));
  await run(page).getByRole('button', { name: 'Wrap the key' }).click();
  await run(page).getByRole('button', { name: 'Write the ceremony package' }).click();
  await answer(page, 12, await lastWord(page, 12));
  for (const name of ['Ada', 'Walt'])
    await run(page).getByRole('radiogroup', { name }).getByText('agrees', { exact: true }).click();
  await run(page).getByRole('button', { name: 'Next step' }).click();

  await title(page, 'The ceremony is completed').waitFor();
  await window.shot('ceremony-end');
  expect(await axeFindings(page)).toEqual([]);
  const { ceremonies } = value(await window.bridge.ceremonies.snapshot());
  expect(ceremonies).toMatchObject([{ id: 'payroll-rehearsal', state: 'completed', sheets: 1 }]);
  expect(readdirSync(out).some((name) => name.endsWith('.byok'))).toBe(true);
  await run(page).getByRole('button', { name: 'Close', exact: true }).click();
  await window.shot('ceremony-list');
});
