import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMINS } from './station.mjs';
import { outputOf } from './ceremony-story.mjs';
import { view } from './scenes.mjs';

const DONE = '2027-01-completed';
const dialog = (page, name) => page.getByRole('dialog', { name });
const run = (page) => page.getByRole('dialog').first();
const press = (page, name) => page.getByRole('button', { name, exact: true }).last().click();

/** Opens a ceremony from the list; the folder is the one of before. */
async function openRun(page, id, button = 'Open…') {
  await view(page, 'Ceremonies');
  await page.getByRole('grid', { name: 'Ceremonies' }).getByRole('row').filter({ hasText: id }).click();
  await press(page, button);
  await dialog(page, 'Open the ceremony').getByRole('button', { name: 'Open', exact: true }).click();
  await run(page)
    .getByText(/^(Step \d+ of|The ceremony (is|was))/)
    .first()
    .waitFor();
}

/** Escape does not end a run. */
const pause = (page) =>
  run(page)
    .getByRole('button', { name: /^(Pause|Close)$/ })
    .last()
    .click();

async function leave(page) {
  while ((await page.getByRole('dialog').count()) > 1) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(150);
  }
  await pause(page);
}

const scene = (name, id, more = {}) => ({
  name: `ceremonies-run-${name}`,
  open: (page) => openRun(page, id),
  close: leave,
  ...more,
});

export const CEREMONY_SCENES = [
  { name: 'ceremonies-run-list', open: (page) => view(page, 'Ceremonies') },
  scene('read-aloud', '2027-03-read-aloud', { docs: 'ceremony-read-aloud' }),
  scene('read-aloud-word', '2027-03-read-aloud', {
    open: async (page) => {
      await openRun(page, '2027-03-read-aloud');
      await run(page).getByRole('textbox').scrollIntoViewIfNeeded();
    },
  }),
  scene('waiting', '2027-03-waiting'),
  scene('sheet', '2027-03-waiting', {
    open: async (page) => {
      await openRun(page, '2027-03-waiting');
      await press(page, 'Write the sheet…');
      await dialog(page, 'Exception sheet 1')
        .getByLabel('What was decided')
        .fill('This is a rehearsal with a network.');
    },
  }),
  scene('differs', '2027-03-file', {
    open: async (page) => {
      await openRun(page, '2027-03-file');
      await press(page, 'It differs…');
      await dialog(page, 'It differs').waitFor();
    },
  }),
  scene('file', '2027-03-file'),
  scene('share', '2027-02-escrow'),
  scene('recover', '2027-02-recover'),
  scene('agree', '2027-03-agree', {
    open: async (page) => {
      await openRun(page, '2027-03-agree');
      await run(page).getByRole('radiogroup', { name: ADMINS[1].name }).getByText('does not agree').click();
    },
  }),
  scene('end', DONE),
  scene('sign', DONE, {
    open: async (page) => {
      await openRun(page, DONE, 'Sign…');
      const sign = dialog(page, 'Sign the record');
      await sign.getByText('I do not agree').click();
      await sign.getByText('With the key of the own identity').click();
    },
  }),
  {
    name: 'ceremonies-run-verify',
    docs: 'ceremony-verify',
    open: async (page, { folder }) => {
      await view(page, 'Ceremonies');
      await press(page, 'Verify record…');
      const verify = dialog(page, 'Verify a record');
      await verify.locator('input[webkitdirectory]').setInputFiles(join(folder, 'out', DONE));
      await press(page, 'Verify');
      await verify.getByText(/^The record is whole/).waitFor();
    },
  },
  {
    name: 'ceremonies-run-shares',
    open: async (page) => {
      await view(page, 'Ceremonies');
      await press(page, 'Test shares…');
      await press(page, 'Another share');
    },
  },
  {
    name: 'ceremonies-run-binder',
    open: async (page) => {
      await view(page, 'Ceremonies');
      await page.getByRole('grid', { name: 'Ceremonies' }).getByRole('row').filter({ hasText: DONE }).click();
      await press(page, 'Binder…');
    },
  },
  {
    name: 'ceremonies-run-kek',
    open: async (page) => {
      await view(page, 'Ceremonies');
      await press(page, 'Make KEK package…');
    },
  },
  {
    name: 'ceremonies-run-kek-made',
    open: async (page, { folder, look }) => {
      await view(page, 'Ceremonies');
      await press(page, 'Make KEK package…');
      const kek = dialog(page, 'Make KEK package');
      await kek.getByLabel('Vault').fill('contoso-hsm');
      await kek.getByLabel('File').fill(join(folder, `kek-${look}.json`));
      await press(page, 'Make');
      await kek.getByText('The KEK package is written').waitFor();
    },
  },
  {
    name: 'ceremonies-run-upload',
    open: async (page, { folder }) => {
      await view(page, 'Ceremonies');
      await press(page, 'Upload ceremony package…');
      await dialog(page, 'Upload ceremony package')
        .locator('input[type="file"]')
        .setInputFiles(outputOf(folder, DONE, '-package.json'));
      await dialog(page, 'Upload ceremony package').getByLabel('Last word of the package').waitFor();
    },
  },
  {
    name: 'ceremonies-run-uploaded',
    docs: 'ceremony-uploaded',
    open: async (page, { folder, look }) => {
      await view(page, 'Ceremonies');
      await press(page, 'Upload ceremony package…');
      const upload = dialog(page, 'Upload ceremony package');
      await upload.locator('input[type="file"]').setInputFiles(outputOf(folder, DONE, '-package.json'));
      const word = await upload.getByRole('listitem').last().textContent();
      const [begin] = readFileSync(outputOf(folder, DONE, '.record.jsonl'), 'utf8').split('\n');
      await upload.getByLabel('Last word of the package').fill(word);
      await upload.getByLabel("The air-gapped workstation's key").fill(JSON.parse(begin).workstationKey);
      await upload.getByLabel('File for the closing record').fill(join(folder, `closing-${look}.json`));
      await press(page, 'Upload');
      await upload.getByText(/is that of the record/).waitFor();
    },
  },
];
