import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../borders/tree.js';
import { freshFolder } from '../support/folders.js';
import { script } from '../support/script.js';

const { electronRuntime } = await script<{
  electronRuntime: (folder: string) => { readonly program?: string; readonly version?: string; readonly why?: string };
}>('lib/electron-runtime.mjs');

/** node_modules/electron as npm leaves it, and with what its download adds. */
function electronFolder(parts: { readonly program?: boolean; readonly version?: string } = {}): string {
  const folder = freshFolder();
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version: '45.4.1' }));
  if (!parts.program) return folder;
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'path.txt'), 'electron');
  writeFileSync(join(folder, 'dist', 'electron'), '');
  writeFileSync(join(folder, 'dist', 'version'), `v${parts.version ?? '45.4.1'}`);
  return folder;
}

describe("Electron's runtime", () => {
  test('is found where its download put it', () => {
    const folder = electronFolder({ program: true });
    expect(electronRuntime(folder)).toEqual({ program: join(folder, 'dist', 'electron'), version: '45.4.1' });
  });

  test.each([
    ['the package is missing', () => freshFolder(), "Electron's package is not installed"],
    ['nothing was downloaded', () => electronFolder(), "Electron's runtime was not downloaded"],
    [
      'it is of another version',
      () => electronFolder({ program: true, version: '44.0.0' }),
      "Electron's runtime is 44.0.0, and 45.4.1 is needed",
    ],
  ])('is not taken where %s', (_, folder, why) => {
    expect(electronRuntime(folder())).toEqual({ why });
  });
});

describe('npm start', () => {
  const start = (args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) =>
    spawnSync(process.execPath, [join(ROOT, 'scripts', 'start.mjs'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
      timeout: 110_000,
    });

  test('tells how it is used', () => {
    const { status, stderr } = start(['--help']);
    expect(status).toBe(0);
    expect(stderr).toContain('--data-dir FOLDER');
  });

  test.runIf(process.platform === 'linux')(
    'without a display says so, points to the demonstration, and fails',
    { timeout: 120_000 },
    () => {
      const { status, stderr } = start([], { DISPLAY: undefined, WAYLAND_DISPLAY: undefined });
      expect(status).toBe(1);
      expect(stderr).toContain('There is no display here');
      expect(stderr).toContain('npm run demo');
    },
  );
});
