import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readIdentities, openWorkstation } from '../../main/workstation.js';
import { must, mustFail } from '../support/must.js';
import { ADA, ADMINS, BEN, makeStation, type Station } from '../support/workstation.js';

const NEW = 'eleven lanterns drift past the mill';

function change(station: Station, over: { name?: string; passphrase?: string; newPassphrase?: string } = {}) {
  return station.workstation.changePassphrase({ ...ADA, newPassphrase: NEW, ...over });
}

const fileOf = (station: Station): string => join(station.folder, 'identities.json');

describe('the identities', () => {
  test('are shown with role, state and when they last unlocked', async () => {
    const station = await makeStation();
    const first = station.clock.now();
    const view = (name: string, lastLogin: number) => ({
      name,
      role: 'Administrator',
      state: 'active',
      createdAt: first,
      lastLogin,
      signingKey: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      holdsShare: true,
    });
    expect(station.workstation.identityViews()).toEqual([view('Ada', first), view('Ben', first)]);
    station.close();
    station.clock.advance(60_000);
    // As somebody types it: the login is still Ada's.
    await station.open([{ ...ADA, name: ' ada ' }, BEN]);
    expect(station.workstation.identityViews()).toEqual([view('Ada', first + 60_000), view('Ben', first + 60_000)]);
  });

  test('somebody who comes back is known by name and passphrase', async () => {
    const { workstation } = await makeStation();
    expect(must(await workstation.people.identities.logIn(ADA))).toEqual({ name: 'Ada', role: 'Administrator' });
    expect(mustFail(await workstation.people.identities.logIn({ ...ADA, passphrase: BEN.passphrase })).code).toBe(
      'login-refused',
    );
    expect(mustFail(await workstation.people.identities.logIn({ ...ADA, name: 'Eve' })).code).toBe('login-refused');
  });
});

describe('Change Passphrase', () => {
  test('the new one unlocks, the old one does not; the share is sealed anew with another salt', async () => {
    const station = await makeStation();
    const before = must(readIdentities(station.folder));
    must(await change(station));
    const after = must(readIdentities(station.folder));
    expect(after).toEqual(station.workstation.identities);
    expect(after.identities[0]?.scrypt.salt).not.toBe(before.identities[0]?.scrypt.salt);
    expect(after.identities[0]?.createdAt).toBe(before.identities[0]?.createdAt);
    expect(after.identities[1]).toEqual(before.identities[1]);
    expect(statSync(fileOf(station)).mode & 0o777).toBe(0o600);
    station.close();
    const old = mustFail(await openWorkstation(station.folder, ADMINS, station.options));
    expect(old.code).toBe('login-refused');
    await station.open([{ ...ADA, passphrase: NEW }, BEN]);
    expect(must(await station.workstation.people.identities.logIn({ ...ADA, passphrase: NEW })).name).toBe('Ada');
  });

  test('is logged in Identity, refusals too, without a passphrase in any line', async () => {
    const station = await makeStation();
    await change(station, { passphrase: BEN.passphrase });
    await change(station);
    const events = station.log({ service: 'Identity' }).slice(-3);
    expect(events.map(({ level, event, actor }) => [level, event, actor])).toEqual([
      ['WARN', 'passphrase-not-changed', 'Ada'],
      ['INFO', 'passphrase-changing', 'Ada'],
      ['INFO', 'passphrase-changed', 'Ada'],
    ]);
    const all = JSON.stringify(station.log());
    for (const secret of [NEW, ADA.passphrase, BEN.passphrase]) expect(all).not.toContain(secret);
  });

  test.each([
    ['a wrong old passphrase', { passphrase: 'not the one she has chosen' }, 'login-refused'],
    ['an unknown name', { name: 'Eve' }, 'login-refused'],
    ['a new one that is too short', { newPassphrase: 'short' }, 'passphrase-refused'],
    ['a new one that is common', { newPassphrase: 'correct horse battery staple' }, 'passphrase-refused'],
    ['the old one again', { newPassphrase: ADA.passphrase }, 'passphrase-unchanged'],
  ])('%s: refused, and nothing changed', async (_, over, code) => {
    const station = await makeStation();
    const before = readFileSync(fileOf(station), 'utf8');
    expect(mustFail(await change(station, over)).code).toBe(code);
    expect(readFileSync(fileOf(station), 'utf8')).toBe(before);
  });

  test('two changes at once both count', async () => {
    const station = await makeStation();
    const benNew = 'nine owls count the falling slates';
    const [ada, ben] = await Promise.all([change(station), change(station, { ...BEN, newPassphrase: benNew })]);
    must(ada);
    must(ben);
    station.close();
    await station.open([
      { ...ADA, passphrase: NEW },
      { ...BEN, passphrase: benNew },
    ]);
  });

  test('where the file cannot be written the old passphrase stays, and says so', async () => {
    const station = await makeStation();
    const aside = join(station.folder, '.identities.json.new');
    mkdirSync(aside);
    expect(mustFail(await change(station)).code).toBe('disk-failed');
    rmSync(aside, { recursive: true });
    expect(station.log({ service: 'Identity' }).at(-1)?.event).toBe('passphrase-changing');
    station.close();
    await station.open(ADMINS);
  });

  test('a crash in the middle of writing leaves the old file whole, and the next change is not in its way', async () => {
    const station = await makeStation();
    writeFileSync(join(station.folder, '.identities.json.new'), '{"format": "keyferry-ident');
    station.close();
    await station.open(ADMINS);
    must(await change(station));
    station.close();
    await station.open([{ ...ADA, passphrase: NEW }, BEN]);
    expect(readdirSync(station.folder)).not.toContain('.identities.json.new');
  });
});
