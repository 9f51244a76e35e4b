import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { VAULT } from '../support/practice.js';
import { Frame } from './pages/frame.js';
import { axeFindings } from './support/axe.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow, VIEWPORT } from './support/real-window.js';

const theWindow = oneWindow((context) => RealWindow.ready(context));

const row = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const check = (page: Page) => page.getByRole('region', { name: 'Check' });
const begin = (page: Page) => page.getByRole('button', { name: 'Begin…' });

async function newPlan(page: Page): Promise<void> {
  await new Frame(page).open('Ceremonies');
  await page.getByRole('button', { name: 'New plan…' }).click();
  await page.getByRole('button', { name: 'Start the plan' }).click();
  await check(page)
    .getByText(/fields are to be filled in/)
    .waitFor();
}

test('somebody who knows no YAML fills a plan in until it is complete, and saves it', async (context) => {
  const window = await theWindow(context);
  const { page, folder } = window;
  await newPlan(page);
  expect(await begin(page).getAttribute('aria-disabled')).toBe('true');

  // The list leads to the field; from there everything goes by keyboard.
  await check(page).getByRole('button', { name: 'Purpose' }).click();
  await page.keyboard.type('The key of the payroll database');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Vault room');
  for (const [at, name] of ['Ada', 'Olga', 'Walt', 'Wendy'].entries())
    await row(page, `Person ${at + 1}`)
      .getByLabel('Name')
      .fill(name);
  await page.getByRole('button', { name: 'Remove Person 4' }).click();
  await page.getByRole('button', { name: 'Move Person 3 up' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(await row(page, 'Person 1').getByLabel('Name').inputValue()).toBe('Walt');
  const key = row(page, 'Key 1');
  await key.getByLabel('Key Group').fill('payroll');
  await key.getByLabel('Vault').fill(VAULT);
  const kek = page.getByRole('region', { name: 'KEK package expected' }).getByLabel('Vault');
  await kek.fill('fabrikam');
  await key.getByText(`is for the vault ${VAULT}, and the KEK is of fabrikam`).waitFor();
  await kek.fill(VAULT);
  await check(page).getByText('The plan is complete').waitFor();

  // A step of one's own, which follows no more, and the way back.
  await page.getByRole('button', { name: 'Remove Step 2' }).click();
  await page.getByRole('button', { name: 'Back to the default script…' }).click();
  await page.getByRole('button', { name: 'Take my steps out' }).click();
  await page.getByText('The script of this kind.').waitFor();

  await page.setViewportSize({ width: 640, height: 400 });
  await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
  expect(await axeFindings(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.setViewportSize(VIEWPORT);
  await page.evaluate(`document.documentElement.dataset.theme = 'light'`);

  const file = join(folder, 'payroll.plan.yaml');
  await page.getByRole('button', { name: 'Save…' }).click();
  await page.getByRole('dialog').getByLabel('File').fill(file);
  await page.getByRole('button', { name: 'Write', exact: true }).click();
  await page.getByText(`Written: ${file}`).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/name: Walt, role: witness[\s\S]*name: Ada, role: leader[\s\S]*name: Olga/);
  expect(text).toMatch(/# names the ceremony/);
  expect(text).not.toMatch(/Wendy|steps:\n/);
  expect(await begin(page).getAttribute('aria-disabled')).not.toBe('true');
  await page.getByRole('button', { name: 'All ceremonies' }).click();
  await new Frame(page).title('Ceremonies').waitFor();
});

test('what was not saved is asked about, and a look at another place loses nothing', async (context) => {
  const { page } = await theWindow(context);
  await newPlan(page);
  await page.getByRole('textbox', { name: 'Place' }).fill('Zurich');
  await new Frame(page).open('Home');
  await page.getByRole('row', { name: 'Ceremonies', exact: true }).click();
  expect(await page.getByRole('textbox', { name: 'Place' }).inputValue()).toBe('Zurich');
  await page.getByRole('tab', { name: 'Text' }).click();
  await page.getByLabel('The plan, as text').fill('people: 7');
  await page.getByRole('tab', { name: 'Form' }).click();
  await page.getByText('The form cannot show this text').waitFor();
  await page.getByRole('button', { name: 'All ceremonies' }).click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await page.getByRole('button', { name: 'All ceremonies' }).click();
  await page.getByRole('button', { name: 'Discard the changes' }).click();
  await new Frame(page).title('Ceremonies').waitFor();
});
