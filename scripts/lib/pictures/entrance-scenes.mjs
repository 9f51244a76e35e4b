import { ADMINS } from './station.mjs';

const group = (page, which) => page.getByRole('group', { name: `${which} administrator` });

async function fill(page, which, { name, passphrase }) {
  await group(page, which).getByLabel('Name of the identity').fill(name);
  await group(page, which).getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await group(page, which).getByLabel('Passphrase once more').fill(passphrase);
}

/** The four steps of the first start, each photographed before the next is taken. */
export const FIRST_START_SCENES = [
  {
    name: 'first-start',
    docs: 'first-start',
    open: async (page) => {
      await fill(page, 'First', ADMINS[0]);
      await fill(page, 'Second', ADMINS[1]);
      await page.getByRole('button', { name: 'Continue' }).and(page.locator(':not([disabled])')).waitFor();
    },
  },
  { name: 'first-start-places', open: (page) => page.getByRole('button', { name: 'Continue' }).click() },
  {
    name: 'first-start-vault',
    open: async (page) => {
      await page.getByRole('button', { name: 'Make this workstation' }).click();
      await page.getByText('Practice first').click();
    },
  },
  {
    name: 'first-start-done',
    open: async (page) => {
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('heading', { name: 'This workstation is ready' }).waitFor();
    },
  },
  {
    name: 'keys-empty',
    open: async (page) => {
      await page.getByRole('button', { name: 'Open Keys' }).click();
      await page.getByText('No Key Group yet').waitFor();
    },
  },
];

/** While it is locked, then sealed, then on the way back with recovery shares. */
export const LOGIN_SCENES = [
  { name: 'locked', channel: 'identityManagement.lock', heading: 'Locked' },
  { name: 'login', docs: 'login', channel: 'identityManagement.seal', heading: 'Log in' },
  {
    name: 'recover-shares',
    heading: 'The recovery shares',
    open: (page) => page.getByRole('button', { name: /use recovery shares/ }).click(),
  },
  {
    name: 'recover-administrators',
    docs: 'recover-administrators',
    heading: 'The new administrators',
    open: async (page) => {
      for (const at of [1, 2]) await page.getByLabel(`Share ${at}`, { exact: true }).fill('made up for pictures');
      await page.getByRole('button', { name: 'Continue' }).click();
      await fill(page, 'First', ADMINS[0]);
      await fill(page, 'Second', ADMINS[1]);
      await page.getByRole('button', { name: 'Continue' }).and(page.locator(':not([disabled])')).waitFor();
    },
  },
  {
    name: 'recover-lost',
    heading: 'Who is gone, and why',
    open: (page) => page.getByRole('button', { name: 'Continue' }).click(),
  },
];
