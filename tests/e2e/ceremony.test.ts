import { execFile, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import * as sheets from '../../main/ceremonies/escrow/share-sheet.js';
import { VAULT } from '../support/practice.js';
import { CeremoniesPage } from './pages/ceremonies.js';
import type { AirGappedOrder, AirGappedReport } from './support/air-gapped.js';
import { axeFindings } from './support/axe.js';
import { oneWindow } from './support/one-window.js';
import { RealWindow, value, VIEWPORT } from './support/real-window.js';

const online = oneWindow((context) => RealWindow.ready(context));
const CHILD = fileURLToPath(new URL('./support/air-gapped.mjs', import.meta.url));
/** Without a network: no interface but a loopback that is down. */
const NAMESPACE = ['unshare', '--user', '--map-root-user', '--net'] as const;

const people = [
  { name: 'Ada', role: 'leader' },
  { name: 'Ben', role: 'witness' },
  { name: 'Wendy', role: 'witness' },
];

const planOf = <T extends object>(change: T) => ({
  format: 'keyferry-ceremony-plan-1',
  id: 'payroll-rehearsal',
  kind: 'generate-and-wrap',
  mode: 'PRACTICE',
  purpose: 'Rehearse the key of the payroll database',
  place: 'Vault room',
  date: new Date().toISOString().slice(0, 10),
  people,
  keys: [{ group: 'payroll', type: 'p-256', vault: VAULT }],
  ...change,
});

/** The offline half, in a process of its own; without a network where the machine can cut it off. */
async function airGap(order: AirGappedOrder): Promise<AirGappedReport & { readonly cut: boolean }> {
  const cut = spawnSync(NAMESPACE[0], [...NAMESPACE.slice(1), 'true']).status === 0;
  const [command = '', ...args] = [...(cut ? NAMESPACE : []), process.execPath, CHILD, JSON.stringify(order)];
  const { stdout } = await promisify(execFile)(command, args);
  return { ...(JSON.parse(stdout) as AirGappedReport), cut };
}

test('a full trip by window: only files travel, one half has no network, and the vault has the keys of the record', async (context) => {
  const window = await online(context);
  const { page, folder } = window;
  const place = new CeremoniesPage(window);
  const stick = join(folder, 'stick');
  mkdirSync(stick);
  const kekFile = join(stick, 'kek.json');

  // Online: the KEK, its fingerprint read over the telephone.
  await place.open();
  await place.press('Make KEK package…');
  const kek = place.dialog('Make KEK package');
  await kek.getByLabel('Vault').fill(VAULT);
  await kek.getByLabel('File').fill(kekFile);
  await place.press('Make', kek);
  await kek.getByText('The KEK package is written').waitFor();
  await window.shot('ceremony-kek');
  const kekWords = await kek.getByRole('listitem').allTextContents();
  await place.press('Close', kek);

  // Offline.
  const out = join(stick, 'out');
  const plan = planOf({ kek: { vault: VAULT } });
  const there = await airGap({ plan, kekFile, out, binder: join(stick, 'binder') });
  expect(there.kekWords).toEqual(kekWords);
  if (there.cut) expect(there.interfaces).toEqual([]);

  // Online again: the record, then the package.
  const record = readdirSync(out).find((name) => name.endsWith('.record.jsonl')) ?? '';
  const lines = readFileSync(join(out, record), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(lines.filter(({ result }) => result === 'differs')).toMatchObject([{ by: 'Wendy', kind: 'clock-check' }]);
  expect(lines.filter(({ type }) => type === 'signature').slice(1)).toMatchObject([
    { by: 'Ada', on: 'key', says: 'agree' },
    { by: 'Ben', on: 'key', says: 'disagree', remark: 'The clock stood still.' },
    { by: 'Wendy', on: 'paper', says: 'agree' },
  ]);
  expect(readdirSync(join(stick, 'binder')).length).toBeGreaterThan(0);
  const workstationKey = String(lines[0]?.['workstationKey']);

  await place.press('Verify record…');
  const verify = place.dialog('Verify a record');
  await verify.locator('input[webkitdirectory]').setInputFiles(out);
  await verify.getByLabel('Key of the workstation').fill(workstationKey);
  await place.press('Verify', verify);
  await verify.getByText(/^The record is whole/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await window.shot('ceremony-verify');
  const damaged = join(stick, 'damaged');
  cpSync(out, damaged, { recursive: true });
  const byok = readdirSync(out).find((name) => name.endsWith('.byok')) ?? '';
  appendFileSync(join(damaged, byok), ' ');
  await verify.locator('input[webkitdirectory]').setInputFiles(damaged);
  await place.press('Verify', verify);
  await verify.getByText(`The output ${byok} has`).waitFor();
  await window.shot('ceremony-verify-broken');
  await place.press('Close', verify);

  await place.press('Upload ceremony package…');
  const upload = place.dialog('Upload ceremony package');
  const package_ = readdirSync(out).find((name) => name.endsWith('-package.json')) ?? '';
  await upload.locator('input[type="file"]').setInputFiles(join(out, package_));
  await upload.getByLabel('Last word of the package').fill('Nonsense');
  await upload.getByLabel("The air-gapped workstation's key").fill(workstationKey);
  await upload.getByLabel('File for the closing record').fill(join(stick, 'closing.json'));
  await window.shot('ceremony-upload');
  expect(await axeFindings(page)).toEqual([]);
  await place.press('Upload', upload);
  await upload.getByText('This is not the last word').waitFor();
  await upload.getByLabel('Last word of the package').fill(there.packageWord);
  await place.press('Upload', upload);
  await upload.getByText('The key is in the vault; its public key is that of the record').waitFor();
  await upload.getByRole('heading', { name: 'Upload key of a ceremony' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await window.shot('ceremony-uploaded');
  await place.press('Close', upload);

  const observed = lines.find(({ kind, step }) => kind === 'read-aloud' && step === 9);
  const { vaults } = await window.practice.admin({ call: 'overview' });
  const versions = vaults.flatMap(({ keys }) => keys).find(({ name }) => name === 'payroll')?.versions ?? [];
  expect(versions).toHaveLength(1);
  expect(JSON.stringify(observed)).toContain(versions[0]?.spkiSha256);
  expect(await window.keksInVault()).toBe(0);
  expect(JSON.parse(readFileSync(join(stick, 'closing.json'), 'utf8'))).toMatchObject({
    keys: [{ spkiSha256: versions[0]?.spkiSha256, publicKeyCompared: true }],
    kek: { removed: 'purged' },
  });

  // A KEK that no ceremony came back for.
  const { id: credentialId } = await window.credential();
  const left = { credentialId, vault: VAULT, valid: '14d', file: join(stick, 'left.json'), overwrite: false };
  value(await window.bridge.ceremonies.makeKek(left));
  await page.getByRole('grid', { name: 'KEKs for ceremonies' }).getByText('In the vault').click();
  await place.press('Remove…');
  await window.shot('ceremony-remove-kek');
  await place.press('Remove the KEK', page.getByRole('alertdialog', { name: 'Remove the KEK' }));
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  expect(await window.keksInVault()).toBe(0);
});

const alone = oneWindow(async (context) => {
  context.signal.throwIfAborted();
  return RealWindow.airGapped();
});

test('keys are escrowed, shares tested, a key brought back, destroyed; one ceremony is aborted', async (context) => {
  const window = await alone(context);
  const { page, folder } = window;
  const place = new CeremoniesPage(window);
  const made = vi.spyOn(sheets, 'shareSheet');
  const shares = (): Readonly<Record<string, string>> =>
    Object.fromEntries(made.mock.calls.map(([, { holder, text }]) => [holder, text]));
  const holders = ['Hal', 'Hana', 'Hugo'];
  const escrow = { threshold: 2, holders };
  const withHolders = [...people, ...holders.map((name) => ({ name, role: 'holder' }))];

  await place.open();
  const escrowed = planOf({ id: 'escrow', kind: 'generate-and-escrow', people: withHolders, escrow });
  const out = join(folder, 'escrow');
  await place.begin(escrowed, out);
  await place.walk('escrow', 2);
  await window.shot('ceremony-read-aloud');
  expect(await axeFindings(page)).toEqual([]);
  // At 200 % what is asked can still be reached, and the dark theme has its contrasts.
  await page.setViewportSize({ width: 640, height: 400 });
  await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
  await place.run.getByRole('textbox').scrollIntoViewIfNeeded();
  expect(await axeFindings(page)).toEqual([]);
  await window.shot('ceremony-read-aloud-dark-200');
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  await page.setViewportSize(VIEWPORT);
  await page.evaluate(`document.documentElement.dataset.theme = 'light'`);
  await place.run.getByRole('textbox').focus();
  await place.walk('escrow', 9, { shares });
  await window.shot('ceremony-share');
  await place.walk('escrow', 'end', { shares });
  await window.shot('ceremony-escrow-end');
  await place.press('Close', place.run);

  const file = join(out, readdirSync(out).find((name) => name.endsWith('-escrow.json')) ?? '');
  await place.press('Test shares…');
  const test = place.dialog('Test shares');
  await test.locator('input[type="file"]').setInputFiles(file);
  await test.getByLabel('Share 1', { exact: true }).fill(shares()['Hal'] ?? '');
  await place.press('Test', test);
  await test.getByText('One more is needed, 2 in all.').waitFor();
  await place.press('Another share', test);
  await test.getByLabel('Share 2', { exact: true }).fill((shares()['Hugo'] ?? '').replace(/^./, 'Z'));
  await place.press('Test', test);
  await test.getByText(/group 1 of 18 does not fit/).waitFor();
  await window.shot('ceremony-shares');
  await test.getByLabel('Share 2', { exact: true }).fill(shares()['Hugo'] ?? '');
  await place.press('Test', test);
  await test.getByText('Together they would do: 2 are needed.').waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await place.press('Close', test);

  const { keys } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly keys: readonly [{ readonly spkiSha256: string }];
  };
  const [{ spkiSha256 }] = keys;
  const destroyed = { kind: 'destroy', keys: [{ group: 'payroll', type: 'p-256', vault: VAULT, spkiSha256 }] };
  await place.begin(planOf({ ...destroyed, id: 'destroy' }), join(folder, 'destroy'));
  await place.walk('destroy', 'end');
  await place.press('Close', place.run);

  const back = planOf({
    id: 'recover',
    kind: 'recover-from-escrow',
    ...{ people: withHolders, escrow, recovery: 'bring-back' },
  });
  await place.begin(back, join(folder, 'recover'));
  await place.walk('recover', 6);
  await window.shot('ceremony-recover');
  await place.walk('recover', 'end', { file, shares });
  await place.press('Close', place.run);

  await place.begin(planOf({ ...destroyed, id: 'aborted' }), join(folder, 'aborted'));
  await place.press('Abort…', place.run);
  const abort = page.getByRole('alertdialog', { name: 'Abort the ceremony' });
  await abort.getByLabel('Why').fill('The fire alarm rang.');
  await place.press('Abort the ceremony', abort);
  await place.run.getByText('The ceremony was aborted').first().waitFor();
  await place.press('Close', place.run);
  await window.shot('ceremony-list');
  expect(await axeFindings(page)).toEqual([]);
  const { ceremonies } = value(await window.bridge.ceremonies.snapshot());
  expect(Object.fromEntries(ceremonies.map(({ id, state }) => [id, state]))).toEqual({
    ...{ escrow: 'completed', destroy: 'completed', recover: 'completed', aborted: 'aborted' },
  });
});
