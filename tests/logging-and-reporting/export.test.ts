import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { EXPORT_FORMATS, type LogEvent } from '../../shared/domain/log-event.js';
import { exportEvents, firstBrokenLink, hashEvent } from '../../main/logging-and-reporting/index.js';
import { freshFolder } from '../support/folders.js';
import { must, mustFail } from '../support/must.js';
import { makeStation, stationWithKeys } from '../support/workstation.js';

function eventWith(change: Partial<LogEvent> = {}): LogEvent {
  const unhashed = {
    sequence: 1,
    time: Date.UTC(2026, 10, 23, 9, 0, 0),
    service: 'Azure Service',
    level: 'WARN',
    event: 'tested',
    actor: 'Ada + Ben',
    object: 'contoso/payroll',
    message: 'Waited 2 s.',
    previousHash: '0'.repeat(64),
    ...change,
  } as const;
  return { ...unhashed, hash: hashEvent(unhashed) };
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
const left = (folder: string): string[] => readdirSync(folder).filter((name) => name.startsWith('.keyferry'));

describe('Export File', () => {
  test.each(EXPORT_FORMATS)(
    'as %s: one row for each event, and the answer names file, rows and SHA-256',
    async (format) => {
      const station = await stationWithKeys(1);
      await station.synchronize();
      const file = join(freshFolder(), `azure-service.${format}`);
      const events = station.log({ service: 'Azure Service' });
      const receipt = must(await exportEvents(events, { file, format, overwrite: false }));
      expect(receipt).toMatchObject({ file, rows: events.length, sha256: sha256(file) });
      const lines = readFileSync(file, 'utf8').split('\n');
      expect(lines.at(-1)).toBe('');
      expect(lines).toHaveLength(events.length + 1 + (format === 'csv' ? 1 : 0));
      expect(statSync(file).mode & 0o777).toBe(0o600);
    },
  );

  test('JSON Lines hold every field as it was hashed: the chain can be verified from the file alone', async () => {
    const station = await makeStation();
    const file = join(freshFolder(), 'log.jsonl');
    must(await exportEvents(station.workstation.log.each({}), { file, format: 'jsonl', overwrite: false }));
    const events = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as LogEvent);
    expect(events).toEqual(station.log());
    expect(firstBrokenLink(events)).toBeUndefined();
  });

  test('text is one line for each event, as people read it', async () => {
    const file = join(freshFolder(), 'log.txt');
    must(await exportEvents([eventWith({ requestId: 'an-id' })], { file, format: 'text', overwrite: false }));
    expect(readFileSync(file, 'utf8')).toBe(
      '2026-11-23T09:00:00.000Z WARN  [Azure Service] Waited 2 s. (#1 tested by Ada + Ben on contoso/payroll request an-id)\n',
    );
  });

  test.each(['\n', '\r\n', '\u2028', '\u2029', '\u0085', '\u0000', '\u001b[2J', '\t'])(
    'text: a message with %j in it is still one line, and shows it',
    async (character) => {
      const file = join(freshFolder(), 'log.txt');
      const message = `done${character}2026-11-23T09:00:00.000Z INFO forged`;
      must(await exportEvents([eventWith({ message })], { file, format: 'text', overwrite: false }));
      const text = readFileSync(file, 'utf8');
      expect(text.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(text).toMatch(/done\\u[0-9a-f]{4}/);
    },
  );

  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['\nx', `"'\nx"`],
    ['＝1+1', "'＝1+1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['plain', 'plain'],
    ['a=b', 'a=b'],
    ["'twas", "''twas"],
  ])('CSV: %j becomes %j', async (message, cell) => {
    const file = join(freshFolder(), 'log.csv');
    must(await exportEvents([eventWith({ message })], { file, format: 'csv', overwrite: false }));
    const [head, ...rest] = readFileSync(file, 'utf8').split('\n');
    expect(head).toBe(
      'sequence,time,service,level,event,actor,approver,object,message,outcome,reason,jobId,requestId,previousHash,hash',
    );
    expect(rest.join('\n')).toBe(
      `1,2026-11-23T09:00:00.000Z,Azure Service,WARN,tested,Ada + Ben,,contoso/payroll,${cell},,,,,${'0'.repeat(64)},${eventWith({ message }).hash}\n`,
    );
  });

  test('of nothing is an empty file (CSV: its head), and 0 rows', async () => {
    const folder = freshFolder();
    for (const format of EXPORT_FORMATS) {
      const file = join(folder, format);
      expect(must(await exportEvents([], { file, format, overwrite: false })).rows).toBe(0);
      expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(format === 'csv' ? 2 : 1);
    }
  });

  test('of 50,000 events does not hold them in memory, and its sum is right', async () => {
    const file = join(freshFolder(), 'log.jsonl');
    const event = eventWith();
    function* many(): Generator<LogEvent> {
      for (let n = 0; n < 50_000; n += 1) yield event;
    }
    const receipt = must(await exportEvents(many(), { file, format: 'jsonl', overwrite: false }));
    expect([receipt.rows, receipt.sha256]).toEqual([50_000, sha256(file)]);
  });
});

describe('an export never overwrites unasked', () => {
  test('what is there stays, whether file, folder or link; asked for, the file is replaced in one step', async () => {
    const folder = freshFolder();
    const [file, below, link] = [join(folder, 'log.txt'), join(folder, 'sub'), join(folder, 'link')];
    writeFileSync(file, 'precious');
    mkdirSync(below);
    symlinkSync(join(folder, 'nowhere'), link);
    for (const there of [file, below, link]) {
      const failure = mustFail(await exportEvents([eventWith()], { file: there, format: 'text', overwrite: false }));
      expect([failure.code, failure.message]).toEqual([
        'file-exists',
        `${there} is already there, and nothing was written.`,
      ]);
    }
    expect(readFileSync(file, 'utf8')).toBe('precious');
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
    must(await exportEvents([eventWith()], { file, format: 'text', overwrite: true }));
    expect(readFileSync(file, 'utf8')).toContain('Waited 2 s.');
    expect(left(folder)).toEqual([]);
  });

  test('a folder is not overwritten even when asked', async () => {
    const folder = freshFolder();
    mkdirSync(join(folder, 'sub'));
    const request = { file: join(folder, 'sub'), format: 'text', overwrite: true } as const;
    expect(mustFail(await exportEvents([eventWith()], request)).code).toBe('is-a-folder');
    expect(left(folder)).toEqual([]);
  });

  test('a file that appears while the export is written is not overwritten', async () => {
    const folder = freshFolder();
    const file = join(folder, 'log.txt');
    function* events(): Generator<LogEvent> {
      yield eventWith();
      writeFileSync(file, 'was quicker');
    }
    expect(mustFail(await exportEvents(events(), { file, format: 'text', overwrite: false })).code).toBe('file-exists');
    expect(readFileSync(file, 'utf8')).toBe('was quicker');
    expect(left(folder)).toEqual([]);
  });

  test('not on a disk without hard links either (a USB stick)', async () => {
    const folder = freshFolder();
    const file = join(folder, 'log.txt');
    const noLinks = (): never => {
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    };
    const request = { file, format: 'text', overwrite: false } as const;
    const receipt = must(await exportEvents([eventWith()], request, { link: noLinks }));
    expect(receipt.sha256).toBe(sha256(file));
    expect(mustFail(await exportEvents([eventWith({ message: 'again' })], request, { link: noLinks })).code).toBe(
      'file-exists',
    );
    expect(readFileSync(file, 'utf8')).toContain('Waited 2 s.');
    expect(left(folder)).toEqual([]);
  });
});

describe('a place that does not take the file', () => {
  test('is said in a sentence', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'a-file'), '');
    const cases: readonly [string, string][] = [
      [join(folder, 'nowhere', 'log.txt'), 'folder-missing'],
      [join(folder, 'a-file', 'log.txt'), 'folder-missing'],
      [join(folder, 'x'.repeat(300)), 'name-refused'],
      ['/proc/log.txt', 'folder-missing'],
      ['/dev/full/log.txt', 'folder-missing'],
    ];
    for (const [file, code] of cases) {
      const failure = mustFail(await exportEvents([eventWith()], { file, format: 'text', overwrite: false }));
      expect([file, failure.code]).toEqual([file, code]);
      expect(failure.message).toContain(file);
      expect(failure.advice).toBeDefined();
    }
  });

  test.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EROFS', 'not-writable'],
    ['EACCES', 'not-writable'],
    ['EIO', 'disk-failed'],
  ])('%s while it is put in its place: %s, and nothing is left', async (code, expected) => {
    const folder = freshFolder();
    const failing = (): never => {
      throw Object.assign(new Error(code), { code });
    };
    const request = { file: join(folder, 'log.txt'), format: 'text', overwrite: false } as const;
    expect(mustFail(await exportEvents([eventWith()], request, { link: failing })).code).toBe(expected);
    expect(readdirSync(folder)).toEqual([]);
  });
});
