import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { putCeremonyKek } from '../../main/store/tables/ceremony-files.js';
import { asId } from '../../shared/domain/ids.js';
import { ok } from '../../shared/result.js';
import { APPROVE, Cli } from '../doors/cli/support.js';
import { APPLICATION, planOf as roomPlan } from '../support/ceremony.js';
import { airGapped, keyOf, planOf, step } from '../support/ceremony-trip.js';
import { fixtureKek } from '../support/fixture-keys.js';
import { freshFolder } from '../support/folders.js';
import { must } from '../support/must.js';
import { CLIENT, SECRET, TENANT } from '../support/practice.js';
import { refusal, TestWindow, value } from '../support/window.js';
import { CREDENTIAL, makeStation } from '../support/workstation.js';
import { actOfRemoveKek, actOfUpload, describePrivileged } from '../../main/workstation.js';

const machine = () => ({ interfaces: () => ({}), application: () => ok(APPLICATION) });
const plan = (window: { readonly clock: { now(): number } }, mode: 'PRACTICE' | 'PRODUCTION', id = '2026-payroll') =>
  roomPlan('generate-and-wrap', {
    ...{ id, mode, application: APPLICATION },
    date: new Date(window.clock.now()).toISOString().slice(0, 10),
  });

/** A package of PRODUCTION, wrapped under a KEK that another tool made. */
async function productionPackage() {
  const there = await airGapped();
  const production = planOf({ mode: 'PRODUCTION' });
  const { work } = there.workstation.ceremonyKeys;
  const kid = `https://contoso.vault.azure.net/keys/kek/${'a'.repeat(32)}`;
  const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.from(fixtureKek(2048).spki).toString('base64')}\n-----END PUBLIC KEY-----`;
  const [key] = production.keys;
  if (!key) throw new Error('The plan has a key.');
  await step(there.workstation, work.readKek(production, Buffer.from(pem), kid));
  await step(there.workstation, work.generate(production, key));
  expect(Object.keys(await step(there.workstation, work.wrap(production, key)))).toEqual(['payroll.byok']);
  const files = await step(there.workstation, work.exportPackage(production, ''));
  expect(Object.keys(files)).toEqual(['2026-payroll-package.json']);
  return { bytes: files['2026-payroll-package.json'] ?? new Uint8Array(), key: keyOf(there) };
}

test('in the window a PRODUCTION ceremony begins when another Administrator has confirmed it; a rehearsal at once', async () => {
  const window = await TestWindow.ready(machine());
  const { ceremonies, loggingAndReporting } = window.bridge;
  const folder = freshFolder();
  const begin = (mode: 'PRACTICE' | 'PRODUCTION', id: string) =>
    ceremonies.begin({ text: JSON.stringify(plan(window, mode, id)), folder: join(folder, id) });
  expect(value(await begin('PRACTICE', 'rehearsal')).state).toBe('running');
  const asked = refusal(await begin('PRODUCTION', '2026-payroll'));
  expect([asked.code, asked.approval?.title]).toEqual(['approval-needed', 'Begin a PRODUCTION ceremony']);
  expect(asked.approval?.lines).toContainEqual({ name: 'Keys', value: 'contoso/payroll' });
  expect(value(await ceremonies.snapshot()).ceremonies.map(({ id }) => id)).toEqual(['rehearsal']);
  expect(value(await window.approved(() => begin('PRODUCTION', '2026-payroll'))).state).toBe('running');
  // Taken up again, nobody is asked.
  expect(value(await begin('PRODUCTION', '2026-payroll')).step?.number).toBe(1);
  const { events } = value(
    await loggingAndReporting.logPage({ filter: { text: 'ceremony-begun' }, offset: 0, limit: 10 }),
  );
  expect(events.map(({ object, approver }) => [object, approver])).toEqual(
    expect.arrayContaining([
      ['rehearsal', undefined],
      ['2026-payroll', 'Ben'],
    ]),
  );
});

test('so is the upload of a PRODUCTION package, by window and command line, before anything is sent', async () => {
  const { bytes, key } = await productionPackage();
  const station = await makeStation();
  const { workstation } = station;
  must(
    await workstation.credentials.add({ name: 'real', cloud: 'public', tenantId: TENANT, clientId: CLIENT }, SECRET),
  );
  const request = { file: bytes, credential: 'real', workstationKey: key };
  const act = actOfUpload(workstation, request);
  expect(act).toMatchObject({
    act: 'upload-package',
    ceremony: '2026-payroll',
    keys: 'contoso/payroll',
    removeKek: false,
  });
  if (act) expect(must(describePrivileged(workstation, act)).title).toBe('Upload the package of a PRODUCTION ceremony');
  // What is refused anyway is refused by the upload itself, which logs it.
  expect(actOfUpload(workstation, { ...request, credential: CREDENTIAL })).toBeUndefined();
  expect(actOfUpload(workstation, { ...request, workstationKey: '0'.repeat(64) })).toBeUndefined();

  const cli = new Cli();
  await cli.init();
  cli.file('secret.txt', SECRET);
  await cli.mustUnlocked(
    ...['credential', 'add', 'real', '--tenant', TENANT, '--client', CLIENT, '--secret-file', 'secret.txt'],
  );
  const file = join(freshFolder(), 'package.json');
  writeFileSync(file, bytes);
  const upload = ['ceremony', 'upload', file, '--credential', 'real', '--key', key];
  const unasked = await cli.unlocked(...upload);
  expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('a second Administrator confirms this')]);
  const asked = await cli.mustUnlocked(...upload, '--request-file', 'request.json');
  expect(asked.out).toMatch(/SHA-256 of the package +[0-9a-f]{64}/);
  expect((await cli.mustUnlocked('logs', 'list')).out).not.toContain('ceremony-upload-begun');
});

test('at the command line a PRODUCTION ceremony is asked for, or confirmed, and resumed without', async () => {
  const cli = new Cli();
  await cli.init();
  cli.file('plan.json', JSON.stringify(plan(cli, 'PRODUCTION')));
  const run = [
    '--unlock',
    'alice=alice.txt',
    '--unlock',
    'bob=bob.txt',
    'ceremony',
    'run',
    'plan.json',
    '--out',
    'out',
  ];
  const asked = await cli.run([...run, '--request-file', 'request.json'], { answers: [] });
  expect([asked.code, asked.out]).toEqual([0, expect.stringContaining('Begin a PRODUCTION ceremony')]);
  expect((await cli.mustUnlocked('ceremony', 'list')).out).toContain('No ceremony was begun here');
  await cli.run([...run, ...APPROVE], { answers: [] });
  expect((await cli.mustUnlocked('ceremony', 'list')).out).toMatch(/2026-payroll +PRODUCTION .* running/);
  const again = await cli.run(run, { answers: [] });
  expect(again.err).toContain('it goes on where it stood');
  expect(again.err).not.toContain('second Administrator');
});

test('and the removal of a KEK by hand, until it has expired: then it is named, and removed with all that have', async () => {
  const station = await makeStation();
  const { workstation, clock } = station;
  const credentialId = must(workstation.credentials.find(CREDENTIAL)).id;
  const kek = { credentialId: asId.credential(credentialId), vault: 'contoso', bits: 2048, madeBy: 'Ada' } as const;
  const expiresOn = clock.now() + 86_400_000;
  workstation.store.commit((tx) => {
    for (const [name, practice] of [
      ['kek-real', false],
      ['kek-drill', true],
    ] as const)
      putCeremonyKek(tx, { ...kek, name, practice, expiresOn, createdAt: clock.now(), state: 'created' });
  });
  expect(must(actOfRemoveKek(workstation, 'kek-drill'))).toBeUndefined();
  const act = must(actOfRemoveKek(workstation, 'kek-real'));
  expect(act && must(describePrivileged(workstation, act)).object).toBe('contoso/kek-real');
  clock.advance(86_400_000);
  expect(must(actOfRemoveKek(workstation, 'kek-real'))).toBeUndefined();

  const cli = new Cli();
  await cli.init();
  await cli.mustUnlocked('credential', 'add', 'rehearsal', '--practice');
  const make = ['ceremony', 'kek', 'make', '--credential', 'rehearsal', '--vault', 'contoso', '--valid'];
  await cli.mustUnlocked(...make, '2d', '--out', 'short.json');
  await cli.mustUnlocked(...make, '30d', '--out', 'long.json');
  expect((await cli.mustUnlocked('ceremony', 'kek', 'list')).out).not.toContain('--expired');
  expect((await cli.mustUnlocked('ceremony', 'kek', 'remove', '--expired')).out).toContain('No KEK of a ceremony has');
  cli.clock.advance(3 * 86_400_000);
  const listed = (await cli.mustUnlocked('ceremony', 'kek', 'list')).out;
  expect(listed).toMatch(/1 KEK expired in the vault without an upload[^]*keyferry ceremony kek remove --expired/);
  expect((await cli.json('ceremony', 'kek', 'remove', '--expired')).value).toMatchObject({
    removed: [{ state: 'purged' }],
  });
  expect((await cli.mustUnlocked('ceremony', 'kek', 'list')).out).toContain('in the vault');
  expect((await cli.unlocked('ceremony', 'kek', 'remove')).code).toBe(2);
});
