import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { initWorkstation, openWorkstation, readIdentities } from '../../main/workstation.js';
import { freshFolder } from '../support/folders.js';
import { MoodyFiles } from '../support/moody-files.js';
import { must, mustFail } from '../support/must.js';
import { SECRET } from '../support/practice.js';
import type { Station } from '../support/workstation.js';
import { ADA, ADMINS, BEN, makeStation, stationWithKeys, WEAK_SCRYPT } from '../support/workstation.js';

const OPTIONS = { scrypt: WEAK_SCRYPT, preferSecretsIn: 'sealed-store' } as const;

function modes(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), (statSync(path).mode & 0o777).toString(8)];
    }),
  );
}

describe('the first start', () => {
  test('makes the folder, the Admin identities and an empty store, and is the first event of the log', async () => {
    const folder = join(freshFolder(), 'deep', 'in', 'here');
    const made = must(await initWorkstation(folder, ADMINS, OPTIONS));
    expect(made.administrators).toEqual(['Ada', 'Ben']);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).sort()).toEqual(['identities.json', 'journal-1.kfj', 'snapshot.kfs']);
    const workstation = must(await openWorkstation(folder, ADMINS, OPTIONS));
    expect(workstation.actor).toBe('Ada');
    expect([...workstation.log.each({})].map((event) => [event.sequence, event.service, event.event])).toEqual([
      [1, 'Identity', 'first-start'],
      [2, 'Identity', 'workstation-unlocked'],
    ]);
    expect(workstation.identities.workstationId).toBe(made.workstationId);
    workstation.close();
  });

  test('a second time is refused, and changes nothing', async () => {
    const folder = freshFolder();
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    const before = readFileSync(join(folder, 'identities.json'), 'utf8');
    const failure = mustFail(await initWorkstation(folder, ADMINS, OPTIONS));
    expect([failure.code, failure.message]).toEqual(['already-initialised', expect.stringContaining('(Ada, Ben)')]);
    expect(readFileSync(join(folder, 'identities.json'), 'utf8')).toBe(before);
    must(await openWorkstation(folder, ADMINS, OPTIONS)).close();
  });

  test('with a store but without identities it is refused, and nothing is overwritten', async () => {
    const folder = freshFolder();
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    rmSync(join(folder, 'identities.json'));
    const before = readFileSync(join(folder, 'snapshot.kfs'));
    const failure = mustFail(await initWorkstation(folder, ADMINS, OPTIONS));
    expect([failure.code, failure.advice]).toEqual([
      'store-without-identities',
      expect.stringContaining('backup copy'),
    ]);
    expect(readFileSync(join(folder, 'snapshot.kfs'))).toEqual(before);
    expect(mustFail(await openWorkstation(folder, ADMINS, OPTIONS)).code).toBe('not-initialised');
  });

  test('refused for its passphrases it leaves a folder in which it can be done again', async () => {
    const folder = freshFolder();
    expect(mustFail(await initWorkstation(folder, [ADA, { ...BEN, passphrase: 'short' }], OPTIONS)).code).toBe(
      'passphrase-refused',
    );
    expect(readdirSync(folder)).toEqual([]);
    must(await initWorkstation(folder, ADMINS, OPTIONS));
  });

  test.each([
    ['write', 'ENOSPC', 'disk-full'],
    ['sync', 'EIO', 'disk-failed'],
    ['rename', 'EROFS', 'folder-read-only'],
  ] as const)(
    'on a disk that refuses (%s %s) it is a sentence, and works when there is room',
    async (on, code, expected) => {
      const folder = freshFolder();
      const disk = new MoodyFiles();
      disk.failing = { on, code, writeFirst: 0 };
      const options = { ...OPTIONS, files: disk.files };
      expect(mustFail(await initWorkstation(folder, ADMINS, options)).code).toBe(expected);
      disk.free();
      must(await initWorkstation(folder, ADMINS, options));
      must(await openWorkstation(folder, ADMINS, options)).close();
    },
  );

  test('on a disk that fills up on the way it is a sentence wherever that was, and can be done again', async () => {
    let refused = 0;
    for (let after = 0; ; after += 1) {
      const folder = freshFolder();
      const disk = new MoodyFiles();
      disk.failing = { on: 'write', code: 'ENOSPC', writeFirst: 0, after };
      const options = { ...OPTIONS, files: disk.files };
      const made = await initWorkstation(folder, ADMINS, options);
      if (made.ok) break;
      refused += 1;
      expect(made.failure.code).toBe('disk-full');
      disk.free();
      must(await initWorkstation(folder, ADMINS, options));
    }
    expect(refused).toBeGreaterThan(2);
  });

  test('a journal that is there without its snapshot is left as it is', async () => {
    const folder = freshFolder();
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    for (const name of ['identities.json', 'snapshot.kfs']) rmSync(join(folder, name));
    expect(mustFail(await initWorkstation(folder, ADMINS, OPTIONS)).code).toBe('store-damaged');
    expect(readdirSync(folder)).toEqual(['journal-1.kfj']);
  });

  test('where a file stands in the place of the folder it says so', async () => {
    const file = join(freshFolder(), 'a-file');
    writeFileSync(file, '');
    for (const folder of [file, join(file, 'below')]) {
      const failure = mustFail(await initWorkstation(folder, ADMINS, OPTIONS));
      expect([failure.code, failure.message]).toEqual(['not-a-folder', expect.stringContaining('is not a folder')]);
    }
  });

  test('in an empty folder that others may read it closes it to them', async () => {
    const folder = freshFolder();
    chmodSync(folder, 0o755);
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });
});

describe('the data folder', () => {
  test('after all kinds of work: files 0600, folders 0700', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    // The practice vault of the folder itself, beside the one of the test.
    const own = must(await openWorkstationOfOwnPractice(station));
    own.close();
    for (const [name, mode] of Object.entries(modes(station.folder)))
      expect([name, mode]).toEqual([name, statSync(join(station.folder, name)).isDirectory() ? '700' : '600']);
    expect(Object.keys(modes(station.folder))).toContain('practice-vault/service.json');
  });

  test('holds nothing readable but names of identities: no key name, vault, secret or event', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    station.workstation.store.compact();
    station.close();
    for (const name of readdirSync(station.folder)) {
      const text = readFileSync(join(station.folder, name), 'latin1');
      for (const word of ['payroll', 'contoso', SECRET, 'azure-app', 'PRIVATE', 'log_event', ADA.passphrase])
        expect([name, word, text.includes(word)]).toEqual([name, word, false]);
    }
  });

  async function openWorkstationOfOwnPractice(station: Station) {
    station.close();
    const opened = await openWorkstation(station.folder, ADMINS, { ...OPTIONS, clock: station.clock });
    if (opened.ok) await must(opened.value.practice()).admin({ call: 'clear-faults' });
    return opened;
  }
});

describe('opening', () => {
  test('a folder where there never was a first start says how to make one', async () => {
    for (const folder of [freshFolder(), join(freshFolder(), 'nowhere')]) {
      const failure = mustFail(await openWorkstation(folder, ADMINS, OPTIONS));
      expect([failure.code, failure.advice]).toEqual(['not-initialised', expect.stringContaining('keyferry init')]);
      expect(mustFail(readIdentities(folder)).code).toBe('not-initialised');
    }
  });

  test('refused for its passphrases it leaves the folder free', async () => {
    const folder = freshFolder();
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    expect(mustFail(await openWorkstation(folder, [ADA, { ...BEN, passphrase: ADA.passphrase }], OPTIONS)).code).toBe(
      'login-refused',
    );
    must(await openWorkstation(folder, ADMINS, OPTIONS)).close();
  });

  test('identities without their store is refused: an empty one would hide that all is gone', async () => {
    const folder = freshFolder();
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    for (const name of ['snapshot.kfs', 'journal-1.kfj']) rmSync(join(folder, name));
    const failure = mustFail(await openWorkstation(folder, ADMINS, OPTIONS));
    expect([failure.code, failure.message]).toEqual(['store-missing', expect.stringContaining('snapshot.kfs')]);
    expect(failure.advice).toContain('backup');
    expect(readdirSync(folder)).toEqual(['identities.json']);
  });

  test('identities of another folder do not open the store, and it is said what belongs together', async () => {
    const [folder, other] = [freshFolder(), freshFolder()];
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    must(await initWorkstation(other, ADMINS, OPTIONS));
    cpSync(join(other, 'identities.json'), join(folder, 'identities.json'));
    const failure = mustFail(await openWorkstation(folder, ADMINS, OPTIONS));
    expect([failure.code, failure.advice]).toEqual(['wrong-master-key', expect.stringContaining('belong together')]);
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  });

  test('on a full disk it is refused, since the log could not be written, and the folder is free again', async () => {
    const folder = freshFolder();
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    const disk = new MoodyFiles();
    disk.fill();
    const options = { ...OPTIONS, files: disk.files };
    expect(mustFail(await openWorkstation(folder, ADMINS, options)).code).toBe('disk-full');
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
    disk.free();
    must(await openWorkstation(folder, ADMINS, options)).close();
  });

  test('after a torn commit it opens with a warning, which stands in the System log', async () => {
    const station = await makeStation();
    station.close();
    const journal = join(station.folder, 'journal-1.kfj');
    writeFileSync(journal, readFileSync(journal).subarray(0, -7));
    const { warnings } = await station.open();
    expect(warnings).toHaveLength(1);
    expect(station.log({ service: 'System', level: 'WARN' })).toMatchObject([
      { event: 'store-mended', message: warnings[0] },
    ]);
    expect(station.workstation.log.verify()).toBeUndefined();
  });
});

describe('one process per data folder', () => {
  test('a second opening is refused while the first is open; closing gives it back, and may be done twice', async () => {
    const station = await makeStation();
    const failure = mustFail(await openWorkstation(station.folder, ADMINS, station.options));
    expect([failure.code, failure.message]).toEqual(['folder-in-use', expect.stringContaining(String(process.pid))]);
    expect(mustFail(await initWorkstation(station.folder, ADMINS, station.options)).code).toBe('folder-in-use');
    const { workstation } = station;
    workstation.close();
    workstation.close();
    const again = must(await openWorkstation(station.folder, ADMINS, station.options));
    workstation.close();
    expect(mustFail(await openWorkstation(station.folder, ADMINS, station.options)).code).toBe('folder-in-use');
    again.close();
  });

  test('another process that holds the folder is named; when it is killed the folder is free', async () => {
    const folder = freshFolder();
    mkdirSync(folder, { recursive: true });
    must(await initWorkstation(folder, ADMINS, OPTIONS));
    const store = fileURLToPath(new URL('../../dist/main/store/index.js', import.meta.url));
    const program = `const { lockDataFolder } = await import(${JSON.stringify(store)});
      console.log(lockDataFolder(${JSON.stringify(folder)}).ok); setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const failure = mustFail(await openWorkstation(folder, ADMINS, OPTIONS));
    expect([failure.code, failure.message]).toEqual([
      'folder-in-use',
      expect.stringContaining(`process ${child.pid ?? 0}`),
    ]);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    must(await openWorkstation(folder, ADMINS, OPTIONS)).close();
  });
});
