import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KEY_TYPE_NAMES } from '../../shared/azure/key-types.js';
import { generateKeyPair, makeTransferBlob } from '../../main/crypto/index.js';
import { fixtureKek, fixtureKey, fixturePath, opensslPublic } from '../support/fixture-keys.js';
import { must } from '../support/must.js';

const KID = 'https://contoso.vault.azure.net/keys/keyferry-kek-1/0123456789abcdef0123456789abcdef';
const OURS = fileURLToPath(new URL('open-byok', import.meta.url));
const SHARED = fileURLToPath(new URL('../../../shared/tools/open-byok', import.meta.url));
const KEK_SIZES = [2048, 3072, 4096] as const;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyferry-witness-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function witness(tool: readonly string[], blob: Uint8Array, bits: number): Buffer {
  const file = join(folder, 'blob.byok');
  writeFileSync(file, blob);
  const [command = '', ...options] = tool;
  return opensslPublic(execFileSync(command, [...options, file, fixturePath(`kek-${bits}`)], { encoding: 'utf8' }));
}

describe('the OpenSSL command line opens our transfer blobs', () => {
  const tools = [[OURS], ...(existsSync(SHARED) ? [[SHARED, '--public']] : [])];
  test.each(KEY_TYPE_NAMES.flatMap((type) => KEK_SIZES.map((bits) => [type, bits] as const)))(
    '%s under a KEK of %d bits, to a key whose public half is ours',
    (type, bits) => {
      const { pkcs8, spki } = fixtureKey(type);
      const blob = must(makeTransferBlob({ pkcs8, kek: { kid: KID, spki: fixtureKek(bits).spki }, generator: 'test' }));
      for (const tool of tools) expect(witness(tool, blob, bits)).toEqual(Buffer.from(spki));
    },
  );

  test.each(['rsa-2048', 'p-256', 'p-384', 'p-521', 'p-256k'] as const)('a %s key made by us', async (type) => {
    const { pkcs8, spki } = await generateKeyPair(type);
    const blob = must(makeTransferBlob({ pkcs8, kek: { kid: KID, spki: fixtureKek(2048).spki }, generator: 'test' }));
    for (const tool of tools) expect(witness(tool, blob, 2048)).toEqual(Buffer.from(spki));
  });
});
