import { describe, expect, test } from 'vitest';
import { publicJwkFromSpki } from '../../main/crypto/index.js';
import { kekFromFile } from '../../main/ceremonies/keys/read-kek.js';
import { makeKekPackage } from '../../main/ceremonies/packages/kek-package.js';
import { readKekElsewhere } from '../../main/ceremonies/packages/kek-elsewhere.js';
import { signerOf } from '../../main/crypto/index.js';
import { planOf } from '../support/ceremony-plan.js';
import { fixtureKek, fixtureKey } from '../support/fixture-keys.js';
import { must, mustFail } from '../support/must.js';

const KID = `https://contoso.vault.azure.net/keys/my-kek/${'a'.repeat(32)}`;
const PRACTICE_KID = KID.replace('azure.net', 'localhost');
const { spki } = fixtureKek(3072);
const jwk = must(publicJwkFromSpki(spki));
if (jwk.kty !== 'RSA') throw new Error('A KEK is RSA.');
const { n, e } = jwk;
const plain = (text: string): string => Buffer.from(text, 'base64url').toString('base64');
const bytesOf = (value: unknown): Uint8Array =>
  Uint8Array.from(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
const pemOf = (der: Uint8Array, what = 'PUBLIC KEY'): string =>
  `-----BEGIN ${what}-----\n${Buffer.from(der)
    .toString('base64')
    .replaceAll(/(.{64})/g, '$1\n')}\n-----END ${what}-----\n`;

/** As `az keyvault key show` prints it: members that are not there are null, numbers are plain base64. */
const SHOWN = {
  attributes: { created: '2026-11-20T09:00:00+00:00', enabled: true, expires: '2026-12-31T00:00:00+00:00' },
  key: { crv: null, d: null, e: plain(e), k: null, keyOps: ['import'], kid: KID, kty: null, n: plain(n), p: null },
  managed: null,
  name: 'my-kek',
  tags: {},
};
/** As Azure's REST answers it. */
const ANSWERED = {
  key: { kid: KID, kty: 'RSA-HSM', key_ops: ['import'], n, e },
  attributes: { enabled: true, exp: Date.UTC(2026, 11, 31) / 1000 },
};

describe('a KEK from elsewhere', () => {
  test.each<[what: string, file: unknown, kid: string | undefined, found: object]>([
    ['PEM with its kid', pemOf(spki), KID, { saysImport: false }],
    ['a JWK with its kid in it', { kty: 'RSA', kid: KID, n, e, key_ops: ['import'] }, undefined, { saysImport: true }],
    ['a JWK with its kid given', { kty: 'RSA', n, e }, KID, { saysImport: false }],
    ['the output of az', SHOWN, undefined, { saysImport: true, expiresOn: Date.UTC(2026, 11, 31) }],
    ["Azure's own answer", ANSWERED, undefined, { saysImport: true, expiresOn: Date.UTC(2026, 11, 31) }],
    ['the output of az with the kid said once more', SHOWN, KID, {}],
  ])('is read as %s', (_, file, kid, found) => {
    expect(must(readKekElsewhere(bytesOf(file), kid))).toMatchObject({
      kid: KID,
      vault: 'contoso',
      practice: false,
      spki,
      ...found,
    });
  });

  const ec = must(publicJwkFromSpki(fixtureKey('p-256').spki));
  test.each<[what: string, code: string, file: unknown, kid: string | undefined]>([
    ['PEM without a kid', 'kid-needed', pemOf(spki), undefined],
    ['another kid than the file says', 'kid-differs', SHOWN, KID.replace(/a$/, 'b')],
    ['a kid without its version', 'kid-malformed', pemOf(spki), 'https://contoso.vault.azure.net/keys/my-kek'],
    ['a kid of a host that is no vault', 'kek-other-host', pemOf(spki), KID.replace('vault.azure.net', 'evil.example')],
    ['a private key as PEM', 'kek-private', pemOf(spki, 'PRIVATE KEY'), KID],
    ['a private key as JWK', 'kek-private', { kty: 'RSA', kid: KID, n, e, d: 'AQAB' }, undefined],
    [
      'a key that may decrypt, too',
      'kek-usages',
      { ...SHOWN, key: { ...SHOWN.key, keyOps: ['import', 'decrypt'] } },
      undefined,
    ],
    ['an EC key', 'kek-unreadable', { ...ec, kid: KID }, undefined],
    ['an RSA key that says it is EC', 'kek-unreadable', { kty: 'EC', kid: KID, n, e }, undefined],
    ['a certificate', 'kek-unreadable', pemOf(spki, 'CERTIFICATE'), KID],
    ['an empty file', 'kek-unreadable', '', KID],
    ['a file that is too large', 'kek-too-large', ' '.repeat(70_000), KID],
  ])('is refused: %s', (_, code, file, kid) => {
    expect(mustFail(readKekElsewhere(bytesOf(file), kid)).code).toBe(code);
  });
});

describe('a KEK against the plan', () => {
  const PLAN = planOf({ mode: 'PRODUCTION' });
  const NOW = Date.UTC(2026, 10, 24);
  const read = (plan = PLAN, file: unknown = SHOWN, now = NOW, kid?: string) =>
    kekFromFile(plan, file instanceof Uint8Array ? file : bytesOf(file), kid, now);
  const kekPackage = (ceremony: string): Uint8Array =>
    makeKekPackage(
      {
        ...{ kid: PRACTICE_KID, vault: 'contoso', spki, expiresOn: NOW + 1, practice: true, ceremony },
        ...{ madeAt: NOW, madeBy: 'Ada', workstationId: '11111111-1111-4111-8111-111111111111' },
      },
      signerOf(new Uint8Array(32).fill(1)),
    );

  test('is taken where it fits, and everybody sees what is to be read aloud', () => {
    const { facts } = must(read());
    expect(Object.fromEntries(facts.map(({ name, value }) => [name, value]))).toMatchObject({
      KEK: KID,
      Bits: '3072',
      Origin: 'another tool',
      'Key operations': 'import only',
      Expires: '2026-12-31T00:00:00.000Z',
    });
    must(read(planOf({ kek: { vault: 'Contoso' } }), kekPackage('2026-payroll')));
  });

  const kek = (change: object) => planOf({ mode: 'PRODUCTION', kek: { vault: 'contoso', ...change } });
  test.each<[what: string, code: string, () => ReturnType<typeof read>]>([
    ['of another vault', 'kek-wrong-vault', () => read(kek({ vault: 'fabrikam' }))],
    [
      'of another vault than a key',
      'kek-wrong-vault',
      () => read({ ...PLAN, keys: [{ group: 'a', type: 'p-256', vault: 'x-y' }] }),
    ],
    ['with another kid', 'kek-other-kid', () => read(kek({ kid: KID.replace(/a$/, 'b') }))],
    ['with another fingerprint', 'kek-other-key', () => read(kek({ spkiSha256: 'a'.repeat(64) }))],
    ['that is over', 'kek-expired', () => read(PLAN, SHOWN, Date.UTC(2027, 0, 1))],
    ['of a rehearsal in production', 'practice-in-production', () => read(PLAN, kekPackage('2026-payroll'))],
    ['of production in a rehearsal', 'production-in-practice', () => read(planOf())],
    ['made for another ceremony', 'kek-other-ceremony', () => read(planOf(), kekPackage('another-one'))],
    ['whose package is of another kid', 'kid-differs', () => read(planOf(), kekPackage('2026-payroll'), NOW, KID)],
    ['with an old schema', 'package-old-schema', () => read(planOf(), { format: 'keyferry-kek-package-0' })],
    [
      'that is a ceremony package',
      'package-other-kind',
      () => read(planOf(), { format: 'keyferry-ceremony-package-1' }),
    ],
  ])('is refused %s', (_, code, act) => {
    expect(mustFail(act()).code).toBe(code);
  });
});
