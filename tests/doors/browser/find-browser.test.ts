import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { browserPaths, canRun, findBrowser } from '../../../main/doors/browser/index.js';
import { freshFolder } from '../../support/folders.js';
import { must, mustFail } from '../../support/must.js';

const WINDOWS_ENV = {
  ProgramFiles: 'C:\\Program Files',
  'ProgramFiles(x86)': 'C:\\Program Files (x86)',
  LOCALAPPDATA: 'C:\\Users\\o\\AppData\\Local',
};

/** A machine on which these programs can be started. */
const machine = (platform: NodeJS.Platform, env: Readonly<Record<string, string>>, ...programs: readonly string[]) => ({
  platform,
  env,
  home: platform === 'win32' ? 'C:\\Users\\o' : '/home/o',
  canRun: (path: string) => programs.includes(path),
});

describe('the browser is found', () => {
  test.each([
    ['linux', '/usr/bin/chromium'],
    ['linux', '/snap/bin/chromium'],
    ['linux', '/usr/bin/google-chrome-stable'],
    ['linux', '/opt/microsoft/msedge/microsoft-edge'],
    ['darwin', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', '/home/o/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    ['win32', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
    ['win32', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['win32', 'C:\\Users\\o\\AppData\\Local\\Chromium\\Application\\chrome.exe'],
  ] as const)('on %s at %s', (platform, program) => {
    expect(must(findBrowser(machine(platform, platform === 'win32' ? WINDOWS_ENV : {}, program)))).toBe(program);
  });

  test('Chromium before Chrome before Edge', () => {
    const all = browserPaths({ platform: 'linux', env: {}, home: '/home/o' });
    expect(must(findBrowser(machine('linux', {}, ...all.toReversed())))).toBe('/usr/bin/chromium');
  });

  test('where KEYFERRY_BROWSER says, before all others', () => {
    const env = { KEYFERRY_BROWSER: '/opt/mine/browser' };
    expect(must(findBrowser(machine('linux', env, '/opt/mine/browser', '/usr/bin/chromium')))).toBe(
      '/opt/mine/browser',
    );
  });

  test('nowhere else when KEYFERRY_BROWSER names none', () => {
    const failure = mustFail(findBrowser(machine('linux', { KEYFERRY_BROWSER: '/nowhere' }, '/usr/bin/chromium')));
    expect(failure.code).toBe('browser-not-usable');
    expect(failure.message).toContain('/nowhere');
  });

  test.each([
    ['linux', 'sudo apt-get install chromium'],
    ['darwin', 'Install Chromium, Google Chrome or Microsoft Edge'],
    ['win32', 'Install Chromium, Google Chrome or Microsoft Edge'],
  ] as const)('or, on %s, what to do is said', (platform, advice) => {
    const failure = mustFail(findBrowser(machine(platform, {})));
    expect(failure.code).toBe('no-browser');
    expect(failure.advice).toContain(advice);
  });

  test.skipIf(process.platform === 'win32')('only where it can be started', () => {
    const folder = freshFolder();
    const program = join(folder, 'browser');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o600 });
    mkdirSync(join(folder, 'folder'));
    expect([program, join(folder, 'folder'), join(folder, 'none')].map(canRun)).toEqual([false, false, false]);
    chmodSync(program, 0o700);
    expect(canRun(program)).toBe(true);
  });
});
