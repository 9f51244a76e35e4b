import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../support/folders.js';
import { VAULT } from '../support/practice.js';
import { TestWindow, value } from '../support/window.js';
import { ADMINS } from '../support/workstation.js';

test('from the first start to the exported log, everything goes over the bridge', async () => {
  const window = await TestWindow.make();
  const { identityManagement, keyManagement, loggingAndReporting, administration } = window.bridge;

  expect(value(await identityManagement.session()).state).toBe('new');
  const opened = value(await identityManagement.firstStart({ administrators: [...ADMINS] }));
  expect(opened).toMatchObject({
    state: 'open',
    loggedIn: ['Ada', 'Ben'],
    role: 'Administrator',
    designatedDevice: false,
  });

  const credential = value(await identityManagement.addPracticeCredential({ name: 'Rehearsal' }));
  expect(credential).toMatchObject({ name: 'Rehearsal', cloud: 'practice', secretKeptIn: 'sealed-store' });
  const checks = value(await identityManagement.testCredential({ id: credential.id, vault: 'fabrikam' }));
  expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);

  const group = value(
    await keyManagement.createGroup({
      name: 'payroll',
      vault: 'fabrikam',
      keyType: 'p-256',
      credentialId: credential.id,
    }),
  );
  expect(group).toMatchObject({ name: 'payroll', credentialName: 'Rehearsal', practice: true, keyCount: 0 });
  const made = value(await keyManagement.createKeys({ groupId: group.id, count: 2 }));
  expect(made.map(({ name, state }) => [name, state])).toEqual([
    ['payroll-001', 'never-pushed'],
    ['payroll-002', 'never-pushed'],
  ]);

  const notYet = await keyManagement.synchronize({ groupId: group.id, keyIds: [] });
  expect(notYet).toMatchObject({ ok: false, code: 'not-designated' });
  value(await window.approved(() => administration.set({ name: 'designated-device', value: 'on' })));
  value(await administration.set({ name: 'kek-size', value: '2048' }));
  const pushed = await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
  expect(pushed).toMatchObject({ type: 'synchronize', state: 'succeeded', done: 2, total: 2, practice: true });

  const rotated = await window.ended(await keyManagement.rotate({ groupId: group.id }));
  expect(rotated.state).toBe('succeeded');
  await window.until(() => window.told('keyManagement').at(-1)?.groups[0]?.active?.keyName === 'payroll-003');
  const compared = value(await keyManagement.compareWithVault({ groupId: group.id }));
  expect(compared).toMatchObject({ foreignVersions: 0, findings: [] });

  const preview = value(await keyManagement.previewDeletion({ groupId: group.id }));
  expect(preview).toMatchObject({ vault: 'fabrikam', keyName: 'payroll', outcome: 'soft-deleted', versions: 3 });
  const deleted = await window.ended(
    await window.approved(() =>
      keyManagement.deleteOnCloud({
        groupId: group.id,
        confirm: 'payroll',
        justification: 'The rehearsal is over.',
        purge: true,
      }),
    ),
  );
  expect(deleted.state).toBe('succeeded');
  expect(deleted.messages.map(({ text }) => text)).toContain('Justification: The rehearsal is over.');
  const after = value(await keyManagement.snapshot());
  expect(after.keys[0]?.keys.map(({ state }) => state)).toEqual(Array(3).fill('deleted-on-cloud'));

  const page = value(await loggingAndReporting.logPage({ filter: { service: 'Azure Service' }, offset: 0, limit: 50 }));
  expect(page.events[0]?.sequence).toBeGreaterThan(page.events[1]?.sequence ?? Infinity);
  const file = join(freshFolder(), 'azure-service.jsonl');
  const receipt = value(
    await loggingAndReporting.exportLogs({
      file,
      format: 'jsonl',
      filter: { service: 'Azure Service' },
      overwrite: false,
    }),
  );
  expect(receipt).toMatchObject({ file, rows: page.total });
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(page.total);
  expect(value(await loggingAndReporting.verifyLog()).sound).toBe(true);

  const { jobs } = value(await loggingAndReporting.snapshot());
  expect(jobs.map(({ type }) => type)).toEqual(['delete-on-cloud', 'rotate', 'synchronize']);
});

test('a window that only listens ends up with what a snapshot would tell it', async () => {
  const window = await TestWindow.ready();
  const group = await window.group('payroll', 3);
  const { keyManagement, loggingAndReporting, identityManagement, administration } = window.bridge;
  await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
  await window.ended(await keyManagement.rotate({ groupId: group.id }));

  const keys = value(await keyManagement.snapshot());
  const logs = value(await loggingAndReporting.snapshot());
  const logTold = () => window.told('loggingAndReporting').flatMap((push) => ('log' in push ? [push.log] : []));
  await window.until(() => logTold().at(-1)?.lastSequence === logs.log.lastSequence);
  expect(window.told('keyManagement').at(-1)).toEqual(keys);
  const jobs = new Map(
    window
      .told('loggingAndReporting')
      .flatMap((push) => ('jobs' in push ? push.jobs : []))
      .map((job) => [job.id, job]),
  );
  expect([...jobs.values()].reverse()).toEqual(logs.jobs);
  expect(window.told('identityManagement').at(-1)).toEqual(value(await identityManagement.snapshot()));
  const { store: _store, ...configuration } = value(await administration.snapshot());
  expect(window.told('administration').at(-1)).toMatchObject(configuration);
});

test('nothing that is secret ever crosses', async () => {
  const window = await TestWindow.ready();
  const secret = 'a~client~secret~that~must~stay~here';
  const tenantId = '33333333-3333-4333-8333-333333333333';
  const added = value(
    await window.bridge.identityManagement.addCredential({
      name: 'azure',
      cloud: 'public',
      tenantId,
      clientId: tenantId,
      secret,
    }),
  );
  value(await window.bridge.identityManagement.updateCredential({ id: added.id, secret: `${secret}-2` }));
  const group = await window.group('payroll', 2);
  await window.ended(await window.bridge.keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
  value(await window.bridge.loggingAndReporting.logPage({ filter: {}, offset: 0, limit: 500 }));
  const all = window.crossed.join('\n');
  expect(all).toContain(VAULT);
  for (const planted of [secret, 'practice~', ...ADMINS.map(({ passphrase }) => passphrase), 'PRIVATE KEY', 'Bearer '])
    expect(all).not.toContain(planted);
});
