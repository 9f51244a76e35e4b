import { describe, expect, test } from 'vitest';
import { Frame } from './pages/frame.js';
import { Keys } from './pages/keys.js';
import { expectFocus, reach } from './support/by-keyboard.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow } from './support/real-window.js';

/* Nobody touches a mouse here. */

const theWindow = oneWindow((context) => RealWindow.ready(context));

describe('by keyboard alone', () => {
  test('from Home to a key in the vault: tree, Create, its three tabs, Random, Shift+F10, Synchronize', async (context) => {
    const window = await theWindow(context);
    const { page } = window;
    const { keyboard } = page;
    const frame = new Frame(page);
    const keys = new Keys(page);

    // The tree: arrows walk it and open what they come to; letters find, Enter opens.
    await reach(page, frame.tree);
    await keyboard.press('Home');
    await keyboard.type('Keys');
    await keyboard.press('Enter');
    await frame.title('Keys').waitFor();

    await reach(page, page.locator('header').getByRole('button', { name: 'Create', exact: true }));
    await keyboard.press('Enter');
    await keys.dialog.getByText('Asymmetric HSM Protected').waitFor();
    await keyboard.press('Enter');
    await keys.tab('HSM Protected Key Group').waitFor();
    await reach(page, keys.dialog.getByLabel('Name', { exact: true }));
    await keyboard.type('by-keyboard');
    // A dropdown: opened, a letter chosen, Enter.
    await reach(page, keys.dialog.getByRole('button', { name: 'Key type' }));
    await keyboard.press('Enter');
    await keyboard.type('EC P-256');
    await keyboard.press('Enter');
    await keys.dialog.getByRole('button', { name: /^EC P-256 Key type/ }).waitFor();
    await reach(page, keys.tab('HSM Protected Key Group'), 'Shift+Tab');
    await keyboard.press('ArrowRight');
    await reach(page, keys.dialog.getByLabel('Vault name'));
    await keyboard.type('contoso');
    await keyboard.press('Enter');
    await keys.dialog.waitFor({ state: 'hidden' });
    await keys.groupRow('by-keyboard').waitFor();

    await reach(page, page.getByRole('button', { name: 'Create > Random' }));
    await keyboard.press('Enter');
    await reach(page, keys.dialog.getByLabel(/^Name/));
    await keyboard.type('first');
    await keyboard.press('Enter');
    await keys.dialog.waitFor({ state: 'hidden' });

    await reach(page, keys.keysOf('by-keyboard'));
    await reach(page, keys.keyRow('by-keyboard', 'first'), 'ArrowDown');
    await keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Cloud', exact: true }).waitFor();
    await keyboard.press('ArrowRight');
    await keys.synchronizeEntry.waitFor();
    await keyboard.press('Enter');
    await keys.jobEnded('Succeeded');
    expect(await window.versionsInVault('by-keyboard')).toHaveLength(1);
  });

  test('Escape closes a menu and a dialog, and the focus is where it was', async (context) => {
    const { page } = await theWindow(context);
    const keys = new Keys(page);
    const row = keys.keyRow('by-keyboard', 'first');
    await reach(page, keys.keysOf('by-keyboard'));
    await reach(page, row, 'ArrowDown');
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').first().waitFor({ state: 'hidden' });
    await expectFocus(row);

    await page.keyboard.press('Insert');
    await keys.dialog.getByLabel('How many').waitFor();
    await page.keyboard.press('Escape');
    await keys.dialog.waitFor({ state: 'hidden' });
    await expectFocus(row);
  });

  test('F6 goes between tree and view, Ctrl+F to the search, F1 to the help, Alt+Left back', async (context) => {
    const { page } = await theWindow(context);
    const frame = new Frame(page);
    await page.keyboard.press('F6');
    await expectFocus(frame.tree);
    await page.keyboard.type('Jobs');
    await page.keyboard.press('Enter');
    await frame.title('Jobs').waitFor();
    await page.keyboard.press('Control+f');
    await expectFocus(page.getByRole('searchbox', { name: 'Search jobs' }));
    await page.keyboard.press('F1');
    await page.getByRole('dialog', { name: 'Help and keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+ArrowLeft');
    await frame.title('Keys').waitFor();
  });
});
