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

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const manifest = groups.parse(read('package.json'));
const { dependencies, optionalDependencies, devDependencies } = manifest;

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
