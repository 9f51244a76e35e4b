import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { freshFolder } from '../support/folders.js';
import { refusal, TestWindow, value } from '../support/window.js';

/** Somebody's home folder. */
function home(): string {
  const folder = freshFolder();
  vi.stubEnv('HOME', folder);
  vi.stubEnv('USERPROFILE', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}

describe('the file of an export', () => {
  test('is suggested in Documents where there is one, and never anywhere else', async () => {
    const folder = home();
    const { loggingAndReporting } = (await TestWindow.open()).bridge;
    const suggest = async (name: string) => value(await loggingAndReporting.suggestFile({ name })).file;
    expect(await suggest('azure-service.csv')).toBe(join(folder, 'azure-service.csv'));
    mkdirSync(join(folder, 'Documents'));
    expect(await suggest('azure-service.csv')).toBe(join(folder, 'Documents', 'azure-service.csv'));
    expect(await suggest('../../etc/azure-service.csv')).toBe(join(folder, 'Documents', 'azure-service.csv'));
  });

  test.each([
    ['log.csv', 'csv', 'log.csv'],
    ['~/log.CSV', 'csv', 'log.CSV'],
    ['./kept/log.jsonl', 'jsonl', 'kept/log.jsonl'],
    ['log.log', 'text', 'log.log'],
    ['log', 'text', 'log.txt'],
    ['log.2026', 'csv', 'log.2026.csv'],
    ['.bashrc', 'text', '.bashrc.txt'],
    ['.csv', 'csv', '.csv.csv'],
    ['start.sh', 'text', 'start.sh.txt'],
    ['log.csv', 'jsonl', 'log.csv.jsonl'],
  ] as const)('that is named %s as %s is written to %s in the home folder', async (name, format, written) => {
    const folder = home();
    mkdirSync(join(folder, 'kept'));
    const { loggingAndReporting } = (await TestWindow.open()).bridge;
    const receipt = value(await loggingAndReporting.exportLogs({ file: name, format, filter: {}, overwrite: false }));
    expect(receipt.file).toBe(join(folder, written));
    expect(readFileSync(receipt.file, 'utf8')).toContain('first-start');
  });

  test('is not written over unless that was asked for', async () => {
    const folder = home();
    const { loggingAndReporting } = (await TestWindow.open()).bridge;
    const file = join(folder, 'report.csv');
    writeFileSync(file, 'mine');
    const request = { kind: 'inventory', format: 'csv', file } as const;
    expect(refusal(await loggingAndReporting.exportReport({ ...request, overwrite: false })).code).toBe('file-exists');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(value(await loggingAndReporting.exportReport({ ...request, overwrite: true })).rows).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toBe('mine');
  });

  test('is logged when it was written', async () => {
    const folder = home();
    const { loggingAndReporting } = (await TestWindow.open()).bridge;
    const receipt = value(
      await loggingAndReporting.exportLogs({ file: 'log.csv', format: 'csv', filter: {}, overwrite: false }),
    );
    const page = value(await loggingAndReporting.logPage({ filter: {}, offset: 0, limit: 1 }));
    expect(page.events[0]).toMatchObject({ event: 'logs-exported', object: join(folder, 'log.csv') });
    expect(page.events[0]?.message).toContain(receipt.sha256);
  });
});

describe("the system's own file dialog", () => {
  test('answers what was chosen, or nothing when it was closed', async () => {
    let chosen: string | undefined = '/home/ada/log.csv';
    const asked: string[] = [];
    const window = await TestWindow.open({
      chooseFile: (suggested) => {
        asked.push(suggested);
        return Promise.resolve(chosen);
      },
    });
    const { loggingAndReporting, identityManagement } = window.bridge;
    expect(value(await identityManagement.session()).nativeDialogs).toBe(true);
    expect(value(await loggingAndReporting.chooseFile({ file: 'log.csv' }))).toEqual({ file: '/home/ada/log.csv' });
    chosen = undefined;
    expect(value(await loggingAndReporting.chooseFile({ file: 'log.csv' }))).toEqual({});
    expect(asked).toEqual(['log.csv', 'log.csv']);
  });

  test('is not there in the browser window, which says what to do', async () => {
    const { loggingAndReporting } = (await TestWindow.open()).bridge;
    const refused = refusal(await loggingAndReporting.chooseFile({ file: 'log.csv' }));
    expect(refused).toMatchObject({
      code: 'no-dialog',
      message: 'This window has no file dialog: type the name of the file.',
    });
  });
});
