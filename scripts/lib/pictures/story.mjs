import { ADMINS, DAY_MS, OTHERS } from './station.mjs';

const VAULT = 'contoso-hsm';

/**
 * A year of a workstation: groups that are as they should be, that expire, whose rotation is overdue, that were never
 * pushed, deleted or drifted, a job that failed and one that is running. All of it is done by the real main process.
 * Answers how to let the running job go.
 */
export async function tellStory(station) {
  const { clock } = station;
  const at = (daysAgo) => clock.moveTo(daysAgo * DAY_MS);
  await firstStart(station);
  const vault = await station.call('identityManagement.addPracticeCredential', { name: 'Contoso rehearsal' });
  const group = (name, keyType, more = {}) =>
    station.call('keyManagement.createGroup', { name, vault: VAULT, keyType, credentialId: vault.id, ...more });
  const createKey = ({ id }, name) => station.call('keyManagement.createKeys', { groupId: id, name, count: 1 });
  const createKeys = ({ id }, count) => station.call('keyManagement.createKeys', { groupId: id, count });
  const push = async ({ id }) =>
    station.ended(await station.call('keyManagement.synchronize', { groupId: id, keyIds: [] }));
  const rotate = async ({ id }) => station.ended(await station.call('keyManagement.rotate', { groupId: id }));
  const compare = ({ id }) => station.call('keyManagement.compareWithVault', { groupId: id });

  at(398);
  await people(station);
  at(395);
  const invoices = await group('invoices-tde', 'rsa-3072', { rotateEvery: '6m', validFor: '400d' });
  await createKey(invoices, 'invoices-2025');
  await push(invoices);
  at(371);
  const payroll = await group('payroll-signing', 'p-256', { rotateEvery: '3m', validFor: '1y' });
  await createKey(payroll, 'payroll-first');
  await push(payroll);
  at(280);
  await rotate(payroll);
  const portal = await group('customer-portal', 'p-384', { validFor: '2y' });
  await createKeys(portal, 2);
  await push(portal);
  at(205);
  await rotate(invoices);
  at(188);
  await station.admin({ call: 'add-fault', fault: { kind: 'throttle', value: 6, on: 'import', times: 2 } });
  await rotate(payroll);
  at(150);
  const archive = await group('tax-archive', 'rsa-2048', { rotateEvery: '1y', validFor: '18m' });
  await createKey(archive, 'archive-a');
  await push(archive);
  at(110);
  const old = await group('legacy-portal', 'p-256');
  await createKeys(old, 1);
  await push(old);
  at(97);
  await rotate(payroll);
  await rotate(archive);
  at(40);
  await station.ended(
    await station.confirmed(
      'keyManagement.deleteOnCloud',
      {
        groupId: old.id,
        confirm: 'legacy-portal',
        justification: 'CHG-4711: the portal moved to its own vault',
        purge: true,
      },
      'CHG-4711, seen with Ada',
    ),
  );
  at(9);
  await drift(station, archive);
  await compare(archive);
  at(6);
  const backup = await group('backup-wrapping', 'rsa-3072', { rotateEvery: '6m', validFor: '1y' });
  await createKey(backup, 'backup-2027');
  at(3);
  await rotate(payroll);
  await compare(portal);
  at(1);
  const hr = await group('hr-documents', 'p-521', { rotateEvery: '3m', validFor: '1y' });
  await createKeys(hr, 1);
  await withoutImport(station, vault, () => push(hr));
  at(0.2);
  await station.call('identityManagement.seal');
  await station.call('identityManagement.logIn', { logins: ADMINS });
  await compare(payroll);
  const mobile = await group('mobile-app', 'p-256', { rotateEvery: '1m', validFor: '60d' });
  await createKeys(mobile, 12);
  await azureCredential(station);
  await station.call('identityManagement.testCredential', { id: vault.id, vault: VAULT });
  at(0);
  return running(station, mobile);
}

export async function firstStart(station) {
  await station.call('identityManagement.firstStart', { administrators: ADMINS });
  await station.confirmed('administration.set', { name: 'designated-device', value: 'on' }, 'As agreed');
  await station.call('administration.set', { name: 'kek-size', value: '2048' });
  await station.admin({ call: 'limits', limits: null });
}

/** Three administrators of whom two unlock, an Operator, an Auditor, somebody who left; recovery shares are out. */
async function people(station) {
  const quorum = { logins: ADMINS, justification: 'CHG-4690: who runs this workstation' };
  const { third, operator, auditor, former } = OTHERS;
  await station.call('identityManagement.addIdentity', { ...third, role: 'Administrator', ...quorum });
  for (const [newcomer, role] of [
    [operator, 'Operator'],
    [auditor, 'Auditor'],
    [former, 'Operator'],
  ]) {
    await station.confirmed('identityManagement.addIdentity', { ...newcomer, role }, 'CHG-4690');
  }
  await station.confirmed('identityManagement.disableIdentity', { name: former.name }, 'CHG-4702: has left');
  const holders = ['Notary Hale', 'Bank, safe 214', 'Second site'];
  await station.call('identityManagement.makeRecoveryShares', { threshold: 2, holders, ...quorum });
}

/** A credential of Azure, its secret about to run out; nothing is asked of it. */
function azureCredential(station) {
  return station.call('identityManagement.addCredential', {
    name: 'Contoso production',
    cloud: 'public',
    tenantId: '4f3c1f6e-2b7a-4d0e-9a55-0c6f0f2e7b11',
    clientId: '9d1e7a3b-64c2-4a8f-b0d7-5e2c8a9f4d20',
    secret: 'made-up~for-pictures.0000000000000000000',
    secretExpiresOn: Math.floor((station.clock.now() + 19 * DAY_MS) / DAY_MS) * DAY_MS,
  });
}

/** Somebody else makes a version under our name, and disables one of ours. */
async function drift(station, { name }) {
  const client = await somebodyElse(station, VAULT);
  const { properties } = await client.getKey(name);
  await client.updateKeyProperties(name, properties.version, { enabled: false });
  await client.createKey(name, 'RSA-HSM', { keySize: 2048 });
}

/** A client of the vault that is not ours. */
export async function somebodyElse(station, vault) {
  const { ClientSecretCredential } = await import('@azure/identity');
  const { KeyClient } = await import('@azure/keyvault-keys');
  const { tenantId, clientId, clientSecret } = station.registered[0];
  const httpClient = station.inner;
  const retryOptions = { maxRetries: 0 };
  const login = { authorityHost: 'https://login.localhost', disableInstanceDiscovery: true, httpClient, retryOptions };
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, login);
  return new KeyClient(`https://${vault}.vault.localhost`, credential, { httpClient, retryOptions });
}

async function withoutImport(station, { clientId }, work) {
  const all = ['get', 'list', 'create', 'import', 'update', 'delete', 'purge'];
  const grant = (permissions) => station.admin({ call: 'grant', name: VAULT, clientId, permissions });
  await grant(all.filter((permission) => permission !== 'import'));
  await work();
  await grant(all);
}

/** A push of twelve keys that stands at its sixth import. */
async function running(station, { id, name }) {
  let imports = 0;
  const release = station.hold(({ method, url }) => {
    if (method !== 'PUT' || !url.includes(`/keys/${name}`)) return false;
    imports += 1;
    return imports >= 6;
  });
  const { jobId } = await station.call('keyManagement.synchronize', { groupId: id, keyIds: [] });
  while ((await station.call('loggingAndReporting.job', { jobId })).done < 5) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return async () => {
    release();
    await station.ended({ jobId });
  };
}
