import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SoftwareKeySource } from '../../main/key-sources/index.js';
import { openContents, sealContents } from '../../main/workstation/backup/contents.js';
import { asId } from '../../shared/domain/ids.js';
import { fixtureKek } from '../support/fixture-keys.js';
import { must } from '../support/must.js';

/*
 * What Node's Buffer pool still holds after a secret was worked with: small buffers are cut from it, so what is not
 * overwritten stands there until others come.
 */
function pool(): Buffer {
  const probe = Buffer.from('x');
  return Buffer.from(probe.buffer);
}

describe('after the call', () => {
  test('the pool of small buffers holds nothing of a key that was made and wrapped', async () => {
    const source = new SoftwareKeySource(randomBytes(32));
    const id = asId.key('44444444-4444-4444-8444-444444444444');
    const { material } = await source.make(id, 'p-256');
    const kek = { kid: `https://contoso.vault.azure.net/keys/kek/${'0'.repeat(32)}`, spki: fixtureKek(2048).spki };
    must(source.wrap({ keyId: id, material, kek }));
    // The head of every PKCS#8 P-256 key, with its scalar behind it.
    const head = '308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420';
    expect(pool().toString('hex')).not.toContain(head);
    source.close();
  });

  test('nor of client secrets in a backup', () => {
    const secret = `secret-${randomBytes(12).toString('hex')}`;
    const key = randomBytes(32);
    const header = Buffer.from('header');
    const body = sealContents(key, { secrets: [{ account: 'a', secret }], image: new Uint8Array(9) }, header);
    must(openContents(key, body, header));
    expect(pool().includes(secret)).toBe(false);
  });

  test('and the look would see one that was left', () => {
    const left = Buffer.from('a secret that nobody overwrote');
    expect(pool().includes('a secret that nobody')).toBe(true);
    left.fill(0);
  });
});
