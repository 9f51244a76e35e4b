import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../borders/tree.js';

// electron-builder's own reader and schema: what it would say of our file.
const load = createRequire(join(ROOT, 'node_modules', 'electron-builder', 'package.json'));
const { getConfig, validateConfiguration } = load('app-builder-lib/out/util/config/config') as {
  getConfig: (folder: string, file: string, options: null) => Promise<unknown>;
  validateConfiguration: (config: unknown, log: unknown) => Promise<void>;
};
const { DebugLogger } = load('builder-util') as { DebugLogger: new (enabled: boolean) => unknown };

const config = z.looseObject({
  appId: z.string(),
  asar: z.boolean(),
  publish: z.null(),
  npmRebuild: z.boolean(),
  afterPack: z.string(),
  linux: z.looseObject({ target: z.array(z.string()), icon: z.string() }),
  win: z.looseObject({ target: z.array(z.string()), icon: z.string() }),
  mac: z.looseObject({
    target: z.array(z.string()),
    icon: z.string(),
    hardenedRuntime: z.boolean(),
    entitlements: z.string(),
    entitlementsInherit: z.string(),
  }),
});

async function ours(): Promise<z.infer<typeof config>> {
  return config.parse(await getConfig(ROOT, 'electron-builder.yml', null));
}

describe('electron-builder.yml', () => {
  test('is accepted by electron-builder', async () => {
    await expect(validateConfiguration(await ours(), new DebugLogger(false))).resolves.toBeUndefined();
  });

  test('and the check would see a word that it does not know', async () => {
    const wrong = { ...(await ours()), assar: true };
    await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(/assar/);
  });

  test('names the packages of the three systems', async () => {
    const { linux, win, mac } = await ours();
    expect([linux.target, win.target, mac.target]).toEqual([
      ['AppImage', 'deb'],
      ['nsis', 'msi'],
      ['dmg', 'zip'],
    ]);
  });

  test('holds no certificate, and publishes nothing', async () => {
    const text = JSON.stringify(await ours());
    expect(text).not.toMatch(/certificate|password|cscLink|identity|teamId|publisherName/i);
    expect((await ours()).publish).toBeNull();
  });

  test('hardens macOS, with one entitlement', async () => {
    const { mac } = await ours();
    expect(mac.hardenedRuntime).toBe(true);
    expect(mac.entitlementsInherit).toBe(mac.entitlements);
    const keys = [...readFileSync(join(ROOT, mac.entitlements), 'utf8').matchAll(/<key>([^<]+)<\/key>/g)];
    expect(keys.map(([, key]) => key)).toEqual(['com.apple.security.cs.allow-jit']);
  });

  test('names files that are there', async () => {
    const { linux, win, mac, afterPack } = await ours();
    const named = [afterPack, ...[linux.icon, win.icon, mac.icon].map((icon) => join('resources', icon))];
    expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

describe('the icons', () => {
  const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const side = (png: Buffer): number => {
    expect(png.subarray(0, 8)).toEqual(PNG);
    expect(png.readUInt32BE(20)).toBe(png.readUInt32BE(16));
    return png.readUInt32BE(16);
  };
  const read = (...path: string[]): Buffer => readFileSync(join(ROOT, 'resources', ...path));

  test.each([16, 24, 32, 48, 64, 128, 256, 512])('of Linux have %i pixels', (size) => {
    expect(side(read('icons', `${size}x${size}.png`))).toBe(size);
  });

  test('of Windows hold every size, where the table says', () => {
    const file = read('icon.ico');
    const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => 6 + 16 * index);
    const sides = entries.map((at) => {
      const [length, offset] = [file.readUInt32LE(at + 8), file.readUInt32LE(at + 12)];
      expect(file[at]).toBe(side(file.subarray(offset, offset + length)) % 256);
      return side(file.subarray(offset, offset + length));
    });
    expect(sides).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  test('of macOS hold every size, up to 1024', () => {
    const file = read('icon.icns');
    expect(file.toString('latin1', 0, 4)).toBe('icns');
    expect(file.readUInt32BE(4)).toBe(file.length);
    const sides = new Map<string, number>();
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      sides.set(file.toString('latin1', at, at + 4), side(file.subarray(at + 8)));
    }
    expect(Object.fromEntries(sides)).toMatchObject({
      icp4: 16,
      icp5: 32,
      ic07: 128,
      ic08: 256,
      ic09: 512,
      ic10: 1024,
    });
  });
});
