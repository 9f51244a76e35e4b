// Pictures of the window, made by the real main process with the practice vault: `node scripts/shoot.mjs --out FOLDER`.
// The set that docs/ shows is made with --out docs/pictures.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWindow } from './lib/build-window.mjs';
import { at } from './lib/root.mjs';
import { setUpProgram } from './setup.mjs';
import { fillWorkstation, SHOOT_ADMINS } from './lib/shoot-data.mjs';

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const out = resolve(values.out ?? 'dist/pictures');
const why = (await setUpProgram()) ?? (await buildWindow());
if (why) {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
const built = (file) => import(new URL(`../dist/main/${file}`, import.meta.url).href);
const { openBrowserDoor } = await built('doors/browser/index.js');
const { makeAnswerer } = await built('ipc/index.js');
const ORIGIN = 'https://keyferry.localhost';
mkdirSync(out, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), 'keyferry-shoot-'));
/** Real time plus an offset that is turned by hand and by every wait: a year of rotations takes a second. */
const clock = {
  offset: 0,
  now: () => Date.now() + clock.offset,
  sleep: (milliseconds) => {
    clock.offset += milliseconds;
    return new Promise((done) => setImmediate(done));
  },
};
const answerer = makeAnswerer(
  { door: 'browser', origin: ORIGIN, dataFolder: join(folder, 'data') },
  { clock, preferSecretsIn: 'sealed-store' },
);
const call = async (channel, argument) => {
  const text = argument === undefined ? '' : JSON.stringify(argument);
  const answer = JSON.parse(await answerer.answer({ origin: ORIGIN, topFrame: true }, channel, text));
  if (!answer.ok) throw new Error(`${channel}: ${answer.message}`);
  return answer.value;
};

async function withWindow(look, work) {
  const door = await openBrowserDoor({
    answerer: keptOpen(answerer),
    rendererFolder: at('dist', 'app', 'renderer'),
    headless: true,
    ...look,
  });
  const { page } = door;
  page.setDefaultTimeout(20_000);
  try {
    await page.getByRole('heading').first().waitFor();
    await work(page);
  } finally {
    await door.close();
  }
}

/** Several windows one after the other look at one workstation: closing one must not seal it. */
function keptOpen(inner) {
  return { ...inner, close: () => Promise.resolve() };
}

const LARGE = { viewport: { width: 1280, height: 800 } };
const shot = async (page, name) => {
  await page.mouse.move(1270, 790);
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(out, `${name}.png`) });
  process.stdout.write(`${name}.png\n`);
};
const go = async (page, view) => {
  const opener = page.getByRole('button', { name: 'Open the tree' });
  if (await opener.isVisible()) await opener.click();
  await page.getByRole('navigation', { name: 'Places' }).getByText(view, { exact: true }).click();
  await page.getByRole('heading', { level: 1, name: view }).waitFor();
};
const escape = async (page) => {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).waitFor({ state: 'hidden' });
};
const rowOf = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

async function firstStart(page) {
  for (const [index, who] of ['First administrator', 'Second administrator'].entries()) {
    const group = page.getByRole('group', { name: who });
    await group.getByLabel('Name of the identity').fill(SHOOT_ADMINS[index].name);
    await group.getByLabel('Passphrase', { exact: true }).fill(SHOOT_ADMINS[index].passphrase);
    await group.getByLabel('Passphrase once more').fill(SHOOT_ADMINS[index].passphrase);
  }
  await page.getByRole('button', { name: 'Continue' }).isEnabled();
  await shot(page, 'first-start');
}

async function credentials(page) {
  await go(page, 'Cloud Credentials');
  await shot(page, 'cloud-credentials');
  await page.getByRole('button', { name: 'Add Cloud Credential' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('finance-app');
  await shot(page, 'add-cloud-credential');
  await escape(page);
  await rowOf(page, 'Practice').click();
  await page.getByRole('button', { name: 'Test…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByRole('dialog').getByRole('list', { name: 'Checks' }).getByRole('listitem').first().waitFor();
  await shot(page, 'preflight');
  await escape(page);
}

async function keys(page) {
  await go(page, 'Keys');
  await rowOf(page, 'payroll-signing').first().click();
  await page.getByRole('heading', { name: 'Keys of payroll-signing' }).waitFor();
  await shot(page, 'keys-light');
  const cloud = page.getByRole('button', { name: 'Cloud' }).first();
  await cloud.click();
  await page.getByRole('menuitem', { name: /^Delete on Cloud Service/ }).click();
  await page.getByLabel('Justification').fill('CHG-4711: the payroll system moves to another vault');
  await shot(page, 'delete-on-cloud');
  await escape(page);
  await rowOf(page, 'tde-protector').first().click();
  await page.getByRole('button', { name: 'Show what was found' }).click();
  await shot(page, 'compare');
  await page.keyboard.press('Escape');
  await page.locator('header').getByRole('button', { name: 'Create', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'OK' }).click();
  await dialog.getByLabel('Name', { exact: true }).fill('invoice-sealing');
  await shot(page, 'create-group');
  await dialog.getByRole('tab', { name: 'Azure Properties' }).click();
  await dialog.getByLabel('Vault name').fill('contoso-hsm');
  await shot(page, 'azure-properties');
  await dialog.getByRole('tab', { name: 'Rotation' }).click();
  await dialog.getByText('Rotate Key', { exact: true }).click();
  await shot(page, 'rotation');
  await escape(page);
}

async function logging(page) {
  await go(page, 'Jobs');
  await shot(page, 'jobs');
  await page.getByRole('grid', { name: 'Jobs' }).getByRole('row').nth(1).dblclick();
  await page.getByRole('region', { name: /HSM protected key/ }).waitFor();
  await shot(page, 'job');
  await go(page, 'System Logs');
  await shot(page, 'system-logs');
  await page.getByRole('button', { name: 'Export File' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('File').fill(join(folder, 'azure-service-2026-11.csv'));
  await dialog.getByText('CSV', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog.getByText('Logs exported successfully').waitFor();
  await shot(page, 'export');
  await escape(page);
  await go(page, 'Reports');
  await shot(page, 'reports');
}

try {
  await withWindow(LARGE, firstStart);
  await fillWorkstation({ call, clock });
  await withWindow(LARGE, async (page) => {
    await go(page, 'Home');
    await shot(page, 'home-light');
    await go(page, 'Identities');
    await shot(page, 'identities');
    await credentials(page);
    await keys(page);
    await logging(page);
    await go(page, 'Configuration');
    await shot(page, 'configuration');
  });
  for (const [suffix, look] of [
    ['dark', { ...LARGE, colorScheme: 'dark' }],
    ['200', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ]) {
    await withWindow(look, async (page) => {
      for (const [view, name] of [
        ['Home', 'home'],
        ['Keys', 'keys'],
        ['System Logs', 'system-logs'],
        ['Cloud Credentials', 'cloud-credentials'],
        ['Configuration', 'configuration'],
        ['Jobs', 'jobs'],
      ]) {
        await go(page, view);
        if (view === 'Keys') await rowOf(page, 'payroll-signing').first().click();
        await shot(page, `${name}-${suffix}`);
      }
    });
  }
  await call('identityManagement.seal');
  await withWindow(LARGE, (page) => shot(page, 'login'));
} finally {
  await answerer.close();
  rmSync(folder, { recursive: true, force: true });
}
