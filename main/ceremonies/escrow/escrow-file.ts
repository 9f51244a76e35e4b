import { randomBytes } from 'node:crypto';
import { sameKeyName } from '../../../shared/azure/names.js';
import { escrowFile, type EscrowedKey, type EscrowFile } from '../../../shared/domain/ceremony/packages.js';
import type { CeremonyMode } from '../../../shared/domain/ceremony/plan.js';
import { asId, type KeyId } from '../../../shared/domain/ids.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import {
  combineShares,
  fingerprints,
  keyTypeOfSpki,
  overwrite,
  splitSecret,
  type SecretShare,
  type Signer,
} from '../../crypto/index.js';
import type { KeySource, MadeKey } from '../../key-sources/index.js';
import { fromBase64url, readSignedFile, signedFile, toBase64url } from '../packages/signed-file.js';
import { readShareText, shareText, type EscrowSet } from './share-text.js';

export type KeyForEscrow = Omit<EscrowedKey, 'spki' | 'sealed'> & {
  readonly spki: Uint8Array;
  readonly id: KeyId;
  readonly material: Uint8Array;
};
export type ReadEscrowedKey = Omit<EscrowedKey, 'spki' | 'sealed'> & {
  readonly spki: Uint8Array;
  readonly sealed: Uint8Array;
};
export type ReadEscrowFile = Omit<EscrowFile, 'keys'> & { readonly keys: readonly ReadEscrowedKey[] };

export interface MadeEscrow {
  readonly file: Uint8Array;
  readonly set: EscrowSet;
  readonly texts: readonly string[];
}

/** Seals keys under a random key and splits that among the holders; nothing of it is kept. */
export async function makeEscrow(
  request: {
    readonly ceremony: string;
    readonly mode: CeremonyMode;
    readonly threshold: number;
    readonly holders: readonly string[];
    readonly keys: readonly KeyForEscrow[];
    readonly madeAt: number;
    readonly workstationId: string;
  },
  keySource: KeySource,
  signer: Signer,
): Promise<Result<MadeEscrow>> {
  const { ceremony, mode, threshold, holders, madeAt, workstationId } = request;
  const secret = Uint8Array.from(randomBytes(32));
  let shares: readonly SecretShare[] = [];
  try {
    const keys: EscrowedKey[] = [];
    for (const { id, material, spki, ...key } of request.keys) {
      const boundTo = boundToOf(ceremony, key);
      const sealed = keySource.escrow({ keyId: id, material, boundTo }, secret);
      if (!sealed.ok) return sealed;
      keys.push({ ...key, spki: toBase64url(spki), sealed: toBase64url(sealed.value) });
    }
    shares = await splitSecret(secret, { threshold, shares: holders.length });
    const [first] = shares;
    if (!first) throw new Error('A splitting has shares.');
    const { setId, commitment } = first;
    const facts = shares.map(({ index, checksum }, at) => ({ index, holder: holders[at] ?? '', checksum }));
    const body: Omit<EscrowFile, 'signature'> = {
      format: 'keyferry-escrow-1',
      ceremony,
      mode,
      madeAt: new Date(madeAt).toISOString(),
      workstation: { id: workstationId, key: Buffer.from(signer.publicKey).toString('hex') },
      set: { id: setId, commitment, threshold, shares: facts },
      keys,
    };
    const file = signedFile(body, signer);
    return ok({ file, set: { setId, commitment, threshold, shares: facts }, texts: shares.map(shareText) });
  } finally {
    overwrite(secret, ...shares.map(({ share }) => share));
  }
}

/** Reads an escrow file. Codes as readSignedFile, and `package-contradicts`. */
export function readEscrowFile(bytes: Uint8Array): Result<ReadEscrowFile> {
  const read = readSignedFile('keyferry-escrow-1', escrowFile, bytes);
  if (!read.ok) return read;
  const keys: ReadEscrowedKey[] = [];
  for (const key of read.value.keys) {
    const spki = fromBase64url(key.spki);
    const sealed = fromBase64url(key.sealed);
    const prints = spki && fingerprints(spki);
    const type = spki && keyTypeOfSpki(spki);
    const fits = prints?.ok && prints.value.spkiSha256 === key.spkiSha256 && prints.value.thumbprint === key.thumbprint;
    if (!spki || !sealed || !fits || !type?.ok || type.value !== key.type) {
      return fail('package-contradicts', `The escrow file contradicts itself in the key of ${key.group}.`, {
        advice: 'Do not use it. Take the escrow file that was written together with the shares.',
      });
    }
    keys.push({ ...key, spki, sealed });
  }
  return ok({ ...read.value, keys });
}

/** The set of an escrow file, as shares are read against it. */
export function setOf({ set }: ReadEscrowFile): EscrowSet {
  return { setId: set.id, commitment: set.commitment, threshold: set.threshold, shares: set.shares };
}

/**
 * Puts the secret together from shares as texts; the caller overwrites it. Codes as readShareText and combineShares.
 */
export async function secretOf(file: ReadEscrowFile, texts: readonly string[]): Promise<Result<Uint8Array>> {
  const shares: SecretShare[] = [];
  try {
    for (const [at, text] of texts.entries()) {
      const read = readShareText(text, setOf(file));
      if (!read.ok) {
        const { message, ...rest } = read.failure;
        return {
          ok: false,
          failure: { ...rest, message: texts.length > 1 ? `Share given as number ${at + 1}: ${message}` : message },
        };
      }
      shares.push(read.value);
    }
    return await combineShares(shares);
  } finally {
    overwrite(...shares.map(({ share }) => share));
  }
}

/** Takes a key out of the file, sealed here under a new id. Codes of KeySource.take. */
export function takeOut(
  file: ReadEscrowFile,
  key: ReadEscrowedKey,
  to: { readonly keySource: KeySource; readonly id: string; readonly secret: Uint8Array },
): Result<MadeKey> {
  const escrowed = { sealed: key.sealed, spki: key.spki, boundTo: boundToOf(file.ceremony, key) };
  return to.keySource.take(asId.key(to.id), escrowed, to.secret);
}

/** The key of a group, or the one of a fingerprint; undefined: not in this file. */
export function findEscrowed(
  file: ReadEscrowFile,
  wanted: { readonly group: string; readonly vault: string; readonly spkiSha256?: string | undefined },
): ReadEscrowedKey | undefined {
  return file.keys.find((key) =>
    wanted.spkiSha256 === undefined
      ? sameKeyName(key.group, wanted.group) && key.vault.toLowerCase() === wanted.vault.toLowerCase()
      : key.spkiSha256 === wanted.spkiSha256,
  );
}

function boundToOf(ceremony: string, key: { readonly group: string; readonly spkiSha256: string }): string {
  return `keyferry-escrow-1 ${ceremony} ${key.group} ${key.spkiSha256}`;
}
