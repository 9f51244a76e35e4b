import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract, type ReportView } from '../../shared/contract/index.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { CREDENTIAL, makeStation, stationWithKeys, type Station } from '../support/workstation.js';

const DAY_MS = 86_400_000;

function report(station: Station, request: Parameters<Station['workstation']['reports']['make']>[0]): ReportView {
  return contract.loggingAndReporting.calls.report.reply.parse(must(station.workstation.reports.make(request)));
}

/** The cells of one column. */
function column(view: ReportView, name: string): string[] {
  const at = view.columns.indexOf(name);
  expect(at, name).toBeGreaterThanOrEqual(0);
  return view.rows.map((row) => row[at] ?? '');
}

describe('the inventory', () => {
  test('has every key of every group with what is known of it', async () => {
    const station = await stationWithKeys(2, { rotateEvery: '90d', validFor: '1y' });
    await station.synchronize(['payroll-001']);
    await station.rotate();
    station.createGroup({ name: 'archive' });
    await station.createKey('=SUM(A1)', station.group('archive'));
    const view = report(station, { kind: 'inventory' });
    expect(column(view, 'Key')).toEqual(['=SUM(A1)', 'payroll-001', 'payroll-002', 'payroll-003']);
    expect(column(view, 'Key Group')).toEqual(['archive', 'payroll', 'payroll', 'payroll']);
    expect(column(view, 'State')).toEqual(['never pushed', 'older version', 'never pushed', 'active']);
    expect(new Set(column(view, 'Source'))).toEqual(new Set(['software (not an HSM)']));
    expect(new Set(column(view, 'Cloud'))).toEqual(new Set(['PRACTICE vault']));
    expect(new Set(column(view, 'Cloud Credential'))).toEqual(new Set([CREDENTIAL]));
    const [first, , third] = station.keys();
    expect(column(view, 'SPKI SHA-256').slice(1)).toEqual(station.keys().map((key) => key.spkiSha256));
    expect(column(view, 'Version in the vault')).toEqual([
      '',
      first?.versions[0]?.version,
      '',
      third?.versions[0]?.version,
    ]);
    expect(column(view, 'Expires')[3]).toMatch(/^2027-11-23T\d\d:\d\d:\d\dZ$/);
    expect(column(view, 'Last rotated')[3]).toMatch(/^2026-11-23T/);
    expect(column(view, 'Next rotation')[3]).toMatch(/^2027-02-21T/);
    expect(column(view, 'Next rotation')[0]).toBe('');
  });

  test('a key deleted on the cloud has no version there any more', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    await station.deleteOnCloud(true);
    const view = report(station, { kind: 'inventory' });
    expect([column(view, 'State'), column(view, 'Version in the vault')]).toEqual([['deleted on cloud'], ['']]);
  });

  test('of an empty workstation has no rows, and its columns all the same', async () => {
    const view = report(await makeStation(), { kind: 'inventory' });
    expect([view.rows, view.columns.length]).toEqual([[], 15]);
  });
});

describe('what expires', () => {
  test('active versions, secrets and rotations within the days asked for, the soonest first, what is past included', async () => {
    const station = await stationWithKeys(1, { rotateEvery: '20d', validFor: '60d' });
    await station.synchronize();
    await station.rotate();
    const now = station.clock.now();
    must(await station.workstation.credentials.update(CREDENTIAL, { secretExpiresOn: now + 40 * DAY_MS }));
    const what = (withinDays?: number) =>
      column(report(station, { kind: 'expiring', ...(withinDays === undefined ? {} : { withinDays }) }), 'What');
    expect(what(10)).toEqual([]);
    expect(what()).toEqual(['Rotation due']);
    expect(what(50)).toEqual(['Rotation due', 'Client secret expires']);
    // The older version expires as well, but nothing depends on it any more.
    expect(what(90)).toEqual(['Rotation due', 'Client secret expires', 'Active version expires']);
    station.clock.advance(25 * DAY_MS);
    const later = report(station, { kind: 'expiring', withinDays: 20 });
    expect(column(later, 'How soon')).toEqual(['since 5 days', 'in 15 days']);
    expect(later.filter).toContain('within 20 day(s), until 2027-01-07');
  });
});

describe('Export of a report', () => {
  test('writes the CSV form whose SHA-256 the report shows, formulas neutralised, and logs it', async () => {
    const station = await stationWithKeys(0);
    await station.createKey('=HYPERLINK("http://x")');
    await station.createKey('two\u2028lines, and "quotes"');
    const file = join(freshFolder(), 'inventory.csv');
    const shown = report(station, { kind: 'inventory' });
    const receipt = must(
      await station.workstation.reports.export({ kind: 'inventory', format: 'csv', file, overwrite: false }),
    );
    const text = readFileSync(file, 'utf8');
    expect(receipt).toEqual({ file, rows: 2, sha256: shown.sha256 });
    expect(createHash('sha256').update(text).digest('hex')).toBe(shown.sha256);
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(text.trimEnd().split('\n')).toHaveLength(3);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const event = station.log().at(-1);
    expect(event).toMatchObject({ service: 'System', event: 'report-exported', actor: 'Ada' });
    expect(event?.message).toContain(shown.sha256);
  });

  test('a file that is there is replaced only when asked for; a failure leaves nothing behind and no line in the log', async () => {
    const station = await stationWithKeys(1);
    const folder = freshFolder();
    const file = join(folder, 'report.csv');
    writeFileSync(file, 'mine');
    mkdirSync(join(folder, 'sub'));
    const tell = (place: { file: string; overwrite: boolean }) =>
      station.workstation.reports.export({ kind: 'inventory', format: 'csv', ...place });
    const before = station.log().length;
    expect(mustFail(await tell({ file, overwrite: false })).code).toBe('file-exists');
    expect(mustFail(await tell({ file: join(folder, 'none', 'x.csv'), overwrite: false })).code).toBe('folder-missing');
    expect(mustFail(await tell({ file: join(folder, 'sub'), overwrite: true })).code).toBe('is-a-folder');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(station.log()).toHaveLength(before);
    must(await tell({ file, overwrite: true }));
    expect(readFileSync(file, 'utf8')).toContain('payroll-001');
    expect(readdirSync(folder).sort()).toEqual(['report.csv', 'sub']);
  });
});

describe('the other reports', () => {
  test('access: every identity with its last login, and who did privileged acts', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    station.workstation.log.write({
      ...{ service: 'Key Management', level: 'INFO', event: 'key-removed', actor: 'Old Hand', approver: 'Ada' },
      ...{ object: 'contoso/payroll/payroll-009', message: 'Key payroll-009 removed from this workstation.' },
    });
    const { columns, rows } = report(station, { kind: 'access' });
    const byName = new Map(rows.map((row) => [row[0], Object.fromEntries(columns.map((name, at) => [name, row[at]]))]));
    expect(byName.get('Ada')).toMatchObject({ Role: 'Administrator', State: 'active', 'Confirmed for others': '1' });
    expect(byName.get('Ada')?.['What was done']).toContain('1 job-succeeded');
    expect(byName.get('Old Hand')).toMatchObject({ State: 'no identity here any more', 'Privileged acts': '1' });
  });

  test('drift: what was never compared, and what a comparison found', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    expect(report(station, { kind: 'drift' }).rows[0]?.slice(3, 5)).toEqual(['', 'never compared']);
    must(await station.workstation.keyManagement.drift.compare(station.group()));
    expect(report(station, { kind: 'drift' }).rows[0]?.[4]).toBe('in sync');
  });

  test('history: every event about a key, of its group and its jobs; also after it was removed', async () => {
    const station = await stationWithKeys(2);
    const job = await station.synchronize(['payroll-001']);
    const { columns, rows, practice } = report(station, { kind: 'key-history', group: 'payroll', key: 'payroll-001' });
    const what = columns.indexOf('What');
    expect(rows.map((row) => row[what])).toEqual(
      expect.arrayContaining(['key-created', 'key-synchronized', 'azure-call']),
    );
    expect(rows.filter((row) => row[what] === 'key-created')).toHaveLength(1);
    expect(rows.some((row) => row[columns.indexOf('Job')] === job.id.slice(0, 8))).toBe(true);
    expect(practice).toBe(true);
    must(station.workstation.keyManagement.groups.remove('payroll', 'payroll'));
    const { reports } = station.workstation;
    expect(mustFail(reports.make({ kind: 'key-history', group: 'payroll' })).code).toBe('group-not-found');
    expect(mustFail(reports.make({ kind: 'key-history' })).code).toBe('bad-input');
    const removed = must(reports.make({ kind: 'key-history', group: 'contoso/payroll' }));
    expect(removed.rows.at(-1)?.[what]).toBe('group-removed');
    expect(removed.practice).toBe(true);
  });

  test('as PDF: A4, several pages, and the log has the SHA-256 of the file', async () => {
    const station = await stationWithKeys(1);
    await station.synchronize();
    const file = join(freshFolder(), 'history.pdf');
    const request = { kind: 'key-history', group: 'payroll', format: 'pdf', file, overwrite: false } as const;
    const receipt = must(await station.workstation.reports.export(request));
    const bytes = readFileSync(file);
    expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(receipt.sha256);
    expect(bytes.toString('latin1')).toMatch(/\/MediaBox \[0 0 841\.89 595\.28\]/);
    expect(station.log().at(-1)?.message).toContain(receipt.sha256);
  });
});
