import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../borders/tree.js';
import { freshFolder } from '../support/folders.js';
import { script } from '../support/script.js';
import { stubProgram, wireOf } from './stub-electron.js';

interface Packed {
  readonly appOutDir: string;
  readonly electronPlatformName: string;
  readonly packager: { readonly executableName: string; readonly appInfo: { readonly productFilename: string } };
}

const { default: afterPack, programIn } = await script<{
  default: (packed: Packed) => Promise<void>;
  programIn: (packed: Packed) => string;
}>('after-pack.mjs');

const packed = (appOutDir: string, electronPlatformName: string): Packed => ({
  appOutDir,
  electronPlatformName,
  packager: { executableName: 'keyferry-desktop', appInfo: { productFilename: 'Keyferry' } },
});

describe('the fuses', () => {
  test.each([
    ['linux', 'keyferry-desktop'],
    ['win32', 'Keyferry.exe'],
  ])('are all set on %s', async (platform, name) => {
    const folder = freshFolder();
    writeFileSync(join(folder, name), stubProgram());
    await afterPack(packed(folder, platform));
    const wire = wireOf(join(folder, name));
    const state = (fuse: FuseV1Options): boolean => wire[fuse] === '1';
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      cookies: state(FuseV1Options.EnableCookieEncryption),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      asarOnly: state(FuseV1Options.OnlyLoadAppFromAsar),
      snapshot: state(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      file: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
      wasm: state(FuseV1Options.WasmTrapHandlers),
    }).toEqual({
      runAsNode: false,
      cookies: true,
      nodeOptions: false,
      inspect: false,
      integrity: true,
      asarOnly: true,
      snapshot: false,
      file: false,
      wasm: true,
    });
  });

  test('stop the build when Electron has one that nobody has decided on', async () => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'keyferry-desktop'), stubProgram(10));
    await expect(afterPack(packed(folder, 'linux'))).rejects.toThrow(/fuse/i);
  });

  test('are those of the application on macOS', () => {
    expect(programIn(packed('/out', 'darwin'))).toBe(join('/out', 'Keyferry.app'));
  });

  test('have a reason beside each', () => {
    const lines = readFileSync(join(ROOT, 'scripts', 'after-pack.mjs'), 'utf8').split('\n');
    const fuses = lines.flatMap((line, index) => (line.includes('[FuseV1Options.') ? [index] : []));
    expect(fuses.length).toBe(Object.values(FuseV1Options).filter((value) => typeof value === 'number').length);
    expect(fuses.filter((index) => !/^\s*\/\/ \S.*\.$/.test(lines[index - 1] ?? ''))).toEqual([]);
  });
});
