import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from './tree.js';

interface Shipped {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly window: boolean;
}

async function script<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(join(ROOT, 'scripts', 'lib', name)).href)) as T;
}
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const lock = z
  .object({
    packages: z.record(z.string(), z.looseObject({ hasInstallScript: z.boolean().optional() })),
  })
  .parse(JSON.parse(read('package-lock.json')));
const manifest = z
  .looseObject({ name: z.string(), version: z.string(), dependencies: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read('package.json')));

const { productPackages, licencePage, WINDOW_PACKAGES } = await script<{
  productPackages: (lock: unknown) => readonly Shipped[];
  licencePage: (lock: unknown) => string;
  WINDOW_PACKAGES: readonly string[];
}>('product-packages.mjs');
const { prettied } = await script<{ prettied: (markdown: string) => Promise<string> }>('prettied.mjs');
const { bill } = await script<{ bill: (manifest: unknown, lock: unknown) => Promise<unknown> }>('bill.mjs');

const shipped = productPackages(lock);

/** Which licences are taken, and why. Where there is a choice, the permissive one is taken. */
const TAKEN: Readonly<Record<string, string>> = {
  MIT: 'permissive; the notice is kept in the package',
  ISC: 'permissive, as MIT',
  '0BSD': 'permissive, asks for nothing',
  'BSD-3-Clause': 'permissive; the notice is kept in the package',
  'Apache-2.0': 'permissive, with a patent grant; the notice is kept in the package',
  '(BSD-2-Clause OR MIT OR Apache-2.0)': 'MIT is taken',
  '(MIT OR Apache-2.0)': 'MIT is taken',
  '(MIT OR WTFPL)': 'MIT is taken',
  '(BSD-3-Clause OR GPL-2.0)': 'node-forge: BSD-3-Clause is taken',
};

/** Packages whose licence the lock file does not name in a word: looked at one by one. */
const LOOKED_AT: Readonly<Record<string, string>> = {
  'dejavu-fonts-ttf': 'Bitstream Vera and Arev licences: fonts may be embedded and shipped with a program',
  'png-js': 'MIT, by its LICENSE file',
};

describe('the licences of what ships', () => {
  test('are ones that are taken, each with a reason', () => {
    const others = shipped.filter(({ name, license }) => !(license in TAKEN) && !(name in LOOKED_AT));
    expect(others.map(({ name, license }) => `${name}: ${license}`)).toEqual([]);
  });

  test('hold no reason for what is gone', () => {
    const licences = new Set(shipped.map(({ license }) => license));
    const names = new Set(shipped.map(({ name }) => name));
    expect(Object.keys(TAKEN).filter((licence) => !licences.has(licence))).toEqual([]);
    expect(Object.keys(LOOKED_AT).filter((name) => !names.has(name))).toEqual([]);
  });

  test('stand in docs/licences.md as the lock file has them (npm run sbom)', async () => {
    expect(read('docs/licences.md')).toBe(await prettied(licencePage(lock)));
  });
});

describe('the list of what ships', () => {
  test('names everything that the window is built from', () => {
    const sources = ['renderer', 'preload'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.tsx?$/.test(name))
        .map((name) => read(join(folder, name))),
    );
    const imported = sources.flatMap((text) =>
      [...text.matchAll(/from '([^.'][^']*)'/g)].map(([, name = '']) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? ''),
    );
    const known = new Set([...WINDOW_PACKAGES, ...Object.keys(manifest.dependencies), 'electron']);
    expect([...new Set(imported)].filter((name) => !known.has(name))).toEqual([]);
  });

  test('holds no tool', () => {
    const tools = [
      'vitest',
      'typescript',
      'eslint',
      'electron-builder',
      'playwright-core',
      'bun',
      'fast-check',
      'vite',
    ];
    expect(shipped.filter(({ name }) => tools.includes(name))).toEqual([]);
    expect(shipped.length).toBeGreaterThan(100);
  });
});

describe('the bill of materials', () => {
  const schema = z.looseObject({
    bomFormat: z.literal('CycloneDX'),
    specVersion: z.literal('1.5'),
    serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
    metadata: z.looseObject({
      component: z.looseObject({ name: z.string(), version: z.string(), 'bom-ref': z.string() }),
    }),
    components: z.array(
      z.looseObject({
        'bom-ref': z.string(),
        type: z.string(),
        name: z.string(),
        version: z.string(),
        purl: z.string().regex(/^pkg:npm\/.+@\d/),
        hashes: z
          .array(z.strictObject({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) }))
          .min(1),
      }),
    ),
    dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
  });

  test('is CycloneDX, names what ships with its hashes, and is closed', async () => {
    const made = schema.parse(await bill(manifest, lock));
    expect(made.metadata.component).toMatchObject({ name: manifest.name, version: manifest.version });
    const named = made.components.map(({ name, version }) => `${name}@${version}`).sort();
    expect(named).toEqual([...new Set(shipped.map(({ name, version }) => `${name}@${version}`))].sort());
    const refs = new Set([made.metadata.component['bom-ref'], ...made.components.map((one) => one['bom-ref'])]);
    const loose = made.dependencies
      .flatMap(({ ref, dependsOn }) => [ref, ...dependsOn])
      .filter((ref) => !refs.has(ref));
    expect(loose).toEqual([]);
  });
});

describe('install scripts', () => {
  const decision = read('docs/decisions/0009-install-scripts-are-off.md');
  const withScripts = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.split('node_modules/').at(-1) ?? '');

  test.each(withScripts)('of %s are spoken of in decision 0009', (name) => {
    expect(decision).toContain(`\`${name}\``);
  });

  test('are in no other package that ships than keytar', () => {
    const scripts = new Set(withScripts);
    expect(shipped.filter(({ name }) => scripts.has(name)).map(({ name }) => name)).toEqual(['keytar']);
  });

  test('are the ones that the lock file was made with: no package hides one', () => {
    const hidden = shipped.filter(({ path }) => {
      const file = join(ROOT, path, 'package.json');
      if (!existsSync(file)) return false;
      const { scripts = {} } = z
        .looseObject({ scripts: z.record(z.string(), z.string()).optional() })
        .parse(JSON.parse(readFileSync(file, 'utf8')));
      return ['preinstall', 'install', 'postinstall'].some((name) => name in scripts);
    });
    expect(hidden.map(({ name }) => name)).toEqual(['keytar']);
  });
});
