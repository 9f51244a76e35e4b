import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { freshFolder } from '../support/folders.js';
import { ROOT } from './tree.js';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
interface Locked {
  readonly packages: Record<string, { version?: string; integrity?: string; optional?: boolean }>;
}

/** The scripts are plain JavaScript, so that they run before anything is installed; their types are told here. */
async function script<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(join(ROOT, 'scripts', 'lib', name)).href)) as T;
}

const counts = await script<{
  countsOfVitest: (file: string) => (Counts & { skippedTests: unknown }) | undefined;
  countsOfBun: (output: string) => Counts | undefined;
  notRunOfTests: (
    lines: readonly string[],
    skipped: readonly { title: string; fullName: string }[],
  ) => readonly string[];
  closingLine: (counts: Counts) => string;
}>('counts.mjs');
const { sameAsLocked } = await script<{ sameAsLocked: (lock: Locked, installed: Locked) => boolean }>(
  'dependencies.mjs',
);
const { nodeTooOld } = await script<{ nodeTooOld: (version: string) => string | undefined }>('node-version.mjs');
const { notInstalled } = await script<{ notInstalled: (list: readonly string[], output: string) => readonly string[] }>(
  'system-packages.mjs',
);
const { whyLine } = await script<{ whyLine: (text: string) => string }>('say.mjs');

describe('the sum of the checks', () => {
  test.each([
    [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed'],
    [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped'],
  ])('ends with a line that can be read by machines', (sum, line) => {
    expect(counts.closingLine(sum)).toBe(line);
  });

  test('takes what vitest reports, and a file that does not load as a failure', () => {
    const file = join(freshFolder(), 'report.json');
    const result = (status: string, title = 't') => ({ status, title, fullName: `group ${title}` });
    const testResults = [
      { status: 'passed', assertionResults: [result('passed'), result('skipped', 's'), result('failed')] },
      { status: 'failed', assertionResults: [] },
    ];
    writeFileSync(file, JSON.stringify({ testResults }));
    expect(counts.countsOfVitest(file)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      skippedTests: [{ title: 's', fullName: 'group s' }],
    });
    expect(counts.countsOfVitest(join(file, 'not-there'))).toBeUndefined();
  });

  test("takes bun's last lines, and no end for a crash", () => {
    const end = ' 94 pass\n 2 skip\n 1 fail\n 1016 expect() calls\nRan 97 tests across 5 files. [2.38s]\n';
    expect(counts.countsOfBun(end)).toEqual({ passed: 94, failed: 1, skipped: 2 });
    expect(counts.countsOfBun('(pass) one\npanic: Segmentation fault')).toBeUndefined();
  });

  test('names what did not run: by the reason that was told, else by its name', () => {
    const skipped = [
      { title: 'a keyring', fullName: 'real a keyring' },
      { title: 'other', fullName: 'real other' },
    ];
    expect(counts.notRunOfTests(['a keyring: no D-Bus', ''], skipped)).toEqual([
      'a keyring: no D-Bus',
      'real other: skipped in its test file, without a reason',
    ]);
  });
});

describe('the setup', () => {
  test.each([
    ['18.20.4', /20\.19 or newer; this is 18\.20\.4/],
    ['20.18.9', /20\.19 or newer/],
  ])('refuses Node %s with a sentence', (version, sentence) => {
    expect(nodeTooOld(version)).toMatch(sentence);
  });

  test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('takes Node %s', (version) => {
    expect(nodeTooOld(version)).toBeUndefined();
  });

  test('installs again when a package is missing or another, not for optional ones of other systems', () => {
    const a = { version: '1.0.0', integrity: 'x' };
    const lock: Locked = { packages: { '': {}, 'node_modules/a': a, 'node_modules/b': { ...a, optional: true } } };
    expect(sameAsLocked(lock, { packages: { 'node_modules/a': a } })).toBe(true);
    expect(sameAsLocked(lock, { packages: {} })).toBe(false);
    expect(sameAsLocked(lock, { packages: { 'node_modules/a': { ...a, version: '1.0.1' } } })).toBe(false);
    expect(sameAsLocked(lock, { packages: { 'node_modules/a': { ...a, integrity: 'y' } } })).toBe(false);
  });

  test('knows an installed package from one that is removed or was never there', () => {
    const output = 'make installed\nopenssl config-files\ndpkg-query: no packages found matching dbus\n';
    expect(notInstalled(['make', 'openssl', 'dbus'], output)).toEqual(['openssl', 'dbus']);
  });

  test('finds the line that says why', () => {
    expect(whyLine('npm error code 1\nnpm error gyp failed\nmore')).toBe('npm error gyp failed');
    expect(whyLine('')).toBe('it printed nothing');
  });
});

describe.runIf(process.platform !== 'win32')('the commands', () => {
  test.each(['scripts/keyferry.mjs', '.ci/run'])('%s can be executed', (path) => {
    expect(statSync(join(ROOT, path)).mode & 0o111).not.toBe(0);
  });

  test('npx keyferry in a checkout takes our own script, with its arguments, output and exit code', () => {
    const checkout = freshFolder();
    cpSync(join(ROOT, 'scripts', 'keyferry.mjs'), join(checkout, 'scripts', 'keyferry.mjs'));
    cpSync(join(ROOT, 'package.json'), join(checkout, 'package.json'));
    const put = (path: string, text: string): void => {
      mkdirSync(join(checkout, path, '..'), { recursive: true });
      writeFileSync(join(checkout, path), text);
    };
    const runCli = 'export async function runCli(args) { console.log(JSON.stringify(args)); return 7; }\n';
    put('dist/main/doors/cli/index.js', runCli);
    put('dist/main/tsconfig.tsbuildinfo', '{}');
    put('node_modules/.package-lock.json', '{}');
    const run = spawnSync('npx', ['--offline', 'keyferry', 'group', '--json', '--help'], {
      cwd: checkout,
      encoding: 'utf8',
    });
    expect(run.stdout.trim()).toBe('["group","--json","--help"]');
    expect(run.status).toBe(7);
  });
});
