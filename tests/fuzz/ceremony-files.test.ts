import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEscrowFile } from '../../main/ceremonies/escrow/escrow-file.js';
import { readShareText } from '../../main/ceremonies/escrow/share-text.js';
import { readCeremonyPackage } from '../../main/ceremonies/packages/ceremony-package.js';
import { readClosingRecord } from '../../main/ceremonies/packages/closing-record.js';
import { readKekElsewhere } from '../../main/ceremonies/packages/kek-elsewhere.js';
import { makeKekPackage, readKekPackage } from '../../main/ceremonies/packages/kek-package.js';
import { signerOf } from '../../main/crypto/index.js';
import type { Result } from '../../shared/result.js';
import { fixtureKek } from '../support/fixture-keys.js';
import { must } from '../support/must.js';
import { asText, damaged, PARAMETERS, twisted } from './mutations.js';

/* Files of ceremonies come from a stick: whatever stands in them is a Result with a sentence, never a throw. */

const FILE = makeKekPackage(
  {
    ...{ kid: `https://contoso.vault.localhost/keys/kek/${'a'.repeat(32)}`, vault: 'contoso', practice: true },
    ...{ spki: fixtureKek(2048).spki, expiresOn: 2, madeAt: 1, madeBy: 'Ada' },
    workstationId: '11111111-1111-4111-8111-111111111111',
  },
  signerOf(new Uint8Array(32).fill(1)),
);
const MEMBERS = JSON.parse(Buffer.from(FILE).toString('utf8')) as Record<string, unknown>;
const READERS = {
  'keyferry-kek-package-1': readKekPackage,
  'keyferry-ceremony-package-1': readCeremonyPackage,
  'keyferry-escrow-1': readEscrowFile,
  'keyferry-ceremony-closing-1': readClosingRecord,
} as const satisfies Readonly<Record<string, (bytes: Uint8Array) => Result<unknown>>>;

function refused(result: Result<unknown>): void {
  expect(result.ok).toBe(false);
  if (result.ok) return;
  expect(result.failure.code).toMatch(/^[a-z][a-z0-9-]+$/);
  expect(result.failure.message.length).toBeLessThan(2000);
}

describe('files of ceremonies', () => {
  test.each(Object.entries(READERS))('%s: nothing that was changed is read', (format, read) => {
    must(readKekPackage(FILE));
    const whole = Buffer.from(JSON.stringify({ ...MEMBERS, format }));
    const files = fc.oneof(
      damaged(Buffer.from(FILE)),
      damaged(whole),
      twisted({ ...MEMBERS, format }).map((twist) => Buffer.from(asText(twist))),
    );
    fc.assert(
      fc.property(files, (bytes) => {
        if (Buffer.compare(bytes, FILE) !== 0) refused(read(Uint8Array.from(bytes)));
      }),
      PARAMETERS,
    );
  });

  test('a KEK from elsewhere, and a share as it is typed', () => {
    const shown = { key: { kid: MEMBERS['kid'], kty: 'RSA-HSM', n: 'AQAB', e: 'AQAB' }, attributes: { exp: 1 } };
    const files = fc.oneof(
      twisted(shown).map((twist) => Buffer.from(asText(twist))),
      damaged(Buffer.from(`-----BEGIN PUBLIC KEY-----\n${'AAAA'.repeat(30)}\n-----END PUBLIC KEY-----\n`)),
    );
    fc.assert(
      fc.property(files, (bytes) => {
        const read = readKekElsewhere(Uint8Array.from(bytes), undefined);
        if (!read.ok) refused(read);
      }),
      PARAMETERS,
    );
    const set = { setId: '0'.repeat(32), commitment: '0'.repeat(64), threshold: 2, shares: [] };
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => refused(readShareText(text, set))),
      PARAMETERS,
    );
  });
});
