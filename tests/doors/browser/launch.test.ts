import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { launchOptions, prepareProfile, type LaunchWishes } from '../../../main/doors/browser/launch.js';
import { asArgument, NO_NETWORK } from '../../../main/doors/no-network.js';
import { freshFolder } from '../../support/folders.js';

const options = (change: Partial<LaunchWishes> = {}) =>
  launchOptions({
    executablePath: '/usr/bin/chromium',
    headless: false,
    size: { width: 1200, height: 700 },
    root: false,
    ...change,
  }) ?? {};

describe('Chromium is started', () => {
  test('without a network', () => {
    expect(options().args).toEqual(expect.arrayContaining(NO_NETWORK.map(asArgument)));
  });

  test('as a window of the application, as large as it was', () => {
    expect(options().args?.filter((argument) => /^--(app|window-size)=/.test(argument))).toEqual([
      expect.stringMatching(/^--app=data:text\/html,/),
      '--window-size=1200,700',
    ]);
    expect(options().viewport).toBeNull();
  });

  test('over a pipe: nobody asks for a port', () => {
    expect(options().args?.join(' ')).not.toContain('remote-debugging');
  });

  test.each([
    [false, true],
    [true, false],
  ])('as root: %s, with its sandbox: %s', (root, chromiumSandbox) => {
    expect(options({ root }).chromiumSandbox).toBe(chromiumSandbox);
  });

  test('without downloads and service workers, and leaving signals to us', () => {
    expect(options()).toMatchObject({
      acceptDownloads: false,
      serviceWorkers: 'block',
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  });

  test('as the machine looks, unless a look is asked for', () => {
    expect(options().colorScheme).toBeNull();
    expect(options({ headless: true, colorScheme: 'dark', deviceScaleFactor: 2 })).toMatchObject({
      colorScheme: 'dark',
      deviceScaleFactor: 2,
      viewport: { width: 1200, height: 700 },
    });
  });

  test.skipIf(process.platform === 'win32')('with a profile that keeps no passphrase, for its owner alone', () => {
    const folder = freshFolder();
    prepareProfile(folder);
    const file = join(folder, 'Default', 'Preferences');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      credentials_enable_service: false,
      profile: { password_manager_enabled: false },
      download_restrictions: 3,
    });
    expect(statSync(file).mode & 0o077).toBe(0);
  });
});
