import { sameKeyName } from '../../../shared/azure/names.js';
import { ceremonyPackage, type CeremonyPackage, type TravellingKey } from '../../../shared/domain/ceremony/packages.js';
import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { fingerprints, keyTypeOfSpki, parseTransferBlob, type Signer } from '../../crypto/index.js';
import type { CeremonyKek } from '../work.js';
import { canonical, fromBase64url, readSignedFile, sha256, signedFile, toBase64url } from './signed-file.js';

/** A key of a package with its bytes. */
export type ReadTravellingKey = Omit<TravellingKey, 'spki' | 'blob'> & {
  readonly spki: Uint8Array;
  readonly blob: Uint8Array;
};
export type ReadCeremonyPackage = Omit<CeremonyPackage, 'keys'> & {
  readonly keys: readonly ReadTravellingKey[];
  /** Of the whole file. */
  readonly sha256: string;
};

/** SHA-256 of a plan's canonical form: what stands in the record, in every file, on every page. */
export function planSha256(plan: CeremonyPlan): string {
  return sha256(canonical(plan));
}

/** The bytes of a ceremony package. */
export function makeCeremonyPackage(
  parts: {
    readonly plan: CeremonyPlan;
    readonly kek: CeremonyKek;
    readonly keys: readonly ReadTravellingKey[];
    readonly recordSoFar: string;
    readonly madeAt: number;
    readonly workstationId: string;
  },
  signer: Signer,
): Uint8Array {
  const { plan, kek, keys, recordSoFar } = parts;
  const body: Omit<CeremonyPackage, 'signature'> = {
    format: 'keyferry-ceremony-package-1',
    ceremony: plan.id,
    kind: plan.kind,
    mode: plan.mode,
    planSha256: planSha256(plan),
    madeAt: new Date(parts.madeAt).toISOString(),
    workstation: { id: parts.workstationId, key: Buffer.from(signer.publicKey).toString('hex') },
    kek: {
      kid: kek.kid,
      vault: kek.vault,
      spkiSha256: kek.spkiSha256,
      origin: kek.origin,
      ...(kek.expiresOn === undefined ? {} : { expiresOn: new Date(kek.expiresOn).toISOString() }),
    },
    keys: keys.map((key) => ({ ...key, spki: toBase64url(key.spki), blob: toBase64url(key.blob) })),
    record: recordMember(recordSoFar),
  };
  return signedFile(body, signer);
}

function recordMember(text: string): CeremonyPackage['record'] {
  const lines = text.split('\n').filter((line) => line !== '');
  return { text, lines: lines.length, headSha256: sha256(lines.at(-1) ?? '') };
}

/**
 * Reads a ceremony package and holds everything in it against each other: fingerprints, blobs, the KEK's kid in each of
 * them. Who signed is in `workstation`: the caller says whether that is the one. Codes as readSignedFile, and
 * `package-contradicts`, `blob-altered`, `swapped-kid`, `package-wrong-vault`.
 */
export function readCeremonyPackage(bytes: Uint8Array): Result<ReadCeremonyPackage> {
  const read = readSignedFile('keyferry-ceremony-package-1', ceremonyPackage, bytes);
  if (!read.ok) return read;
  const { kek, record } = read.value;
  const expected = recordMember(record.text);
  if (expected.lines !== record.lines || expected.headSha256 !== record.headSha256)
    return contradicts('the record in it does not end as it says');
  const keys: ReadTravellingKey[] = [];
  for (const key of read.value.keys) {
    if (keys.some(({ group }) => sameKeyName(group, key.group)))
      return contradicts(`the Key Group ${key.group} stands in it twice`);
    const checked = checkKey(key, kek);
    if (!checked.ok) return checked;
    keys.push(checked.value);
  }
  return ok({ ...read.value, keys, sha256: sha256(bytes) });
}

function checkKey(key: TravellingKey, kek: CeremonyPackage['kek']): Result<ReadTravellingKey> {
  const { group } = key;
  const spki = fromBase64url(key.spki);
  const blob = fromBase64url(key.blob);
  const prints = spki && fingerprints(spki);
  if (!spki || !blob || !prints?.ok) return contradicts(`the key of ${group} cannot be read`);
  if (prints.value.spkiSha256 !== key.spkiSha256 || prints.value.thumbprint !== key.thumbprint)
    return contradicts(`the fingerprints of ${group} are not those of its public key`);
  const type = keyTypeOfSpki(spki);
  if (!type.ok || type.value !== key.type) return contradicts(`the public key of ${group} is no ${key.type} key`);
  if (key.vault.toLowerCase() !== kek.vault.toLowerCase()) {
    return fail(
      'package-wrong-vault',
      `The key of ${group} is for the vault ${key.vault}, and was wrapped under a KEK of the vault ${kek.vault}.`,
      { advice: 'Wrap it under a KEK of its own vault.' },
    );
  }
  if (sha256(blob) !== key.blobSha256) {
    return fail('blob-altered', `The transfer blob of ${group} is not the one that was written: its SHA-256 differs.`, {
      advice: 'Take the package of the ceremony itself.',
    });
  }
  const opened = parseTransferBlob(blob);
  if (!opened.ok) return opened;
  if (opened.value.kid !== kek.kid) {
    return fail(
      'swapped-kid',
      `The transfer blob of ${group} names another KEK (${opened.value.kid}) than the package.`,
      {
        advice: 'Do not use this package. Find out who changed it.',
      },
    );
  }
  return ok({ ...key, spki, blob });
}

function contradicts(why: string): Result<never> {
  return fail('package-contradicts', `The ceremony package contradicts itself: ${why}.`, {
    advice: 'Do not use it. Take the package of the ceremony itself.',
  });
}
