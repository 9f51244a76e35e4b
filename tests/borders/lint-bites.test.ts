import { ESLint } from 'eslint';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './tree.js';

// In a "single run" (CI=true) the parser would read the files from disk instead of the texts given here.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

const eslint = new ESLint({ cwd: ROOT, overrideConfigFile: join(ROOT, 'scripts/config/eslint.config.mjs') });

/** The rules that speak up when this text stands in that file (which must exist: the text only takes its place). */
async function rulesAgainst(filePath: string, text: string): Promise<readonly string[]> {
  expect(existsSync(join(ROOT, filePath)), `${filePath} is there`).toBe(true);
  const [result] = await eslint.lintText(`${text}\n`, { filePath: join(ROOT, filePath) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

const PATHS = 'import-x/no-restricted-paths';
const CRYPTO = 'main/crypto/bytes.ts';
const KEYCHAIN = 'main/keychain/types.ts';
const SHARED = 'shared/result.ts';
const IDENTITIES = 'main/identity-management/seal.ts';
const LOGGING = 'main/logging-and-reporting/chain.ts';

describe('lint bites', () => {
  test.each([
    ['a room imports the inside of another', IDENTITIES, "export * from '../logging-and-reporting/chain.js';", PATHS],
    [
      'a room imports the inside of another, for types',
      LOGGING,
      "export type * from '../identity-management/seal.js';",
      PATHS,
    ],
    [
      'a room imports another when it runs',
      LOGGING,
      "export const late = import('../identity-management/seal.js');",
      PATHS,
    ],
    ['a tool imports a room', KEYCHAIN, "export * from '../logging-and-reporting/index.js';", PATHS],
    ['a tool imports a tool it may not see', KEYCHAIN, "export * from '../azure/index.js';", PATHS],
    ['crypto imports a tool', CRYPTO, "export * from '../store/index.js';", PATHS],
    ['crypto imports a room', CRYPTO, "export * from '../logging-and-reporting/index.js';", PATHS],
    ['shared imports main', SHARED, "export * from '../main/keychain/index.js';", PATHS],
    ['main imports its tests', KEYCHAIN, "export * from '../../tests/support/must.js';", PATHS],
    ['two files import each other', CRYPTO, "export { subKey } from './sealing.js';", 'import-x/no-cycle'],
    ['a room imports electron', LOGGING, "export { app } from 'electron';", 'no-restricted-imports'],
    ['there is a default export', KEYCHAIN, 'export default 1;', 'import-x/no-default-export'],
    ['there is an any', KEYCHAIN, 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
    [
      'the compiler is told to be silent',
      KEYCHAIN,
      "// @ts-ignore\nexport const x: number = '1';",
      '@typescript-eslint/ban-ts-comment',
    ],
    ['Math.random is used', KEYCHAIN, 'export const x = Math.random();', 'no-restricted-properties'],
    [
      'Math.random is used in a script',
      'scripts/demo.mjs',
      'export const x = Math.random();',
      'no-restricted-properties',
    ],
    [
      'a promise floats',
      KEYCHAIN,
      'export function f(): void { Promise.resolve(1); }',
      '@typescript-eslint/no-floating-promises',
    ],
    [
      'a switch forgets a member of its union',
      KEYCHAIN,
      "export function f(x: 'a' | 'b'): number { switch (x) { case 'a': return 1; } return 2; }",
      '@typescript-eslint/switch-exhaustiveness-check',
    ],
  ])('where %s', async (_, file, text, rule) => {
    expect(await rulesAgainst(file, text)).toContain(rule);
  });

  test.each([
    [
      'a room imports the door of another',
      IDENTITIES,
      "export { JobRunner } from '../logging-and-reporting/index.js';",
    ],
    ['a room imports a tool', LOGGING, "export { overwrite } from '../crypto/index.js';"],
    ['a tool imports a tool it may see', KEYCHAIN, "export { overwrite } from '../crypto/index.js';"],
    ['crypto imports shared', CRYPTO, "export { ok } from '../../shared/result.js';"],
  ])('and is silent where %s', async (_, file, text) => {
    expect(await rulesAgainst(file, text)).toEqual([]);
  });
});
