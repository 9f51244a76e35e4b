import { describe, expect, test } from 'vitest';
import { must, mustFail } from '../support/must.js';
import { CLIENT, SECRET, TENANT, VAULT } from '../support/practice.js';
import { CREDENTIAL, makeStation, stationWithKeys } from '../support/workstation.js';

const DAY_MS = 86_400_000;
const WANTED = { name: 'payroll', vault: VAULT, credential: CREDENTIAL, keyType: 'p-256' };

describe('a Key Group', () => {
  test('is made with the usages of its type, and stands in the Key Management log', async () => {
    const station = await makeStation();
    const group = station.createGroup({ keyType: 'rsa-3072' });
    expect(group).toMatchObject({
      name: 'payroll',
      vault: VAULT,
      keyType: 'rsa-3072',
      usages: ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'],
    });
    expect(group.nextRotation).toBeUndefined();
    expect(station.log({ service: 'Key Management' })).toMatchObject([
      { level: 'INFO', event: 'group-created', actor: 'Ada', object: 'contoso/payroll' },
    ]);
  });

  test('with Rotate Every it knows its next rotation, and is due then', async () => {
    const station = await makeStation();
    const { groups } = station.workstation.keyManagement;
    const group = station.createGroup({ rotateEvery: '90d' });
    expect(group.nextRotation).toBe(group.createdAt + 90 * DAY_MS);
    station.clock.advance(90 * DAY_MS - 1);
    expect(groups.due()).toEqual([]);
    station.clock.advance(1);
    expect(groups.due().map((due) => due.name)).toEqual(['payroll']);
  });

  test('one name in one vault is one group, whatever the case; another vault is another group', async () => {
    const station = await makeStation();
    const { groups } = station.workstation.keyManagement;
    station.createGroup();
    expect(mustFail(groups.create({ ...WANTED, name: 'PayRoll', vault: 'CONTOSO' })).code).toBe('name-taken');
    station.createGroup({ vault: 'fabrikam' });
    expect(groups.list().map((group) => group.vault)).toEqual(['contoso', 'fabrikam']);
  });

  test('is found by name without regard to case; by VAULT/NAME where the name alone is not enough', async () => {
    const station = await makeStation();
    const { groups } = station.workstation.keyManagement;
    station.createGroup();
    expect(must(groups.find('PAYROLL')).name).toBe('payroll');
    station.createGroup({ vault: 'fabrikam' });
    const ambiguous = mustFail(groups.find('payroll'));
    expect([ambiguous.code, ambiguous.message]).toEqual([
      'group-ambiguous',
      'There are groups payroll in the vaults contoso, fabrikam.',
    ]);
    expect(ambiguous.advice).toContain('contoso/payroll');
    expect(must(groups.find('Fabrikam/payroll')).vault).toBe('fabrikam');
  });

  test.each(['', 'nothing', 'fabrikam/payroll', 'contoso/payroll/payroll-001', '/payroll', 'contoso/'])(
    'there is none called %j',
    async (reference) => {
      const station = await makeStation();
      station.createGroup();
      expect(mustFail(station.workstation.keyManagement.groups.find(reference)).code).toBe('group-not-found');
    },
  );

  test.each<[string, Partial<typeof WANTED> & { usages?: string[]; rotateEvery?: string; validFor?: string }, RegExp]>([
    ['no name', { name: '' }, /1 to 127 characters/],
    ['a name with a slash', { name: 'pay/roll' }, /letters, digits and hyphens/],
    ['a name with a space', { name: 'pay roll' }, /letters, digits and hyphens/],
    ['a name of 128 characters', { name: 'x'.repeat(128) }, /1 to 127 characters/],
    ['a vault by its address', { vault: 'https://contoso.vault.azure.net' }, /Give the name alone, not the address/],
    ['a vault with a leading digit', { vault: '1contoso' }, /a letter first/],
    ['a vault of two letters', { vault: 'ab' }, /3 to 24 characters/],
    ['a type there is not', { keyType: 'rsa-1024' }, /one of rsa-2048, rsa-3072/],
    ['a usage there is not', { usages: ['signing'] }, /one of encrypt, decrypt, sign/],
    ['no usage at all', { usages: [] }, /At least one key usage/],
    [
      'a usage that EC does not allow',
      { usages: ['sign', 'encrypt'] },
      /p-256 key allows only sign, verify; leave out encrypt/,
    ],
    ['a period without a unit', { rotateEvery: '90' }, /number and a unit: 90d/],
    ['a period of nothing', { rotateEvery: '0d' }, /number and a unit: 90d/],
    ['a period with words', { validFor: 'one year' }, /number and a unit: 90d/],
    ['a credential there is not', { credential: 'nobody' }, /no Cloud Credential nobody/],
  ])('%s is refused with a sentence', async (_, change, sentence) => {
    const station = await makeStation();
    const { groups } = station.workstation.keyManagement;
    const failure = mustFail(groups.create({ ...WANTED, ...change }));
    expect(failure.code).toMatch(/bad-input|credential-not-found/);
    expect(failure.message).toMatch(sentence);
    expect(groups.list()).toEqual([]);
  });

  test('a usage given twice counts once', async () => {
    const station = await makeStation();
    expect(station.createGroup({ usages: ['sign', 'verify', 'sign'] }).usages).toEqual(['sign', 'verify']);
  });
});

describe('editing a group', () => {
  test('changes usages, periods and credential; "off" takes a period away', async () => {
    const station = await makeStation();
    const { groups } = station.workstation.keyManagement;
    const created = station.createGroup({ rotateEvery: '90d', validFor: '1y' });
    const edited = must(groups.edit('payroll', { usages: ['sign'], rotateEvery: '30d', validFor: 'off' }));
    expect(edited).toMatchObject({ usages: ['sign'], rotateEvery: '30d' });
    expect(edited.nextRotation).toBe(created.createdAt + 30 * DAY_MS);
    expect(edited.validFor).toBeUndefined();
    const off = must(groups.edit('payroll', { rotateEvery: 'off' }));
    expect(off.rotateEvery).toBeUndefined();
    expect(off.nextRotation).toBeUndefined();
    expect(station.group()).toEqual(off);
  });

  test('says in the log what was changed from what to what', async () => {
    const station = await makeStation();
    station.createGroup();
    must(station.workstation.keyManagement.groups.edit('payroll', { usages: ['sign'], rotateEvery: '30d' }));
    expect(station.log({ service: 'Key Management' }).at(-1)?.message).toBe(
      'Key Group payroll edited: usages from sign, verify to sign; rotate every from off to 30d.',
    );
  });

  test.each<[string, object, RegExp]>([
    ['a usage that EC does not allow', { usages: ['wrapKey'] }, /allows only sign, verify/],
    ['a period there is not', { rotateEvery: 'soon' }, /number and a unit/],
    ['a credential there is not', { credential: 'nobody' }, /no Cloud Credential nobody/],
  ])('%s is refused and nothing is changed', async (_, change, sentence) => {
    const station = await makeStation();
    const before = station.createGroup();
    expect(mustFail(station.workstation.keyManagement.groups.edit('payroll', change)).message).toMatch(sentence);
    expect(station.group()).toEqual(before);
  });

  test('a credential of another cloud is refused: its vault of that name is another vault', async () => {
    const station = await makeStation();
    const { credentials, keyManagement } = station.workstation;
    station.createGroup();
    must(await credentials.add({ name: 'real', cloud: 'public', tenantId: TENANT, clientId: CLIENT }, SECRET));
    const failure = mustFail(keyManagement.groups.edit('payroll', { credential: 'real' }));
    expect([failure.code, failure.message]).toEqual([
      'other-cloud',
      'The Key Group payroll is in the PRACTICE vault contoso; the Cloud Credential real is for Azure Public.',
    ]);
  });
});

describe('removing a group', () => {
  test('asks for its name, and then takes its keys with it; the vault is left alone', async () => {
    const station = await stationWithKeys(2);
    await station.synchronize();
    const { groups } = station.workstation.keyManagement;
    for (const confirm of [undefined, '', 'PAYROLL', 'payrol']) {
      expect(mustFail(groups.remove('payroll', confirm)).code).toBe('confirm-name');
    }
    expect(station.keys()).toHaveLength(2);
    const sent = station.practice.service.requests.size;
    must(groups.remove('payroll', 'payroll'));
    expect(groups.list()).toEqual([]);
    expect(await station.versions()).toHaveLength(2);
    expect(station.practice.service.requests.size).toBe(sent);
    expect(station.log().at(-1)).toMatchObject({ level: 'WARN', event: 'group-removed' });
    expect(station.log().at(-1)?.message).toContain('2 version(s) stay in the vault contoso');
  });

  test('nothing of its keys stays in the store', async () => {
    const station = await stationWithKeys(2);
    must(station.workstation.keyManagement.groups.remove('payroll', 'payroll'));
    for (const table of ['key', 'key_material', 'cloud_version', 'key_group'])
      expect(station.workstation.store.all(`SELECT * FROM ${table}`)).toEqual([]);
  });
});
