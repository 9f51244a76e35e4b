import { expect, test } from 'vitest';
import { must } from '../support/must.js';
import { CLIENT, SECRET, TENANT, VAULT } from '../support/practice.js';
import { CREDENTIAL, makeStation } from '../support/workstation.js';

const FIELDS = { name: 'other', cloud: 'practice', tenantId: TENANT, clientId: CLIENT } as const;
const LATER = Date.UTC(2027, 5, 1);

test('the expiry of a client secret is kept with the credential, changed, and taken away by null', async () => {
  const station = await makeStation();
  const { credentials } = station.workstation;
  const expiry = () => credentials.list().find(({ name }) => name === 'other')?.secretExpiresOn;
  must(await credentials.add({ ...FIELDS, secretExpiresOn: LATER }, SECRET));
  expect(expiry()).toBe(LATER);
  must(await credentials.update('other', { secretExpiresOn: LATER + 1 }));
  expect(expiry()).toBe(LATER + 1);
  must(await credentials.update('other', { name: 'other' }));
  expect(expiry()).toBe(LATER + 1);
  await station.restart();
  expect(station.workstation.credentials.list().find(({ name }) => name === 'other')?.secretExpiresOn).toBe(LATER + 1);
  must(await station.workstation.credentials.update('other', { secretExpiresOn: null }));
  expect(station.workstation.credentials.list().find(({ name }) => name === 'other')).not.toHaveProperty(
    'secretExpiresOn',
  );
  expect(station.log().at(-1)?.message).toBe('Cloud Credential other updated.');
});

test('a new secret takes the expiry of the old one away, unless its own is given', async () => {
  const { workstation } = await makeStation();
  const { credentials } = workstation;
  must(await credentials.update(CREDENTIAL, { secretExpiresOn: LATER }));
  expect(must(await credentials.update(CREDENTIAL, { secret: SECRET }))).not.toHaveProperty('secretExpiresOn');
  const both = must(await credentials.update(CREDENTIAL, { secret: SECRET, secretExpiresOn: LATER }));
  expect(both.secretExpiresOn).toBe(LATER);
});

test('only the expiry changed: what the last test found stays; other fields changed: it goes', async () => {
  const { workstation } = await makeStation();
  const { credentials } = workstation;
  must(await workstation.preflight(must(credentials.find(CREDENTIAL)), VAULT));
  expect(must(await credentials.update(CREDENTIAL, { secretExpiresOn: LATER })).lastTestOutcome).toBeDefined();
  expect(must(await credentials.update(CREDENTIAL, { tenantId: CLIENT }))).not.toHaveProperty('lastTestOutcome');
});

test('the calls of a credential test stand in the Azure Service log with their ids', async () => {
  const station = await makeStation();
  const { credentials } = station.workstation;
  must(await station.workstation.preflight(must(credentials.find(CREDENTIAL)), VAULT));
  const calls = station.log({ service: 'Azure Service' }).filter(({ event }) => event === 'azure-call');
  expect(calls.length).toBeGreaterThan(5);
  expect(calls.every(({ requestId, object }) => requestId !== undefined && object === 'azure-app/contoso')).toBe(true);
  expect(station.log().at(-1)?.event).toBe('credential-tested');
});
