import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { KEY_TYPE_NAMES } from '../../shared/azure/key-types.js';
import type { CeremonyKeySpec } from '../../shared/domain/ceremony/plan.js';
import { openTransferBlob, parseTransferBlob, spkiFromPkcs8 } from '../../main/crypto/index.js';
import { ceremonyKey, ceremonyMaterial, destructionPending } from '../../main/store/tables/ceremony-keys.js';
import { airGapped, factsOf, holdCeremony, kekFor, online, planOf, step } from '../support/ceremony-trip.js';
import { fixtureKek, fixturePath, opensslPublic } from '../support/fixture-keys.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { VAULT } from '../support/practice.js';
import { ADMINS, type Station } from '../support/workstation.js';

const SPEC: CeremonyKeySpec = { group: 'payroll', type: 'p-256', vault: VAULT };
const PEM = Buffer.from(
  `-----BEGIN PUBLIC KEY-----\n${Buffer.from(fixtureKek(2048).spki).toString('base64')}\n-----END PUBLIC KEY-----\n`,
);
const KID = `https://${VAULT}.vault.localhost/keys/kek/${'a'.repeat(32)}`;

async function withKek(plan = planOf()): Promise<Station> {
  const station = await airGapped();
  await step(station.workstation, station.workstation.ceremonyKeys.work.readKek(plan, PEM, KID));
  return station;
}

/** Every byte that a data folder keeps on its disk. */
function onDisk(station: Station): Buffer {
  const names = readdirSync(station.folder).filter((name) => /\.kf[sj]$/.test(name));
  return Buffer.concat(names.map((name) => readFileSync(join(station.folder, name))));
}

describe('keys of a ceremony', () => {
  test('are made once, wrapped under the KEK that was read, and survive a restart', async () => {
    const plan = planOf();
    const station = await withKek(plan);
    const { work } = station.workstation.ceremonyKeys;
    const generated = must(await work.generate(plan, SPEC));
    station.workstation.store.commit((tx) => generated.record?.(tx));
    expect(factsOf(generated)).toContain('Made by: Keyferry 0.1.0; software key source (not an HSM)');
    expect(mustFail(await work.generate(plan, SPEC)).code).toBe('ceremony-key-exists');
    const files = await step(station.workstation, work.wrap(plan, SPEC));
    await station.restart();
    const again = station.workstation.ceremonyKeys.work;
    const prints = again.fingerprintsOf(plan, 'PAYROLL');
    expect(factsOf(generated)).toContain(`SPKI SHA-256: ${prints?.spkiSha256 ?? ''}`);
    expect(again.kekOf(plan)).toMatchObject({ kid: KID, origin: 'elsewhere', practice: true });
    // A step that is repeated leaves the same file.
    expect(await step(station.workstation, again.wrap(plan, SPEC))).toEqual(files);
  });

  test('nothing is kept of a step whose record was not committed', async () => {
    const station = await withKek();
    const { work } = station.workstation.ceremonyKeys;
    must(await work.generate(planOf(), SPEC));
    expect(work.fingerprintsOf(planOf(), 'payroll')).toBeUndefined();
    expect(mustFail(await work.wrap(planOf(), SPEC)).code).toBe('ceremony-key-missing');
    await step(station.workstation, work.generate(planOf(), SPEC));
    expect(mustFail(work.exportPackage(planOf(), '')).code).toBe('ceremony-key-not-wrapped');
  });

  test('each needs what comes before it', async () => {
    const { work } = (await airGapped()).workstation.ceremonyKeys;
    expect(mustFail(await work.wrap(planOf(), SPEC)).code).toBe('kek-not-read');
    expect(mustFail(work.exportPackage(planOf(), '')).code).toBe('kek-not-read');
    expect(mustFail(work.destroy(planOf(), SPEC)).code).toBe('ceremony-key-missing');
    expect(mustFail(await work.generate(planOf(), { ...SPEC, usages: ['decrypt'] })).code).toBe('usages-refused');
    expect(mustFail(await work.split(planOf())).code).toBe('escrow-not-planned');
  });

  test('a second KEK is refused once something is wrapped; an expired one wraps nothing', async () => {
    const plan = planOf();
    const here = await online();
    const there = await airGapped(here.clock);
    const { work } = there.workstation.ceremonyKeys;
    await step(there.workstation, work.readKek(plan, await kekFor(here, plan)));
    await step(there.workstation, work.generate(plan, SPEC));
    there.clock.advance(15 * 86_400_000);
    expect(mustFail(await work.wrap(plan, SPEC)).code).toBe('kek-expired');
    await step(there.workstation, work.readKek(plan, PEM, KID));
    await step(there.workstation, work.wrap(plan, SPEC));
    expect(mustFail(work.readKek(plan, PEM, KID.replace('kek', 'other'))).code).toBe('kek-in-use');
  });
});

describe('the .byok of a ceremony', () => {
  const shared = fileURLToPath(new URL('../../../shared/tools/open-byok', import.meta.url));
  const ours = fileURLToPath(new URL('../witness/open-byok', import.meta.url));
  const tools = [[ours], ...(existsSync(shared) ? [[shared, '--public']] : [])];

  // RSA takes its time to be made; tests/witness opens blobs of all its sizes.
  test.each(KEY_TYPE_NAMES.filter((type) => !type.startsWith('rsa')))(
    '%s is opened by OpenSSL and by us to the public key of the record',
    async (type) => {
      const plan = planOf({ keys: [{ ...SPEC, type }] });
      const station = await withKek(plan);
      const { work } = station.workstation.ceremonyKeys;
      await step(station.workstation, work.generate(plan, { ...SPEC, type }));
      const blob = (await step(station.workstation, work.wrap(plan, { ...SPEC, type })))['PRACTICE-payroll.byok'];
      if (!blob) throw new Error('Wrapping gives a file.');
      const spki = ceremonyKey(station.workstation.store, plan.id, 'payroll')?.spki ?? new Uint8Array();
      const opened = must(openTransferBlob(must(parseTransferBlob(blob)), fixtureKek(2048).pkcs8));
      expect(must(spkiFromPkcs8(opened))).toEqual(spki);
      const file = join(freshFolder(), 'payroll.byok');
      writeFileSync(file, blob);
      for (const [command = '', ...options] of tools) {
        const said = execFileSync(command, [...options, file, fixturePath('kek-2048')], { encoding: 'utf8' });
        expect(opensslPublic(said)).toEqual(Buffer.from(spki));
      }
    },
  );
});

describe('destroying a key of an earlier ceremony', () => {
  const DESTROY = planOf({ id: 'the-end', kind: 'destroy' });

  async function withKey(): Promise<{ station: Station; spec: CeremonyKeySpec; material: Uint8Array }> {
    const here = await online();
    const station = await airGapped(here.clock);
    await holdCeremony(station, await kekFor(here));
    const key = ceremonyKey(station.workstation.store, '2026-payroll', 'payroll');
    const material = key && ceremonyMaterial(station.workstation.store, key.id);
    if (!key || !material) throw new Error('The ceremony made a key.');
    return { station, spec: { ...SPEC, spkiSha256: key.spkiSha256 }, material };
  }

  test('leaves nothing of it in tables, image, snapshot and journal, and says what it does not reach', async () => {
    const { station, spec, material } = await withKey();
    const { store, ceremonyKeys } = station.workstation;
    const journal = store.status.journalBytes;
    expect(Buffer.from(store.image()).includes(Buffer.from(material))).toBe(true);
    const work = must(ceremonyKeys.work.destroy(DESTROY, spec));
    expect(factsOf(work)).toContain('Not reached: Backups and copies of the data folder from before');
    await step(station.workstation, ceremonyKeys.work.destroy(DESTROY, spec));
    expect(Buffer.from(store.image()).includes(Buffer.from(material.subarray(0, 64)))).toBe(false);
    expect(store.status.journalBytes).toBeLessThan(journal);
    expect(readdirSync(station.folder).filter((name) => name.startsWith('journal-'))).toHaveLength(1);
    expect(mustFail(ceremonyKeys.work.destroy(DESTROY, spec)).code).toBe('ceremony-key-destroyed');
    // Its public half stays, for the record.
    expect(ceremonyKeys.work.fingerprintsOf(DESTROY, 'payroll')).toBeUndefined();
    expect(ceremonyKey(store, '2026-payroll', 'payroll')).toMatchObject({ state: 'destroyed' });
    expect(station.log().filter(({ event }) => event === 'ceremony-key-destroyed')).toMatchObject([{ level: 'WARN' }]);
  });

  test('cut off before the journal was written anew, it is caught up with at the next start', async () => {
    const { station, spec } = await withKey();
    const { store, ceremonyKeys } = station.workstation;
    const work = must(ceremonyKeys.work.destroy(DESTROY, spec));
    store.commit((tx) => work.record?.(tx));
    expect(destructionPending(store)).toBe(true);
    const before = onDisk(station).length;
    station.close();
    const opened = await station.open(ADMINS);
    expect(destructionPending(opened.store)).toBe(false);
    expect(onDisk(station).length).not.toBe(before);
    expect(opened.store.status.journalBytes).toBeLessThan(before / 2);
  });

  test('a rehearsal does not destroy a key of production', async () => {
    const { station, spec } = await withKey();
    station.workstation.store.commit((tx) => tx.run('UPDATE ceremony_key SET practice = 0'));
    expect(mustFail(station.workstation.ceremonyKeys.work.destroy(DESTROY, spec)).code).toBe('production-in-practice');
  });
});
