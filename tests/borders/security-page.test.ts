import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from './tree.js';

const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8').replace(/<!--[\s\S]*?-->/g, '');
const { scripts } = z
  .looseObject({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** Every path of ours that a text names, as a link or in code. */
function pathsIn(text: string): string[] {
  const links = [...text.matchAll(/\]\(\.\.\/([^)#\s]+)/g)].map(([, path = '']) => path);
  const code = [...text.matchAll(/`((?:tests|main|scripts|docs|shared|renderer)\/[^`\s]+)`/g)].map(
    ([, path = '']) => path,
  );
  return [...new Set([...links, ...code])];
}

/** The rows of the tables: promise, by, shown by. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| promise') && !line.startsWith('| ---'))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\||\|$/g, '').trim()));

describe('docs/security.md', () => {
  test.each(pathsIn(page))('%s is there', (path) => {
    expect(existsSync(join(ROOT, path))).toBe(true);
  });

  test('has for each promise how it is kept, and what shows it', () => {
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((cells) => cells.length !== 3 || cells.some((cell) => cell.length < 3))).toEqual([]);
  });

  test('shows each promise by a test or a command', () => {
    const shown = /\.\.\/(?:tests|main)\/|`(?:npm|keyferry) |release's notes|decisions\//;
    expect(rows.filter(([, , by = '']) => !shown.test(by)).map(([promise]) => promise)).toEqual([]);
  });

  test('names scripts that are there', () => {
    const named = [...page.matchAll(/`npm run ([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('and the look-out sees a path that is gone', () => {
    expect(pathsIn('[x](../tests/gone.test.ts) and `main/gone.ts`')).toEqual(['tests/gone.test.ts', 'main/gone.ts']);
  });
});
