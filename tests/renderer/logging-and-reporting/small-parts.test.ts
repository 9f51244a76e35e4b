import { describe, expect, it } from 'vitest';
import { fileName, withFormat } from '../../../renderer/logging-and-reporting/export-file/file-names.js';
import { ALL_JOBS, fittingJobs } from '../../../renderer/logging-and-reporting/jobs/job-filter.js';
import { isHash, reportColumns } from '../../../renderer/logging-and-reporting/reports/report-columns.js';
import { reportRequest } from '../../../renderer/logging-and-reporting/reports/report-request.js';
import { chosenBetween, rowAfterKey } from '../../../renderer/logging-and-reporting/system-logs/list-keys.js';
import {
  columnWidth,
  eventAsText,
  gridColumns,
  LOG_COLUMNS,
} from '../../../renderer/logging-and-reporting/system-logs/log-columns.js';
import { makeEvent, makeJob, NOW } from './make.js';

describe('the filter of the jobs', () => {
  const jobs = [
    makeJob(),
    makeJob({ type: 'rotate', groupName: 'invoices', state: 'failed', result: 'Refused by the vault.' }),
    makeJob({ groupName: 'archive', practice: true, state: 'running' }),
  ];

  it('leaves all jobs as they are when nothing is asked for', () => {
    expect(fittingJobs(jobs, ALL_JOBS)).toBe(jobs);
  });

  it.each([
    ['a state', { state: 'failed' as const, text: '' }, ['invoices']],
    ['a word of the type, in any case', { state: 'all' as const, text: 'ROTATE' }, ['invoices']],
    ['every word', { state: 'all' as const, text: 'contoso archive' }, ['archive']],
    ['the practice vault', { state: 'all' as const, text: 'practice' }, ['archive']],
    ['a state and a word that do not go together', { state: 'running' as const, text: 'invoices' }, []],
  ])('finds %s', (_what, filter, names) => {
    expect(fittingJobs(jobs, filter).map((job) => job.groupName)).toEqual(names);
  });
});

describe('the name of an export', () => {
  it('says what and when, in UTC', () => {
    expect(fileName('keyferry-logs', 'csv', NOW)).toBe('keyferry-logs-2026-11-24-0924.csv');
  });

  it.each([
    ['/tmp/a.txt', '/tmp/a.jsonl'],
    ['C:\\logs\\A.CSV', 'C:\\logs\\A.jsonl'],
    ['/tmp/a.log', '/tmp/a.log'],
    ['/tmp/a', '/tmp/a'],
    ['', ''],
  ])('follows the format: %s becomes %s', (before, after) => {
    expect(withFormat(before, 'jsonl')).toBe(after);
  });
});

describe('the keys of the list of events', () => {
  const keys = { rows: 100, pageRows: 20, row: 50, firstInSight: 40 };

  it.each([
    ['ArrowDown', 51],
    ['ArrowUp', 49],
    ['PageDown', 70],
    ['PageUp', 30],
    ['Home', 0],
    ['End', 99],
    ['a', undefined],
  ])('%s leads to row %s', (key, row) => {
    expect(rowAfterKey(key, keys)).toBe(row);
  });

  it('stay within the list, and begin with what is in sight', () => {
    expect(rowAfterKey('PageDown', { ...keys, row: 95 })).toBe(99);
    expect(rowAfterKey('ArrowUp', { ...keys, row: 0 })).toBe(0);
    expect(rowAfterKey('ArrowDown', { ...keys, row: undefined })).toBe(40);
    expect(rowAfterKey('End', { ...keys, rows: 0 })).toBeUndefined();
  });

  it('choose from the anchor to the active event, whichever is older', () => {
    expect(chosenBetween(undefined, 7)).toEqual({ oldest: 7, newest: 7 });
    expect(chosenBetween(9, 7)).toEqual({ oldest: 7, newest: 9 });
    expect(chosenBetween(9, undefined)).toBeUndefined();
  });
});

describe('the columns of the list of events', () => {
  it('take remembered widths within bounds', () => {
    const [time] = LOG_COLUMNS;
    if (!time) throw new Error('There is no column.');
    expect(columnWidth(time, 1)).toBe(time.least);
    expect(gridColumns({ time: 300 }).wide.startsWith('300px ')).toBe(true);
    expect(gridColumns({}).narrow.split('px').length).toBeLessThan(gridColumns({}).wide.split('px').length);
  });

  it('are copied as one line whatever a message holds', () => {
    const text = eventAsText(makeEvent(1, { message: 'one\ntwo\tthree' }));
    expect(text.split('\t')).toHaveLength(6);
    expect(text).not.toContain('\n');
  });
});

describe('reports', () => {
  it('are asked for with a number of days only where that says something', () => {
    expect(reportRequest('inventory', Number.NaN)).toEqual({ kind: 'inventory' });
    expect(reportRequest('expiring', 30)).toEqual({ kind: 'expiring', withinDays: 30 });
    for (const days of [0, -1, 1.5, 3651, Number.NaN]) expect(reportRequest('expiring', days)).toBeUndefined();
  });

  it('know a column of fingerprints from one of words', () => {
    const rows = [
      ['payroll', 'a1'.repeat(32)],
      ['', ''],
    ];
    expect(isHash(rows, 0)).toBe(false);
    expect(isHash(rows, 1)).toBe(true);
    expect(isHash([['']], 0)).toBe(false);
    expect(reportColumns({ columns: ['Key Group', 'SPKI SHA-256'], rows }).map((column) => column.mono)).toEqual([
      false,
      true,
    ]);
  });
});
