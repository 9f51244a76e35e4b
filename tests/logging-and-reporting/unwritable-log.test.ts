import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreWriteError } from '../../main/store/index.js';
import type { Result } from '../../shared/result.js';
import { Cli } from '../doors/cli/support.js';
import { freshFolder } from '../support/folders.js';
import { MoodyFiles } from '../support/moody-files.js';
import { must } from '../support/must.js';
import { CREDENTIAL, stationWithKeys, type Station } from '../support/workstation.js';

/** The code of what was refused, however it is told. */
async function refusalOf(act: () => unknown): Promise<string> {
  try {
    const result = (await act()) as Result<unknown>;
    return result.ok ? 'DONE' : result.failure.code;
  } catch (error) {
    if (error instanceof StoreWriteError) return error.failure.code;
    throw error;
  }
}

/** A station with a key that is in the vault and one that is not, on a disk that can be told to refuse. */
async function onMoodyDisk(): Promise<{ readonly station: Station; readonly disk: MoodyFiles }> {
  const disk = new MoodyFiles();
  const station = await stationWithKeys(1, {}, { files: disk.files });
  await station.synchronize();
  await station.createKey();
  return { station, disk };
}

type Act = (station: Station) => unknown;

const PRIVILEGED: readonly (readonly [string, Act])[] = [
  ['Synchronize', (station) => station.workstation.keyManagement.cloud.synchronize(station.group(), [], {})],
  ['Force Rotation', (station) => station.workstation.keyManagement.cloud.rotate(station.group(), {})],
  [
    'Delete on Cloud Service',
    (station) => station.workstation.keyManagement.cloud.deleteOnCloud(station.group(), false),
  ],
  ['Create > Random', (station) => station.workstation.keyManagement.keys.create(station.group())],
  [
    'removing a key',
    (station) => station.workstation.keyManagement.keys.remove(station.group(), 'payroll-002', 'payroll-002'),
  ],
  ['removing a Key Group', (station) => station.workstation.keyManagement.groups.remove('payroll', 'payroll')],
  [
    'editing a Key Group',
    (station) => station.workstation.keyManagement.groups.edit('payroll', { rotateEvery: '90d' }),
  ],
  ['a setting', (station) => station.workstation.settings.set('designated-device', 'off')],
  [
    'updating a Cloud Credential',
    (station) =>
      station.workstation.credentials.update(CREDENTIAL, { clientId: '00000000-0000-4000-8000-00000000000f' }),
  ],
  ['signing a checkpoint', (station) => ({ ok: true, value: station.workstation.log.checkpoint('asked-for') })],
];

/** What the books and the vault say: nothing of it may change. */
async function standing(station: Station): Promise<unknown> {
  const { store, settings } = station.workstation;
  const rows = ['key_group', 'key', 'cloud_version', 'credential', 'job', 'log_event', 'checkpoint'].map((table) =>
    store.all(`SELECT * FROM ${table}`),
  );
  return { rows, settings: settings.all(), vault: await station.vaultKeys() };
}

describe('when the log cannot be written, privileged work stops and says so', () => {
  test.each(PRIVILEGED)('%s', async (_, act) => {
    const { station, disk } = await onMoodyDisk();
    station.workstation.log.write({
      ...{ service: 'System', level: 'INFO', event: 'azure-call', actor: 'x', object: 'y', message: 'z' },
    });
    const before = await standing(station);
    let requests = 0;
    station.beforeRequest = () => void (requests += 1);
    disk.fill();
    expect(await refusalOf(() => act(station))).toBe('disk-full');
    expect(requests).toBe(0);
    expect(await standing(station)).toEqual(before);
    // Room again: work goes on without a restart, and the log is sound.
    disk.free();
    expect(await refusalOf(() => act(station))).not.toBe('disk-full');
    expect(station.workstation.log.verify()).toBeUndefined();
  });

  test.each(['jsonl', 'csv'] as const)(
    'an export as %s: no file gets its name, and one that is there stays',
    async (format) => {
      const { station, disk } = await onMoodyDisk();
      const folder = freshFolder();
      const [file, there] = [join(folder, 'new.log'), join(folder, 'there.log')];
      writeFileSync(there, 'precious');
      must(
        await station.workstation.logExports.export({
          file: join(freshFolder(), 'x'),
          format,
          filter: {},
          overwrite: false,
        }),
      );
      disk.fill();
      for (const place of [file, there]) {
        const request = { file: place, format, filter: {}, overwrite: true };
        expect(await refusalOf(() => station.workstation.logExports.export(request))).toBe('disk-full');
      }
      expect(existsSync(file)).toBe(false);
      expect(readFileSync(there, 'utf8')).toBe('precious');
      expect(readdirSync(folder)).toEqual(['there.log']);
    },
  );

  test.each(['csv', 'pdf'] as const)('a report as %s', async (format) => {
    const { station, disk } = await onMoodyDisk();
    const folder = freshFolder();
    disk.fill();
    const request = { kind: 'inventory', file: join(folder, `r.${format}`), format, overwrite: false } as const;
    expect(await refusalOf(() => station.workstation.reports.export(request))).toBe('disk-full');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('the command line says it in a sentence, exits with 1 and opens nothing', async () => {
    const cli = new Cli();
    await cli.ready();
    const disk = new MoodyFiles();
    disk.fill();
    const ran = await cli.run(['--unlock', 'alice=alice.txt', '--unlock', 'bob=bob.txt', 'logs', 'export', 'x.csv'], {
      files: disk.files,
    });
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toMatch(/is full\. What was recorded before is safe/);
    expect(existsSync(join(cli.home, 'x.csv'))).toBe(false);
  });
});
