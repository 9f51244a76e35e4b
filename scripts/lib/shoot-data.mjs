/** TEST MATERIAL: people who do not exist, and passphrases of nobody. */
export const SHOOT_ADMINS = [
  { name: 'Ada', passphrase: 'seven quiet herons over the weir' },
  { name: 'Ben', passphrase: 'copper kettles sing before breakfast' },
];

const DAY_MS = 86_400_000;

/** A year of a small company, in the order in which it happened. `clock.offset` is turned; at the end it is today. */
export async function fillWorkstation({ call, clock }) {
  const daysAgo = (days) => {
    clock.offset = -days * DAY_MS;
  };
  const ended = async (jobId) => {
    for (;;) {
      const job = await call('loggingAndReporting.job', { jobId });
      if (job.state !== 'running') return job;
      await new Promise((done) => setTimeout(done, 30));
    }
  };
  const started = async (channel, argument) => ended((await call(channel, argument)).jobId);
  const keysIn = async (groupId, count, name) =>
    call('keyManagement.createKeys', { groupId, count, ...(name === undefined ? {} : { name }) });

  daysAgo(370);
  await call('identityManagement.firstStart', { administrators: SHOOT_ADMINS });
  await call('administration.set', { name: 'designated-device', value: 'on' });
  await call('administration.set', { name: 'kek-size', value: '2048' });
  const practice = await call('identityManagement.addPracticeCredential', { name: 'Practice' });
  await call('identityManagement.addCredential', {
    name: 'finance-app',
    cloud: 'public',
    tenantId: '7c1d7b5e-5a0e-4a53-9c93-0e6b5a4f1d20',
    clientId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    secret: 'TEST-MATERIAL~no-secret-of-anybody-000000',
    secretExpiresOn: Date.now() + 12 * DAY_MS,
  });
  const group = (name, keyType, more = {}) =>
    call('keyManagement.createGroup', { name, vault: 'contoso', credentialId: practice.id, keyType, ...more });

  const tde = await group('tde-protector', 'p-384', { rotateEvery: '120d', validFor: '1y' });
  await keysIn(tde.id, 1);
  await started('keyManagement.synchronize', { groupId: tde.id, keyIds: [] });
  daysAgo(240);
  await started('keyManagement.rotate', { groupId: tde.id });
  const payroll = await group('payroll-signing', 'p-256', { rotateEvery: '90d', validFor: '1y' });
  await keysIn(payroll.id, 1);
  await started('keyManagement.synchronize', { groupId: payroll.id, keyIds: [] });
  daysAgo(150);
  await started('keyManagement.rotate', { groupId: payroll.id });
  daysAgo(118);
  await started('keyManagement.rotate', { groupId: tde.id });
  daysAgo(60);
  await started('keyManagement.rotate', { groupId: payroll.id });
  const retired = await group('old-badge-system', 'p-256', { validFor: '60d' });
  await keysIn(retired.id, 1);
  await started('keyManagement.synchronize', { groupId: retired.id, keyIds: [] });
  daysAgo(45);
  const archive = await group('backup-archive', 'p-521');
  await keysIn(archive.id, 3);
  const ledger = await group('ledger', 'p-256k', { validFor: '80d' });
  await keysIn(ledger.id, 1, 'ledger-genesis');
  await started('keyManagement.synchronize', { groupId: ledger.id, keyIds: [] });
  daysAgo(20);
  await started('keyManagement.deleteOnCloud', {
    groupId: retired.id,
    confirm: 'old-badge-system',
    justification: 'CHG-4502: the badge system was taken out of service',
    purge: true,
  });
  daysAgo(2);
  await keysIn(payroll.id, 2);
  daysAgo(0);
  for (const { id } of [tde, payroll, ledger]) await call('keyManagement.compareWithVault', { groupId: id });
  await started('keyManagement.rotate', { groupId: ledger.id });
}
