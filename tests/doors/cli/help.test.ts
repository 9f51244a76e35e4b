import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildProgram } from '../../../main/doors/cli/program.js';
import { VERSION } from '../../../main/doors/cli/version.js';
import { ROOT } from '../../borders/tree.js';
import { Cli } from './support.js';

function paths(command: Command, before: readonly string[] = []): string[][] {
  return command.commands.flatMap((child) => [[...before, child.name()], ...paths(child, [...before, child.name()])]);
}

const ALL = paths(buildProgram(() => Promise.resolve()));
const page = readFileSync(join(ROOT, 'docs/cli.md'), 'utf8');

describe('--help', () => {
  test.each(ALL.map((path) => [path.join(' '), path] as const))(
    'of %s shows how it is used, with an example',
    async (name, path) => {
      const ran = await new Cli().run([...path, '--help']);
      expect(ran).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toContain(`Usage: keyferry ${name}`);
      expect(ran.out).toMatch(new RegExp(`Examples?:\n  keyferry ${path[0] ?? ''}`));
      expect(ran.out).toContain('--data-dir <folder>');
    },
  );

  test('of keyferry shows the way to the first push', async () => {
    const { out } = await new Cli().run(['--help']);
    for (const step of [
      'init',
      'config set designated-device on',
      'credential add rehearsal --practice',
      'sync payroll',
    ])
      expect(out).toContain(`  keyferry ${step}\n`);
    expect(out.split('\n').filter((line) => line.length > 84)).toEqual([]);
  });

  test('can be asked for with help as well', async () => {
    expect((await new Cli().run(['help', 'sync'])).out).toContain('Usage: keyferry sync');
  });
});

describe('docs/cli.md', () => {
  const leaves = ALL.filter(
    (path) => !ALL.some((other) => other.length > path.length && path.every((word, at) => other[at] === word)),
  );

  test.each(leaves.map((path) => path.join(' ')))('names %s with an example', (name) => {
    expect(page).toMatch(new RegExp(`^\\| \`${name}\` +\\| .+ \\| \`keyferry ${name}.*\` +\\|$`, 'm'));
  });

  test('names no command that is not there', () => {
    const named = [...page.matchAll(/^\| `([a-z][a-z- ]+)` /gm)].map((match) => match[1]);
    expect(named.filter((name) => !leaves.some((path) => path.join(' ') === name))).toEqual([]);
  });

  test.each(['--data-dir', '--json', '--unlock', 'KEYFERRY_DATA_DIR', 'KEYFERRY_DEBUG'])('names %s', (word) => {
    expect(page).toContain(word);
  });
});

test('the version is that of the package', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(VERSION).toBe(manifest.version);
});
