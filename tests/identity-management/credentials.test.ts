import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportEvents } from '../../main/logging-and-reporting/index.js';
import { EXPORT_FORMATS } from '../../shared/domain/log-event.js';
import { keytarDouble } from '../support/keytar.js';
import { MoodyFiles } from '../support/moody-files.js';
import { must, mustFail } from '../support/must.js';
import { CLIENT, SECRET, TENANT, VAULT } from '../support/practice.js';
import { CREDENTIAL, makeStation, stationWithKeys } from '../support/workstation.js';

const FIELDS = { name: 'other', cloud: 'practice', tenantId: TENANT, clientId: CLIENT } as const;
/** TEST MATERIAL: no secret of anybody. */
const NEW_SECRET = 'another~secret-for-tests-only-1111111111';

describe('Cloud Credentials', () => {
  test('are added with their secret in the sealed store, listed without it, and logged', async () => {
    const station = await makeStation();
    const { credentials } = station.workstation;
    must(await credentials.add(FIELDS, NEW_SECRET));
    expect(credentials.list().map((one) => [one.name, one.secretKeptIn])).toEqual([
      [CREDENTIAL, 'sealed-store'],
      ['other', 'sealed-store'],
    ]);
    expect(JSON.stringify(credentials.list())).not.toContain('secret-for-tests');
    expect(station.log({ service: 'Identity' }).at(-1)).toMatchObject({
      event: 'credential-added',
      object: 'other',
      message: 'Cloud Credential other added; its client secret is in the sealed store of this data folder.',
    });
    expect(must(await credentials.target(must(credentials.find('OTHER')), VAULT)).clientSecret).toBe(NEW_SECRET);
  });

  test.each<[string, object, string, RegExp]>([
    ['no name', { name: ' ' }, SECRET, /A name is needed/],
    ['a name with a control character', { name: 'a\u0007b' }, SECRET, /no control characters/],
    ['a cloud there is not', { cloud: 'germany' }, SECRET, /one of public, usgov, china, practice/],
    ['a tenant by its name', { tenantId: 'contoso.onmicrosoft.com' }, SECRET, /Directory \(tenant\) ID/],
    ['a client ID that is cut', { clientId: CLIENT.slice(1) }, SECRET, /Application \(client\) ID/],
    ['a short secret', {}, 'sh0rt!', /shorter than any that Azure makes/],
    ['a whole file as secret', {}, 'x'.repeat(513), /longer than 512/],
    ['a secret of two lines', {}, 'first-line\nsecond-line', /one line of printable characters/],
    ['the Secret ID', {}, '33333333-3333-4333-8333-333333333333', /looks like the Secret ID/],
    ['a field too many', { password: 'x' }, SECRET, /password/],
  ])('with %s are refused with a sentence', async (_, change, secret, sentence) => {
    const station = await makeStation();
    const { credentials } = station.workstation;
    const failure = mustFail(await credentials.add({ ...FIELDS, ...change }, secret));
    expect(failure.code).toBe('bad-input');
    expect(failure.message).toMatch(sentence);
    expect(failure.message).not.toContain(secret);
    expect(credentials.list()).toHaveLength(1);
  });

  test('have names of their own, whatever the case', async () => {
    const station = await makeStation();
    const { credentials } = station.workstation;
    expect(mustFail(await credentials.add({ ...FIELDS, name: 'AZURE-APP' }, SECRET)).code).toBe('name-taken');
    must(await credentials.add(FIELDS, SECRET));
    expect(mustFail(await credentials.update('other', { name: CREDENTIAL })).code).toBe('name-taken');
    expect(must(await credentials.update('other', { name: 'Other' })).name).toBe('Other');
    for (const result of [
      credentials.find('nobody'),
      await credentials.update('nobody', {}),
      await credentials.remove('nobody'),
    ])
      expect(mustFail(result).code).toBe('credential-not-found');
  });

  test('are updated field by field; a new secret replaces the old one, and an old test counts no more', async () => {
    const station = await makeStation();
    const { credentials } = station.workstation;
    must(await station.workstation.preflight(must(credentials.find(CREDENTIAL)), VAULT));
    expect(must(credentials.find(CREDENTIAL)).lastTestOutcome).toBe('passed');
    const updated = must(await credentials.update(CREDENTIAL, { secret: NEW_SECRET }));
    expect(updated.lastTestOutcome).toBeUndefined();
    expect(must(await credentials.target(updated, VAULT)).clientSecret).toBe(NEW_SECRET);
    expect(station.log().at(-1)?.message).toBe('Cloud Credential azure-app updated. Its client secret was replaced.');
    expect(mustFail(await credentials.update(CREDENTIAL, { tenantId: 'x' })).message).toContain('tenant ID');
    expect(mustFail(await credentials.update(CREDENTIAL, { secret: 'sh0rt!' })).message).toContain('shorter');
    expect(must(await credentials.target(updated, VAULT)).clientSecret).toBe(NEW_SECRET);
  });

  test('that a group needs are not removed; the others go with their secret', async () => {
    const station = await stationWithKeys(0);
    const { credentials, keyManagement, store } = station.workstation;
    const failure = mustFail(await credentials.remove(CREDENTIAL));
    expect([failure.code, failure.message]).toEqual([
      'credential-in-use',
      'The Cloud Credential azure-app is used by payroll.',
    ]);
    must(keyManagement.groups.remove('payroll', 'payroll'));
    must(await credentials.remove(CREDENTIAL));
    expect(credentials.list()).toEqual([]);
    expect(store.all('SELECT * FROM sealed_secret')).toEqual([]);
  });
});

/** The head of the log is kept there too; it is no secret. */
const secretsIn = (keytar: ReturnType<typeof keytarDouble>): string[] =>
  [...keytar.entries.values()].filter((text) => !text.includes('keyferry-log-head-1'));

describe('the place of a client secret', () => {
  test('is the OS keychain where one answers; from there it is read and removed', async () => {
    const keytar = keytarDouble();
    const station = await makeStation({ preferSecretsIn: 'os-keychain', openKeytar: keytar.open });
    const { credentials, store } = station.workstation;
    const credential = must(credentials.find(CREDENTIAL));
    expect(credential.secretKeptIn).toBe('os-keychain');
    expect(secretsIn(keytar)).toEqual([SECRET]);
    const account = `${station.workstation.identities.workstationId}/${credential.id}`;
    expect(keytar.entries.get(account)).toBe(SECRET);
    expect(store.all('SELECT * FROM sealed_secret')).toEqual([]);
    expect(must(await credentials.target(credential, VAULT)).clientSecret).toBe(SECRET);
    must(await credentials.remove(CREDENTIAL));
    expect(secretsIn(keytar)).toEqual([]);
  });

  test('gone (the keychain does not answer any more): said, not guessed; a new secret goes where secrets go now', async () => {
    const keytar = keytarDouble();
    const station = await makeStation({ preferSecretsIn: 'os-keychain', openKeytar: keytar.open });
    keytar.breakDown();
    station.close();
    const { credentials } = await station.open();
    const credential = must(credentials.find(CREDENTIAL));
    const failure = mustFail(await credentials.target(credential, VAULT));
    expect(failure.code).toBe('keychain-unavailable');
    expect(failure.message).toContain("kept in the operating system's keychain");
    expect(mustFail(await credentials.remove(CREDENTIAL)).code).toBe('keychain-unavailable');
    expect(must(await credentials.update(CREDENTIAL, { secret: NEW_SECRET })).secretKeptIn).toBe('sealed-store');
    expect(must(await credentials.target(must(credentials.find(CREDENTIAL)), VAULT)).clientSecret).toBe(NEW_SECRET);
  });

  test('empty (somebody removed it there): a sentence that says how to give it again', async () => {
    const keytar = keytarDouble();
    const station = await makeStation({ preferSecretsIn: 'os-keychain', openKeytar: keytar.open });
    keytar.entries.clear();
    const { credentials } = station.workstation;
    const failure = mustFail(await credentials.target(must(credentials.find(CREDENTIAL)), VAULT));
    expect([failure.code, failure.advice]).toEqual([
      'secret-missing',
      expect.stringContaining('credential update azure-app'),
    ]);
  });

  test('keeps no secret of a credential that could not be recorded', async () => {
    const keytar = keytarDouble();
    const disk = new MoodyFiles();
    const station = await makeStation({ files: disk.files, preferSecretsIn: 'os-keychain', openKeytar: keytar.open });
    disk.fill();
    await expect(station.workstation.credentials.add(FIELDS, NEW_SECRET)).rejects.toThrow('is full');
    expect(secretsIn(keytar)).toEqual([SECRET]);
    disk.free();
    must(await station.workstation.credentials.add(FIELDS, NEW_SECRET));
  });
});

describe('secrets', () => {
  test('stand in no row, log event, job message, export or file, whatever was done and went wrong', async () => {
    const station = await stationWithKeys(2);
    await station.synchronize();
    await station.fault('reset-after on=import');
    await station.rotate();
    const { credentials, store, log } = station.workstation;
    must(await credentials.update(CREDENTIAL, { secret: NEW_SECRET }));
    await station.rotate();
    must(await station.workstation.preflight(must(credentials.find(CREDENTIAL)), VAULT));
    const words = [SECRET, NEW_SECRET, 'seven quiet herons', 'copper kettles', 'Bearer ', 'BEGIN PRIVATE'];
    const rows = store
      .all("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .flatMap((table) => store.all(`SELECT * FROM "${String(table['name'])}"`))
      .map((row) =>
        Object.values(row)
          .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)))
          .join('\n'),
      )
      .join('\n');
    const exports: string[] = [];
    for (const format of EXPORT_FORMATS) {
      const file = join(station.folder, `export.${format}`);
      must(await exportEvents(log.each({}), { file, format, overwrite: false }));
      exports.push(readFileSync(file, 'latin1'));
    }
    station.close();
    const files = readdirSync(station.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(files.length).toBeGreaterThan(5);
    for (const word of words) {
      expect(rows).not.toContain(word);
      for (const text of [...exports, ...files]) expect(text.includes(word)).toBe(false);
    }
  });
});

describe('the pre-flight of a credential', () => {
  test('is noted with the credential and in the Azure Service log, every request with its id', async () => {
    const station = await makeStation();
    const { credentials } = station.workstation;
    const credential = must(credentials.find(CREDENTIAL));
    const checks = must(await station.workstation.preflight(credential, VAULT));
    expect(checks.every((check) => check.outcome === 'passed')).toBe(true);
    expect(must(credentials.find(CREDENTIAL))).toMatchObject({
      lastTestAt: station.clock.now(),
      lastTestOutcome: 'passed',
    });
    const events = station.log({ service: 'Azure Service' });
    expect(events.at(-1)).toMatchObject({ level: 'INFO', event: 'credential-tested', object: 'azure-app/contoso' });
    const calls = events.filter((event) => event.event === 'azure-call');
    expect(calls.length).toBeGreaterThan(8);
    for (const call of calls)
      expect(call).toMatchObject({
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        object: 'azure-app/contoso',
      });
  });

  test('that failed is an ERROR that names what failed', async () => {
    const station = await makeStation();
    await station.deny('purge', 'list');
    const { credentials } = station.workstation;
    must(await station.workstation.preflight(must(credentials.find(CREDENTIAL)), VAULT));
    const event = station.log().at(-1);
    expect([event?.level, event?.event]).toEqual(['ERROR', 'credential-tested']);
    expect(event?.message).toMatch(/Pre-flight of azure-app at the vault contoso: failed\. Failed: .*List.*Purge/);
    expect(must(credentials.find(CREDENTIAL)).lastTestOutcome).toBe('failed');
  });

  test('does not undo what was changed while it ran', async () => {
    const station = await makeStation();
    const { credentials } = station.workstation;
    const before = must(credentials.find(CREDENTIAL));
    const running = station.workstation.preflight(before, VAULT);
    must(await credentials.update(CREDENTIAL, { name: 'renamed' }));
    must(await running);
    expect(credentials.list().map((one) => one.name)).toEqual(['renamed']);
  });

  test('of a credential that was removed while it ran leaves nothing behind', async () => {
    const station = await makeStation();
    const { credentials } = station.workstation;
    const running = station.workstation.preflight(must(credentials.find(CREDENTIAL)), VAULT);
    must(await credentials.remove(CREDENTIAL));
    await running;
    expect(credentials.list()).toEqual([]);
  });
});
