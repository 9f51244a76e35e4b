import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { beforeAll, describe, expect, test } from 'vitest';
import { LARGEST_PACKAGE } from '../../shared/domain/ceremony/packages.js';
import type { Result } from '../../shared/result.js';
import { makeTransferBlob, signerOf } from '../../main/crypto/index.js';
import { readEscrowFile, makeEscrow } from '../../main/ceremonies/escrow/escrow-file.js';
import { makeClosingRecord, readClosingRecord } from '../../main/ceremonies/packages/closing-record.js';
import {
  makeCeremonyPackage,
  readCeremonyPackage,
  type ReadTravellingKey,
} from '../../main/ceremonies/packages/ceremony-package.js';
import { makeKekPackage, readKekPackage } from '../../main/ceremonies/packages/kek-package.js';
import { SoftwareKeySource } from '../../main/key-sources/index.js';
import { asId } from '../../shared/domain/ids.js';
import { fingerprints } from '../../main/crypto/index.js';
import { planOf } from '../support/ceremony-plan.js';
import { fixtureKek, fixtureKey } from '../support/fixture-keys.js';
import { must, mustFail } from '../support/must.js';

const SIGNER = signerOf(new Uint8Array(32).fill(7));
const OTHER = signerOf(new Uint8Array(32).fill(8));
const STATION = '11111111-1111-4111-8111-111111111111';
const NOW = Date.UTC(2026, 10, 24);
const KID = `https://contoso.vault.localhost/keys/kek/${'a'.repeat(32)}`;
const KEK = fixtureKek(2048);

type Members = Record<string, unknown>;
type Read = (bytes: Uint8Array) => Result<unknown>;
interface Kind {
  readonly format: keyof typeof LARGEST_PACKAGE;
  readonly read: Read;
  make: () => Promise<Uint8Array> | Uint8Array;
}

function travellingKey(): ReadTravellingKey {
  const { pkcs8, spki } = fixtureKey('p-256');
  const blob = must(makeTransferBlob({ pkcs8, kek: { kid: KID, spki: KEK.spki }, generator: 'test' }));
  const blobSha256 = createHash('sha256').update(blob).digest('hex');
  const facts = { group: 'payroll', vault: 'contoso', type: 'p-256', usages: ['sign', 'verify'] } as const;
  return { ...facts, usages: ['sign', 'verify'], spki, ...must(fingerprints(spki)), blob, blobSha256 };
}

function ceremonyFile(): Uint8Array {
  const kek = { kid: KID, vault: 'contoso', spki: KEK.spki, spkiSha256: must(fingerprints(KEK.spki)).spkiSha256 };
  return makeCeremonyPackage(
    {
      ...{ plan: planOf(), keys: [travellingKey()], recordSoFar: '{"a":1}\n', madeAt: NOW, workstationId: STATION },
      kek: { ...kek, practice: true, origin: 'package', expiresOn: NOW },
    },
    SIGNER,
  );
}

async function escrowFile(): Promise<Uint8Array> {
  const source = new SoftwareKeySource(new Uint8Array(32));
  const id = asId.key('k');
  const { spki, material } = await source.make(id, 'p-256');
  const { blob: _, blobSha256: _sum, ...facts } = travellingKey();
  const keys = [{ ...facts, id, material, spki, ...must(fingerprints(spki)) }];
  const wanted = { ceremony: 'a-ceremony', mode: 'PRACTICE', threshold: 2, holders: ['A', 'B', 'C'] } as const;
  return must(await makeEscrow({ ...wanted, keys, madeAt: NOW, workstationId: STATION }, source, SIGNER)).file;
}

const KINDS: readonly Kind[] = [
  {
    format: 'keyferry-kek-package-1',
    read: readKekPackage,
    make: () =>
      makeKekPackage(
        {
          ...{ kid: KID, vault: 'contoso', spki: KEK.spki, expiresOn: NOW + 1000, practice: true },
          ...{ madeAt: NOW, madeBy: 'Ada', workstationId: STATION },
        },
        SIGNER,
      ),
  },
  { format: 'keyferry-ceremony-package-1', read: readCeremonyPackage, make: ceremonyFile },
  { format: 'keyferry-escrow-1', read: readEscrowFile, make: escrowFile },
  {
    format: 'keyferry-ceremony-closing-1',
    read: readClosingRecord,
    make: () => {
      const key = { group: 'payroll', vault: 'contoso', kid: KID, version: 'b'.repeat(32), pushedAt: NOW };
      return makeClosingRecord(
        must(readCeremonyPackage(ceremonyFile())),
        {
          keys: [{ ...key, spkiSha256: 'c'.repeat(64) }],
          ...{ kekRemoved: 'purged', closedAt: NOW, closedBy: 'Ada', workstationId: STATION },
        },
        SIGNER,
      );
    },
  },
];

const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'utf8'));
const membersOf = (bytes: Uint8Array): Members => JSON.parse(Buffer.from(bytes).toString('utf8')) as Members;

/** The file with other members, signed anew: as a person with a signing key of their own would make it. */
function forged(bytes: Uint8Array, change: (members: Members) => Members, signer = SIGNER): Uint8Array {
  const { signature: _, ...body } = change(membersOf(bytes));
  const signed = Buffer.from(`${String(body['format'])}\n${canonicalize(body) ?? ''}`);
  const signature = Buffer.from(signer.sign(signed)).toString('hex');
  return bytesOf(`${canonicalize({ ...body, signature }) ?? ''}\n`);
}

describe.each(KINDS)('$format', ({ format, read, make }) => {
  let file = new Uint8Array();
  beforeAll(async () => {
    file = Uint8Array.from(await make());
  });
  const text = (): string => Buffer.from(file).toString('utf8');
  const code = (bytes: Uint8Array): string => mustFail(read(bytes)).code;

  test('is read as it was written, and is canonical JSON with one line feed', () => {
    must(read(file));
    expect(text()).toBe(`${canonicalize(membersOf(file)) ?? ''}\n`);
    must(read(forged(file, (members) => members)));
  });

  test('is refused with an unknown member, an old schema, another kind, too large, or no JSON', () => {
    expect(code(forged(file, (members) => ({ ...members, more: 1 })))).toBe('package-malformed');
    const old = mustFail(read(forged(file, (members) => ({ ...members, format: format.replace(/1$/, '0') }))));
    expect([old.code, old.message]).toEqual(['package-old-schema', expect.stringContaining(`reads ${format} only`)]);
    expect(code(forged(file, (members) => ({ ...members, format: 'keyferry-approval-1' })))).toBe('package-other-kind');
    expect(code(new Uint8Array(LARGEST_PACKAGE[format] + 1).fill(0x20))).toBe('package-too-large');
    expect(code(bytesOf('{"format":'))).toBe('package-unreadable');
    expect(code(Uint8Array.of(0xff, 0xfe))).toBe('package-unreadable');
    expect(code(bytesOf('null\n'))).toBe('package-other-kind');
  });

  test('is refused when it was formatted, extended, or holds a member twice', () => {
    expect(code(bytesOf(JSON.stringify(membersOf(file), null, 2)))).toBe('package-malformed');
    expect(code(bytesOf(`${text()}\n`))).toBe('package-malformed');
    expect(code(bytesOf(text().replace('{', `{"format":"${format}",`)))).toBe('package-malformed');
  });

  test('is refused when it was signed by another key than it says, or a member was changed after signing', () => {
    expect(code(forged(file, (members) => members, OTHER))).toBe('package-altered');
    const altered = text().replace(STATION, STATION.replace('1', '2'));
    expect(code(bytesOf(altered))).toBe('package-altered');
  });

  test('a single changed byte is noticed', () => {
    // Each 31st byte: nearly every member is hit, and the test stays short (tests/fuzz changes others).
    for (let at = 0; at < file.length; at += 31) {
      const bytes = Uint8Array.from(file);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(read(bytes).ok, `byte ${at}`).toBe(false);
    }
  });
});

describe('a KEK package', () => {
  test.each<[what: string, change: Members]>([
    ['another fingerprint', { spkiSha256: 'd'.repeat(64) }],
    ['another host', { host: 'fabrikam.vault.localhost' }],
    ['another vault', { vault: 'fabrikam' }],
    ['another size', { bits: 4096 }],
    ['PRODUCTION for a practice vault', { mode: 'PRODUCTION' }],
    [
      'a kid of a host that is no vault',
      { kid: `https://evil.example/keys/kek/${'a'.repeat(32)}`, host: 'evil.example' },
    ],
  ])('that contradicts itself (%s) is refused although it is signed', async (_, change) => {
    const file = await KINDS[0]?.make();
    if (!file) throw new Error('There is a KEK package.');
    expect(mustFail(readKekPackage(forged(file, (members) => ({ ...members, ...change })))).code).toBe(
      'package-contradicts',
    );
  });

  test('that may do more than import is refused', async () => {
    const file = await KINDS[0]?.make();
    if (!file) throw new Error('There is a KEK package.');
    const more = forged(file, (members) => ({ ...members, keyOps: ['import', 'decrypt'] }));
    expect(mustFail(readKekPackage(more)).code).toBe('package-malformed');
  });
});

describe('a ceremony package', () => {
  const altered = (change: (key: Members) => Members): Uint8Array =>
    forged(ceremonyFile(), (members) => ({
      ...members,
      keys: (members['keys'] as Members[]).map(change),
    }));
  const otherBlob = (): Members => {
    const { pkcs8 } = fixtureKey('p-256');
    const kek = { kid: KID.replace('/kek/', '/other/'), spki: KEK.spki };
    const blob = must(makeTransferBlob({ pkcs8, kek, generator: 'test' }));
    return {
      blob: Buffer.from(blob).toString('base64url'),
      blobSha256: createHash('sha256').update(blob).digest('hex'),
    };
  };

  test.each<[what: string, code: string, change: (key: Members) => Members]>([
    ['a blob for another KEK', 'swapped-kid', (key) => ({ ...key, ...otherBlob() })],
    ['a blob that is not the one of its hash', 'blob-altered', (key) => ({ ...key, blobSha256: 'e'.repeat(64) })],
    ['a key for another vault', 'package-wrong-vault', (key) => ({ ...key, vault: 'fabrikam' })],
    ['a fingerprint of another key', 'package-contradicts', (key) => ({ ...key, spkiSha256: 'e'.repeat(64) })],
    ['another type', 'package-contradicts', (key) => ({ ...key, type: 'p-384' })],
    ['usages that the type does not allow', 'package-malformed', (key) => ({ ...key, usages: ['decrypt'] })],
    ['a blob that is none', 'not-a-blob', (key) => ({ ...key, blob: 'AAAA', blobSha256: sumOf(Buffer.alloc(3)) })],
  ])('with %s is refused although it is signed', (_, code, change) => {
    expect(mustFail(readCeremonyPackage(altered(change))).code).toBe(code);
  });

  test('with the same group twice, or a record that does not end as it says, is refused', () => {
    const twice = forged(ceremonyFile(), (members) => {
      const keys = members['keys'] as Members[];
      return { ...members, keys: [...keys, ...keys] };
    });
    expect(mustFail(readCeremonyPackage(twice)).code).toBe('package-contradicts');
    const record = { text: '{"a":2}\n', lines: 1, headSha256: 'f'.repeat(64) };
    expect(mustFail(readCeremonyPackage(forged(ceremonyFile(), (m) => ({ ...m, record })))).code).toBe(
      'package-contradicts',
    );
  });
});

function sumOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
