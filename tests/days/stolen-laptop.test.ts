import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { initWorkstation, openWorkstation, readIdentities, restoreBackup } from '../../main/workstation.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { SECRET } from '../support/practice.js';
import { ADA, ADMINS, BEN, stationWithKeys, WEAK_SCRYPT, type Station } from '../support/workstation.js';

/*
 * The stolen laptop: somebody has the whole data folder (and a backup file) on a machine of his own, Keyferry too, all the
 * time he wants, and perhaps one administrator. Nothing opens, and nothing can be read.
 */

async function stolen(): Promise<{ station: Station; folder: string; backup: string }> {
  const station = await stationWithKeys(2, { name: 'payroll-of-the-board' });
  const sync = station.workstation.keyManagement.cloud;
  must(await sync.synchronize(station.group('payroll-of-the-board'), [], {}));
  const backup = join(freshFolder(), 'one.kfbackup');
  must(await station.workstation.backups.make({ file: backup, overwrite: false }));
  const folder = freshFolder();
  // While it is open, as a thief finds it.
  cpSync(station.folder, folder, { recursive: true });
  rmSync(join(folder, 'lock.json'), { force: true });
  return { station, folder, backup };
}

const options = { scrypt: WEAK_SCRYPT, preferSecretsIn: 'sealed-store' } as const;
const GUESS = { name: 'Ben', passphrase: 'copper kettles sing before lunch' };

describe('the data folder on another machine', () => {
  test.each([
    ['nobody', [], 'two-needed'],
    ['one administrator', [ADA], 'two-needed'],
    ['one administrator twice', [ADA, ADA], 'two-needed'],
    ['one administrator and a guess', [ADA, GUESS], 'login-refused'],
    ['one administrator under two names', [ADA, { ...ADA, name: 'Ben' }], 'login-refused'],
    ['the people of another workstation', [ADA, { ...BEN, name: 'Mallory' }], 'login-refused'],
  ])('does not open for %s', async (_, logins, code) => {
    const { folder } = await stolen();
    expect(mustFail(await openWorkstation(folder, logins, options)).code).toBe(code);
  });

  test('tells nothing but who its people are and how many of them it takes', async () => {
    const { station, folder } = await stolen();
    const readable = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name)).toString('latin1'))
      .join('\n');
    const [key] = station.keys(station.group('payroll-of-the-board'));
    const kept = [
      ...['payroll-of-the-board', 'contoso', 'azure-app', SECRET, 'job-started', 'CREATE TABLE', 'SQLite format'],
      ...[key?.spkiSha256 ?? '-', key?.thumbprint ?? '-', key?.versions[0]?.version ?? '-'],
    ];
    expect(kept.filter((text) => readable.includes(text))).toEqual([]);
    expect(must(readIdentities(folder)).identities.map(({ name }) => name)).toEqual(['Ada', 'Ben']);
  });

  test("does not open with the thief's own identities in place of its own", async () => {
    const { folder } = await stolen();
    const own = freshFolder();
    must(await initWorkstation(own, ADMINS, options));
    cpSync(join(own, 'identities.json'), join(folder, 'identities.json'));
    expect(mustFail(await openWorkstation(folder, ADMINS, options)).code).toBe('wrong-master-key');
  });

  test('does not open with a lower threshold written into it', async () => {
    const { folder } = await stolen();
    const file = join(folder, 'identities.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"threshold": 2/, '"threshold": 1'));
    expect((await openWorkstation(folder, [ADA], options)).ok).toBe(false);
  });

  test('is not made new by a first start over it', async () => {
    const { folder } = await stolen();
    expect(mustFail(await initWorkstation(folder, ADMINS, options)).code).toBe('already-initialised');
    rmSync(join(folder, 'identities.json'));
    expect(mustFail(await initWorkstation(folder, ADMINS, options)).code).toBe('store-without-identities');
  });
});

describe('the backup file on another machine', () => {
  test.each([
    ['one administrator', [ADA], 'two-needed'],
    ['one administrator and a guess', [ADA, GUESS], 'login-refused'],
  ])('is not restored by %s', async (_, logins, code) => {
    const { backup } = await stolen();
    expect(mustFail(await restoreBackup(freshFolder(), { file: backup, logins }, options)).code).toBe(code);
  });

  test('tells nothing of keys, groups and vaults', async () => {
    const { backup } = await stolen();
    const readable = readFileSync(backup).toString('latin1');
    expect(['payroll-of-the-board', 'contoso', 'azure-app', SECRET].filter((text) => readable.includes(text))).toEqual(
      [],
    );
  });
});
