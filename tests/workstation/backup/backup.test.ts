import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupFacts, restoreBackup } from '../../../main/workstation.js';
import { RESTORING } from '../../../main/workstation/fresh-folder.js';
import { freshFolder } from '../../support/folders.js';
import { keytarDouble } from '../../support/keytar.js';
import { must, mustFail } from '../../support/must.js';
import { MoodyFiles } from '../../support/moody-files.js';
import { SECRET } from '../../support/practice.js';
import { ADA, ADMINS, BEN, makeStation, Station, stationWithKeys, WEAK_SCRYPT } from '../../support/workstation.js';

/** A backup of a workstation with a pushed key. */
async function backedUp(change: Parameters<typeof makeStation>[0] = {}) {
  const station = await stationWithKeys(2, {}, change);
  await station.synchronize();
  const file = join(freshFolder(), 'one.kfbackup');
  const receipt = must(await station.workstation.backups.make({ file, overwrite: false }));
  return { station, file, receipt };
}

/** Another machine: a folder of its own, no keychain unless given. */
const elsewhere = (station: Station, more: object = {}) => ({
  ...station.options,
  scrypt: WEAK_SCRYPT,
  preferSecretsIn: 'sealed-store' as const,
  ...more,
});

describe('a backup', () => {
  test('brings the whole workstation to another folder: identities, keys, log, credentials', async () => {
    const { station, file, receipt } = await backedUp();
    expect(receipt).toMatchObject({ file, secrets: 0, missing: [] });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const before = { keys: station.keys(), sequence: station.workstation.log.lastSequence };
    const target = freshFolder();
    const restored = must(await restoreBackup(target, { file, logins: [BEN, ADA] }, elsewhere(station)));
    expect(restored).toMatchObject({ restoredBy: 'Ben', secrets: 0, secretsKeptIn: 'sealed-store' });
    const copy = await Station.existing({
      folder: target,
      clock: station.clock,
      practice: must(station.workstation.practice()),
    });
    expect(copy.keys()).toEqual(before.keys);
    expect(copy.workstation.identities).toEqual(station.workstation.identities);
    expect(copy.workstation.log.verify()).toBeUndefined();
    expect(copy.workstation.log.lastSequence).toBe(before.sequence + 1);
    const target2 = must(
      await copy.workstation.credentials.target(copy.workstation.credentials.list()[0] ?? never(), 'contoso'),
    );
    expect(target2.clientSecret).toBe(SECRET);
    expect(readdirSync(target).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('restored is not the designated device until it is made so, and the log says where it comes from', async () => {
    const { station, file } = await backedUp();
    const target = freshFolder();
    must(await restoreBackup(target, { file, logins: ADMINS }, elsewhere(station)));
    const copy = await Station.existing({
      folder: target,
      clock: station.clock,
      practice: must(station.workstation.practice()),
    });
    expect(copy.workstation.settings.designatedDevice).toBe(false);
    const [event] = copy.log().filter(({ event: name }) => name === 'restored-from-backup');
    expect(event?.level).toBe('WARN');
    expect(event?.message).toMatch(
      /backup that Ada made on 2026-.* SHA-256 [0-9a-f]{64}\)\. This is not the designated/,
    );
    await copy.createKey();
    expect(mustFail(await copy.workstation.keyManagement.cloud.synchronize(copy.group(), [], {})).code).toBe(
      'not-designated',
    );
    must(copy.workstation.settings.set('designated-device', 'on'));
    expect((await copy.synchronize()).state).toMatch(/^succeeded/);
  });

  test('takes along client secrets of the OS keychain, sealed, to wherever new ones go there', async () => {
    const keytar = keytarDouble();
    const { station, file, receipt } = await backedUp({ openKeytar: keytar.open, preferSecretsIn: 'os-keychain' });
    expect(receipt.secrets).toBe(1);
    expect(readFileSync(file).includes(SECRET)).toBe(false);
    const target = freshFolder();
    expect(must(await restoreBackup(target, { file, logins: ADMINS }, elsewhere(station)))).toMatchObject({
      secrets: 1,
    });
    const copy = await Station.existing({
      folder: target,
      clock: station.clock,
      practice: must(station.workstation.practice()),
    });
    const [credential] = copy.workstation.credentials.list();
    expect(credential?.secretKeptIn).toBe('sealed-store');
    expect(must(await copy.workstation.credentials.target(credential ?? never(), 'contoso')).clientSecret).toBe(SECRET);
    const other = keytarDouble();
    const target2 = freshFolder();
    const there = elsewhere(station, { openKeytar: other.open, preferSecretsIn: 'os-keychain' });
    expect(must(await restoreBackup(target2, { file, logins: ADMINS }, there)).secretsKeptIn).toBe('os-keychain');
    expect([...other.entries.values()]).toContain(SECRET);
  });

  test('names a client secret that it could not take along', async () => {
    const keytar = keytarDouble();
    const { station } = await backedUp({ openKeytar: keytar.open, preferSecretsIn: 'os-keychain' });
    keytar.entries.clear();
    const file = join(freshFolder(), 'two.kfbackup');
    expect(must(await station.workstation.backups.make({ file, overwrite: false })).missing).toEqual(['azure-app']);
    expect(station.log().at(-1)).toMatchObject({ event: 'backup-made', level: 'WARN' });
  });

  test('says who opens it before anybody did', async () => {
    const { station, file } = await backedUp();
    const { workstationId } = station.workstation.identities;
    expect(must(backupFacts(file))).toMatchObject({
      workstationId,
      identities: ['Ada', 'Ben'],
      threshold: 2,
      madeBy: 'Ada',
    });
  });

  test('is not written over a file unless asked, and a half-written one never stands there', async () => {
    const { station, file } = await backedUp();
    const { backups } = station.workstation;
    const before = readFileSync(file);
    expect(mustFail(await backups.make({ file, overwrite: false })).code).toBe('file-exists');
    expect(readFileSync(file).equals(before)).toBe(true);
    must(await backups.make({ file, overwrite: true }));
    expect(readFileSync(file).equals(before)).toBe(false);
    expect(mustFail(await backups.make({ file: '/nowhere/x.kfbackup', overwrite: false })).code).toBe('folder-missing');
    expect(station.log().at(-1)?.event).toBe('backup-not-made');
  });

  test('is not made while it could not be logged', async () => {
    const disk = new MoodyFiles();
    const station = await makeStation({ files: disk.files });
    disk.fill();
    const file = join(freshFolder(), 'one.kfbackup');
    await expect(station.workstation.backups.make({ file, overwrite: false })).rejects.toThrow(/full/);
    expect(existsSync(file)).toBe(false);
  });
});

describe('a backup that is wrong, old or damaged', () => {
  async function refused(change: (bytes: Buffer) => Buffer | Uint8Array, logins = ADMINS) {
    const { station, file } = await backedUp();
    writeFileSync(file, change(readFileSync(file)));
    const target = join(freshFolder(), 'data');
    const failure = mustFail(await restoreBackup(target, { file, logins }, elsewhere(station)));
    expect(existsSync(join(target, 'identities.json'))).toBe(false);
    expect(existsSync(join(target, 'snapshot.kfs'))).toBe(false);
    return [failure.code, failure.message];
  }
  const flipped = (at: number) => (bytes: Buffer) => {
    const place = at < 0 ? bytes.length + at : at;
    bytes[place] = (bytes[place] ?? 0) ^ 1;
    return bytes;
  };

  test.each<[string, (bytes: Buffer) => Buffer | Uint8Array, string, RegExp]>([
    ['is another kind of file', () => Buffer.from('{"a":1}'.repeat(50)), 'not-a-backup', /not a backup file/],
    ['is empty', () => Buffer.alloc(0), 'not-a-backup', /not a backup file/],
    ['ends early', (bytes) => bytes.subarray(0, bytes.length - 100), 'backup-damaged', /ends after/],
    ['has more behind it', (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]), 'backup-damaged', /behind its end/],
    ['has a flipped bit in the body', flipped(-20), 'backup-damaged', /SHA-256/],
    ['has a flipped bit in the header', flipped(80), 'backup-damaged', /SHA-256/],
    ['claims a giant body', (bytes) => (bytes.writeUInt32BE(0xffff, 16), bytes), 'backup-damaged', /larger than any/],
    ['has a later format', (bytes) => (bytes.writeUInt32BE(2, 8), bytes), 'backup-newer', /later Keyferry/],
    [
      'has an earlier format',
      (bytes) => (bytes.writeUInt32BE(0, 8), bytes),
      'backup-too-old',
      /does not read any more/,
    ],
  ])('%s: is refused with a sentence, and nothing is left behind', async (_, change, code, sentence) => {
    expect(await refused(change)).toEqual([code, expect.stringMatching(sentence)]);
  });

  test.each([
    ['a wrong passphrase', [ADA, { ...BEN, passphrase: 'not the passphrase of Ben at all' }], 'login-refused'],
    ['one person alone', [ADA], 'two-needed'],
    ['the same person twice', [ADA, ADA], 'two-needed'],
  ])('is not opened by %s', async (_, logins, code) => {
    expect((await refused((bytes) => bytes, logins))[0]).toBe(code);
  });

  test('is refused when its header was exchanged, even with a new SHA-256', async () => {
    const { createHash } = await import('node:crypto');
    const forged = (bytes: Buffer): Buffer => {
      const end = 56 + bytes.readUInt32BE(12);
      const header = Buffer.from(bytes.toString('utf8', 56, end).replace('"frames":', '"frames":1'));
      const head = Buffer.from(bytes.subarray(0, 56));
      head.writeUInt32BE(header.length, 12);
      head.set(createHash('sha256').update(header).update(bytes.subarray(end)).digest(), 24);
      return Buffer.concat([head, header, bytes.subarray(end)]);
    };
    expect(await refused(forged)).toEqual([
      'backup-damaged',
      expect.stringMatching(/does not belong to its identities/),
    ]);
  });

  test('is not restored over a workstation', async () => {
    const { station, file } = await backedUp();
    const other = await makeStation();
    other.close();
    const failure = mustFail(await restoreBackup(other.folder, { file, logins: ADMINS }, elsewhere(station)));
    expect(failure.code).toBe('already-initialised');
    await other.open();
    expect(other.workstation.identities.workstationId).not.toBe(station.workstation.identities.workstationId);
  });

  test('is refused where a newer log of that workstation was seen, until that is accepted', async () => {
    const keytar = keytarDouble();
    const keychain = { openKeytar: keytar.open, preferSecretsIn: 'os-keychain' } as const;
    const { station, file } = await backedUp(keychain);
    station.createGroup({ name: 'since-then' });
    await station.workstation.rememberHead();
    station.close();
    const target = freshFolder();
    const options = elsewhere(station, keychain);
    const failure = mustFail(await restoreBackup(target, { file, logins: ADMINS }, options));
    expect([failure.code, failure.message]).toEqual([
      'backup-older',
      expect.stringMatching(/saw event \d+ of its log/),
    ]);
    must(await restoreBackup(target, { file, logins: ADMINS, acceptOlder: true }, options));
    const copy = await Station.existing({ folder: target, ...keychain, practice: must(openPractice(station)) });
    expect(copy.workstation.headWatch.finding.kind).toBe('as-expected');
    expect(copy.log().find(({ event }) => event === 'restored-from-backup')?.message).toMatch(/in between is lost/);
  });

  test('a restoration that was cut short does not stand in the way of the next', async () => {
    const { station, file } = await backedUp();
    const target = freshFolder();
    must(await restoreBackup(target, { file, logins: ADMINS }, elsewhere(station)));
    const { rmSync, mkdirSync } = await import('node:fs');
    // As after a kill right before the identities were put in place.
    rmSync(join(target, 'identities.json'));
    mkdirSync(join(target, RESTORING));
    must(await restoreBackup(target, { file, logins: ADMINS }, elsewhere(station)));
    await Station.existing({
      folder: target,
      clock: station.clock,
      practice: must(station.workstation.practice()),
    });
  });

  test('a disk that fills up leaves no workstation behind', async () => {
    const { station, file } = await backedUp();
    const target = freshFolder();
    const disk = new MoodyFiles();
    disk.fill();
    const failure = mustFail(
      await restoreBackup(target, { file, logins: ADMINS }, elsewhere(station, { files: disk.files })),
    );
    expect(failure.code).toBe('disk-full');
    expect(readdirSync(target)).toEqual([]);
  });
});

function openPractice(station: Station) {
  const { practice } = station.options;
  return practice
    ? { ok: true as const, value: practice }
    : { ok: false as const, failure: { code: 'x', message: 'x' } };
}

function never(): never {
  throw new Error('There should be a credential.');
}
