import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ignoredNames, ownFiles, ROOT } from './tree.js';

const TOP_LEVEL = new Set([
  ...['main', 'renderer', 'preload', 'shared', 'resources', 'tests', 'docs', 'scripts'],
  ...['package.json', 'package-lock.json', 'electron-builder.yml', 'tsconfig.json'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE'],
]);

const SOURCE = /\.(ts|tsx|mts|cts|js|mjs|cjs|css|sh)$/;
const MOST_LINES = 600;
const FEW_LINES = 300;

const lines = (path: string): number => readFileSync(join(ROOT, path), 'utf8').trimEnd().split('\n').length;
const sources = ownFiles()
  .filter((path) => SOURCE.test(path) && !path.startsWith('tests/fixtures/'))
  .map((path) => ({ path, lines: lines(path) }));

describe('the tree', () => {
  test('has at its top only what the plan of the house names', () => {
    const ignored = ignoredNames();
    const others = readdirSync(ROOT).filter(
      (name) => !TOP_LEVEL.has(name) && !name.startsWith('.') && !ignored.has(name) && !name.endsWith('.tsbuildinfo'),
    );
    expect(others).toEqual([]);
  });

  test(`has no file of more than ${MOST_LINES} lines`, () => {
    expect(sources.filter((file) => file.lines > MOST_LINES)).toEqual([]);
  });

  test(`has nine of ten files within ${FEW_LINES} lines`, () => {
    const long = sources.filter((file) => file.lines > FEW_LINES).sort((a, b) => b.lines - a.lines);
    const list = long.map((file) => `\n  ${String(file.lines)} ${file.path}`).join('');
    console.info(`${String(long.length)} of ${String(sources.length)} files have more than ${FEW_LINES} lines.${list}`);
    expect(long.length).toBeLessThanOrEqual(sources.length / 10);
  });

  test('has files in kebab-case, React components in PascalCase', () => {
    const name =
      /^(?:[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|module|d))*\.\w+|[A-Z][A-Za-z0-9]*(?:\.(?:test|module))?\.(?:tsx|css))$/;
    expect(sources.filter(({ path }) => !name.test(path.split('/').at(-1) ?? '')).map(({ path }) => path)).toEqual([]);
  });
});
