import { expect, test } from 'vitest';
import { MIGRATIONS, openStore } from '../../main/store/index.js';
import { credentialById, putCredential } from '../../main/store/tables/credentials.js';
import { driftOfGroup, putDrift } from '../../main/store/tables/drift.js';
import { groupsByName } from '../../main/store/tables/groups.js';
import { lastLogins, putLogin } from '../../main/store/tables/identity-logins.js';
import { countEvents } from '../../main/store/tables/log-events.js';
import { asId } from '../../shared/domain/ids.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { MASTER_KEY } from './open.js';

const CREDENTIAL = asId.credential('c0000000-0000-4000-8000-000000000001');
const GROUP = asId.group('a0000000-0000-4000-8000-000000000001');
const JOB = asId.job('b0000000-0000-4000-8000-000000000001');

/** A store as schema 1 wrote it, with a row in every table that schema 2 touches. */
async function storeOfSchema1(folder: string): Promise<void> {
  const { store } = must(await openStore({ folder, masterKey: MASTER_KEY, migrations: MIGRATIONS.slice(0, 1) }));
  store.commit((tx) => {
    tx.run(
      `INSERT INTO credential (id, name, cloud, tenant_id, client_id, secret_kept_in, created_at, last_test_at, last_test_outcome)
       VALUES (?, 'azure-app', 'public', 't', 'c', 'sealed-store', 5, 6, 'passed')`,
      [CREDENTIAL],
    );
    tx.run(
      `INSERT INTO key_group (id, name, vault, credential_id, key_type, usages, created_at)
       VALUES (?, 'payroll', 'contoso', ?, 'p-256', 'sign,verify', 7)`,
      [GROUP, CREDENTIAL],
    );
    tx.run(
      `INSERT INTO log_event VALUES (1, 8, 'Azure Service', 'INFO', 'old', 'Ada', 'contoso', 'Old event.', ?, NULL, 'x', 'y')`,
      [JOB],
    );
  });
  store.close();
}

const openNow = (folder: string) => openStore({ folder, masterKey: MASTER_KEY, migrations: MIGRATIONS });

test('a store of schema 1 is brought up to date with all that is in it', async () => {
  const folder = freshFolder();
  await storeOfSchema1(folder);
  const { store } = must(await openNow(folder));
  expect(store.all('SELECT version FROM schema_step ORDER BY version')).toEqual(
    MIGRATIONS.map((_, index) => ({ version: index + 1 })),
  );
  const credential = credentialById(store, CREDENTIAL);
  expect(credential).toEqual({
    id: CREDENTIAL,
    name: 'azure-app',
    cloud: 'public',
    tenantId: 't',
    clientId: 'c',
    secretKeptIn: 'sealed-store',
    createdAt: 5,
    lastTestAt: 6,
    lastTestOutcome: 'passed',
  });
  expect(groupsByName(store, 'payroll')).toHaveLength(1);
  expect(countEvents(store, { jobId: JOB })).toBe(1);
  expect(driftOfGroup(store, GROUP)).toBeUndefined();
  expect(lastLogins(store).size).toBe(0);
  store.close();
});

test('what the new schema holds is there after reopening, from the journal and from a snapshot', async () => {
  const folder = freshFolder();
  await storeOfSchema1(folder);
  const first = must(await openNow(folder));
  const credential = credentialById(first.store, CREDENTIAL);
  const found = {
    comparedAt: 9,
    foreignVersions: 2,
    findings: [{ kind: 'missing', version: 'v1', text: 'It is gone.', advice: 'Push again.' }],
  } as const;
  first.store.commit((tx) => {
    if (credential) putCredential(tx, { ...credential, secretExpiresOn: 10 });
    putDrift(tx, GROUP, { ...found, findings: [...found.findings] });
    putLogin(tx, 'Ada', 11);
  });
  first.store.close();
  for (const how of ['journal', 'snapshot']) {
    const { store } = must(await openNow(folder));
    expect(credentialById(store, CREDENTIAL)?.secretExpiresOn, how).toBe(10);
    expect(driftOfGroup(store, GROUP), how).toEqual(found);
    expect([...lastLogins(store)], how).toEqual([['Ada', 11]]);
    store.compact();
    store.close();
  }
});

test('a Keyferry that knows only schema 1 leaves the newer store alone', async () => {
  const folder = freshFolder();
  must(await openNow(folder)).store.close();
  const older = mustFail(await openStore({ folder, masterKey: MASTER_KEY, migrations: MIGRATIONS.slice(0, 1) }));
  expect(older.code).toBe('store-newer');
  must(await openNow(folder)).store.close();
});
