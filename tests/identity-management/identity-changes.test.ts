import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { IdentityFile } from '../../main/identity-management/index.js';
import { openWorkstation } from '../../main/workstation.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { ADA, ADMINS, BEN, makeStation, type Station } from '../support/workstation.js';

const CAT = { name: 'Cat', passphrase: 'three lanterns over the old canal' };
const OLGA = { name: 'Olga', passphrase: 'nine slow barges under the bridge' };
const BOTH = { logins: ADMINS, justification: 'As agreed on Monday.' };

const changes = (station: Station) => station.workstation.people.changes;
const fileOf = (folder: string): string => join(folder, 'identities.json');

async function withCat(): Promise<Station> {
  const station = await makeStation();
  must(await changes(station).add({ ...CAT, role: 'Administrator' }, BOTH));
  return station;
}

describe('an identity that is added', () => {
  test('as an Operator logs in, but holds no share and unlocks nothing', async () => {
    const station = await makeStation();
    expect(must(await changes(station).add({ ...OLGA, role: 'Operator' }))).toMatchObject({
      name: 'Olga',
      role: 'Operator',
      state: 'active',
      holdsShare: false,
    });
    expect(must(await station.workstation.people.identities.logIn(OLGA)).role).toBe('Operator');
    station.close();
    const failure = mustFail(await openWorkstation(station.folder, [ADA, OLGA], station.options));
    expect(failure).toMatchObject({ code: 'two-needed' });
    await station.open([OLGA, ADA, BEN]);
    expect(station.workstation.person).toEqual({ name: 'Olga', role: 'Operator' });
    expect(station.workstation.administrators).toEqual(['Ada', 'Ben']);
  });

  test('as an Administrator takes a quorum, and unlocks with any other', async () => {
    const station = await makeStation();
    const newcomer = { ...CAT, role: 'Administrator' } as const;
    expect(mustFail(await changes(station).add(newcomer)).code).toBe('quorum-needed');
    const alone = { ...BOTH, logins: [ADA] };
    expect(mustFail(await changes(station).add(newcomer, alone)).code).toBe('two-needed');
    const wrong = { ...BOTH, logins: [ADA, { ...BEN, passphrase: OLGA.passphrase }] };
    expect(mustFail(await changes(station).add(newcomer, wrong)).code).toBe('login-refused');
    must(await changes(station).add(newcomer, BOTH));
    const [added] = station.log({ service: 'Identity' }).slice(-1);
    expect(added).toMatchObject({
      event: 'identity-added',
      actor: 'Ada',
      approver: 'Ben',
      reason: 'As agreed on Monday.',
      outcome: 'success',
    });
    for (const pair of [
      [CAT, ADA],
      [BEN, CAT],
    ]) {
      station.close();
      await station.open(pair);
    }
  });

  test.each<[string, Partial<typeof OLGA>, string]>([
    ['a name that is here', { name: ' ADA ' }, 'name-taken'],
    ['no name', { name: '  ' }, 'bad-name'],
    ['a weak passphrase', { passphrase: 'too short' }, 'passphrase-refused'],
  ])('with %s is refused', async (_, over, code) => {
    const station = await makeStation();
    const before = station.workstation.identities;
    expect(mustFail(await changes(station).add({ ...OLGA, role: 'Auditor', ...over })).code).toBe(code);
    expect(station.workstation.identities).toEqual(before);
  });
});

describe('an Administrator who goes', () => {
  test('cannot log in any more, and the old share opens nothing with the new ones', async () => {
    const station = await withCat();
    const old = station.workstation.identities;
    must(await changes(station).disable('Cat', BOTH));
    expect(station.workstation.people.identities.find('Cat')).toMatchObject({ state: 'disabled', holdsShare: false });
    expect(station.workstation.identities.shares.setId).not.toBe(old.shares.setId);
    station.close();
    const failure = mustFail(await openWorkstation(station.folder, [ADA, CAT], station.options));
    expect(failure).toMatchObject({ code: 'identity-disabled', message: 'The identity Cat is disabled.' });

    // Cat puts the old share back: it belongs to another splitting, and the file does not fit its MAC any more.
    const present = JSON.parse(readFileSync(fileOf(station.folder), 'utf8')) as IdentityFile;
    const cat = old.identities.find(({ name }) => name === 'Cat');
    const identities = present.identities.map((one) => (one.name === 'Cat' && cat ? cat : one));
    writeFileSync(fileOf(station.folder), JSON.stringify({ ...present, identities }));
    expect(mustFail(await openWorkstation(station.folder, [ADA, CAT], station.options)).code).toBe(
      'identities-altered',
    );
  });

  test('can be enabled again, and becomes an Operator by another change', async () => {
    const station = await withCat();
    must(await changes(station).disable('cat', BOTH));
    must(await changes(station).enable('Cat', BOTH));
    station.close();
    await station.open([CAT, BEN]);
    must(await changes(station).changeRole('Ada', 'Operator', { ...BOTH, logins: [CAT, BEN] }));
    expect(station.workstation.people.identities.find('Ada')).toMatchObject({ role: 'Operator', holdsShare: false });
    station.close();
    expect(mustFail(await openWorkstation(station.folder, ADMINS, station.options)).code).toBe('two-needed');
    await station.open([CAT, BEN]);
  });

  test('leaves never fewer than unlock together, and nobody does it to themselves', async () => {
    const station = await makeStation();
    expect(mustFail(await changes(station).disable('Ben', BOTH)).code).toBe('too-few-administrators');
    expect(mustFail(await changes(station).changeRole('Ben', 'Auditor', BOTH)).code).toBe('too-few-administrators');
    expect(mustFail(await changes(station).disable('Ada', BOTH)).code).toBe('own-identity');
  });
});

describe('the threshold', () => {
  test('is set by the Administrators, from two up to as many as are active', async () => {
    const station = await withCat();
    for (const threshold of [1, 4, 2.5])
      expect(mustFail(await changes(station).setThreshold(threshold, BOTH)).code).toBe('bad-threshold');
    must(await changes(station).setThreshold(3, BOTH));
    station.close();
    const failure = mustFail(await openWorkstation(station.folder, ADMINS, station.options));
    expect(failure.message).toBe('Unlocking takes 3 different Admin identities; 2 came.');
    await station.open([ADA, BEN, CAT]);
    expect(mustFail(await changes(station).disable('Cat', { ...BOTH, logins: [ADA, BEN, CAT] })).code).toBe(
      'too-few-administrators',
    );
  });
});

describe('identities.json', () => {
  test.each<[string, (file: IdentityFile) => unknown]>([
    ['a role', (file) => ({ ...file, identities: file.identities.map((one) => ({ ...one, role: 'Administrator' })) })],
    ['a state', (file) => ({ ...file, identities: file.identities.map((one) => ({ ...one, state: 'active' })) })],
    [
      'a verifier',
      (file) => ({ ...file, identities: file.identities.map((one) => ({ ...one, signingKey: '00'.repeat(32) })) }),
    ],
    ['the workstation key', (file) => ({ ...file, signingKey: '11'.repeat(32) })],
    ['the date', (file) => ({ ...file, createdAt: file.createdAt + 1 })],
    ['one identity less', (file) => ({ ...file, identities: file.identities.slice(0, 2) })],
    ['the revision', (file) => ({ ...file, revision: file.revision + 7 })],
  ])('in which %s was changed by hand opens nothing', async (_, alter) => {
    const station = await makeStation();
    must(await changes(station).add({ ...OLGA, role: 'Operator' }));
    must(await changes(station).disable('Olga'));
    station.close();
    const file = JSON.parse(readFileSync(fileOf(station.folder), 'utf8')) as IdentityFile;
    writeFileSync(fileOf(station.folder), JSON.stringify(alter(file)));
    expect(mustFail(await openWorkstation(station.folder, ADMINS, station.options))).toMatchObject({
      code: 'identities-altered',
      message: 'identities.json in the data folder was changed by something else than Keyferry.',
    });
  });

  test('of an earlier day beside the store of today is refused, and that is logged', async () => {
    const station = await makeStation();
    must(await changes(station).add({ ...OLGA, role: 'Operator' }));
    const earlier = freshFolder();
    cpSync(fileOf(station.folder), fileOf(earlier));
    must(await changes(station).disable('Olga'));
    const latest = readFileSync(fileOf(station.folder));
    station.close();
    cpSync(fileOf(earlier), fileOf(station.folder));
    const failure = mustFail(await openWorkstation(station.folder, ADMINS, station.options));
    expect(failure).toMatchObject({ code: 'identities-altered', message: expect.stringContaining('older') as string });
    writeFileSync(fileOf(station.folder), latest);
    await station.open();
    expect(station.log({ service: 'Identity' }).map(({ event }) => event)).toContain('identities-rolled-back');
  });

  test('that was exchanged while the workstation is open is not written over', async () => {
    const station = await makeStation();
    const text = readFileSync(fileOf(station.folder), 'utf8');
    writeFileSync(fileOf(station.folder), text.replace(/"mac": ".{4}/, '"mac": "0000'));
    expect(mustFail(await changes(station).add({ ...OLGA, role: 'Operator' })).code).toBe('identities-altered');
  });
});
