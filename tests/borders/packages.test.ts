import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from './tree.js';

const versions = z.record(z.string(), z.string()).default({});
const groups = z.object({
  dependencies: versions,
  optionalDependencies: versions,
  devDependencies: versions,
  overrides: versions,
});
const lockFile = z.object({ packages: z.looseObject({ '': groups.omit({ overrides: true }) }) });
const lockedPackages = z.object({ packages: z.record(z.string(), z.object({ optionalDependencies: versions })) });

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const manifest = groups.parse(read('package.json'));
const { dependencies, optionalDependencies, devDependencies } = manifest;

/** Where npm finds a package that another needs: in that one's own node_modules, else in those of the folders above. */
function isLocked(locked: ReadonlySet<string>, from: string, name: string): boolean {
  const inside = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (locked.has(inside)) return true;
  return from !== '' && isLocked(locked, from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), name);
}

/** `PACKAGE needs NAME` for every optional dependency that the lock file does not hold. */
function missingOptional(lock: unknown): readonly string[] {
  const { packages } = lockedPackages.parse(lock);
  const locked = new Set(Object.keys(packages));
  return Object.entries(packages).flatMap(([path, { optionalDependencies: wanted }]) =>
    Object.keys(wanted)
      .filter((name) => !isLocked(locked, path, name))
      .map((name) => `${path} needs ${name}`),
  );
}

const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

describe('the packages', () => {
  test.each(Object.keys(groups.shape) as (keyof typeof manifest)[])('have exact versions in %s', (group) => {
    expect(Object.entries(manifest[group]).filter(([, version]) => !EXACT.test(version))).toEqual([]);
  });

  test('are the same in the lock file', () => {
    expect(lockFile.parse(read('package-lock.json')).packages['']).toMatchObject({
      dependencies,
      optionalDependencies,
      devDependencies,
    });
  });

  test('have all their optional packages in the lock file, of every system: without one `npm ci` fails everywhere', () => {
    expect(missingOptional(read('package-lock.json'))).toEqual([]);
  });

  test.each([
    ['beside it', 'node_modules/a', 'node_modules/b', []],
    ['inside it', 'node_modules/a', 'node_modules/a/node_modules/b', []],
    ['further up', 'node_modules/x/node_modules/@s/a', 'node_modules/x/node_modules/b', []],
    ['only inside another', 'node_modules/a', 'node_modules/x/node_modules/b', ['node_modules/a needs b']],
    ['nowhere', 'node_modules/a', 'node_modules/c', ['node_modules/a needs b']],
  ])('are looked for as npm does: %s', (_, path, there, missing) => {
    const lock = { packages: { '': {}, [path]: { optionalDependencies: { b: '1.0.0' } }, [there]: {} } };
    expect(missingOptional(lock)).toEqual(missing);
  });

  test('run no install scripts of their own accord', () => {
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8').split('\n')).toContain('ignore-scripts=true');
  });

  test.each(Object.keys({ ...dependencies, ...optionalDependencies }))(
    'of the product: a decision names %s',
    (name) => {
      const folder = join(ROOT, 'docs', 'decisions');
      const pages = (existsSync(folder) ? readdirSync(folder) : []).filter((file) => file.endsWith('.md'));
      // As a whole word: `zod` is not named by `zod-to-json`, nor `@azure/identity` by `@azure/identity-broker`.
      const named = new RegExp(`(?<![\\w@/.-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w/-])`);
      const naming = pages.filter((page) => named.test(readFileSync(join(folder, page), 'utf8')));
      expect(naming, `pages of docs/decisions that name ${name}`).not.toEqual([]);
    },
  );
});
