import { parseKeyIdentifier } from '../../../shared/azure/names.js';
import { CLOUDS } from '../../../shared/azure/clouds.js';
import { kekPackage, type KekPackage } from '../../../shared/domain/ceremony/packages.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { fingerprints, keyTypeOfSpki, publicJwkFromSpki, spkiFromPublicJwk, type Signer } from '../../crypto/index.js';
import { readSignedFile, signedFile } from './signed-file.js';

/** A KEK package whose members were held against each other. */
export interface ReadKekPackage extends KekPackage {
  readonly spki: Uint8Array;
}

export interface KekToPack {
  readonly kid: string;
  readonly vault: string;
  readonly spki: Uint8Array;
  readonly expiresOn: number;
  readonly practice: boolean;
  readonly ceremony?: string;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly workstationId: string;
}

/** The bytes of a KEK package. The KEK is an RSA key of a vault: anything else is a bug of ours. */
export function makeKekPackage(kek: KekToPack, signer: Signer): Uint8Array {
  const jwk = publicJwkFromSpki(kek.spki);
  const prints = fingerprints(kek.spki);
  const id = parseKeyIdentifier(kek.kid);
  const bits = bitsOf(kek.spki);
  if (!jwk.ok || jwk.value.kty !== 'RSA' || !prints.ok || !id || bits === undefined)
    throw new Error(`The KEK ${kek.kid} is no RSA key of a vault.`);
  const body: Omit<KekPackage, 'signature'> = {
    format: 'keyferry-kek-package-1',
    mode: kek.practice ? 'PRACTICE' : 'PRODUCTION',
    ...(kek.ceremony === undefined ? {} : { ceremony: kek.ceremony }),
    kid: kek.kid,
    vault: kek.vault,
    host: id.host,
    bits,
    keyOps: ['import'],
    jwk: jwk.value,
    ...prints.value,
    madeAt: new Date(kek.madeAt).toISOString(),
    madeBy: kek.madeBy,
    expiresOn: new Date(kek.expiresOn).toISOString(),
    workstation: { id: kek.workstationId, key: Buffer.from(signer.publicKey).toString('hex') },
  };
  return signedFile(body, signer);
}

/**
 * Reads a KEK package and holds its members against each other. Codes as readSignedFile, and `package-contradicts`.
 */
export function readKekPackage(bytes: Uint8Array): Result<ReadKekPackage> {
  const read = readSignedFile('keyferry-kek-package-1', kekPackage, bytes);
  if (!read.ok) return read;
  const { jwk, kid, host, vault, bits, mode, spkiSha256, thumbprint } = read.value;
  const spki = spkiFromPublicJwk(jwk);
  const prints = spki.ok ? fingerprints(spki.value) : spki;
  if (!spki.ok || !prints.ok) return contradicts('its public key is none');
  if (prints.value.spkiSha256 !== spkiSha256 || prints.value.thumbprint !== thumbprint)
    return contradicts('its fingerprints are not those of its public key');
  if (bitsOf(spki.value) !== bits) return contradicts(`its public key does not have ${bits} bits`);
  if (parseKeyIdentifier(kid)?.host !== host) return contradicts('its host is not the one of its kid');
  const of = vaultOfHost(host);
  if (of?.vault.toLowerCase() !== vault.toLowerCase()) return contradicts(`its kid is not of the vault ${vault}`);
  if (of.practice !== (mode === 'PRACTICE')) return contradicts(`it says ${mode}, and its vault says otherwise`);
  return ok({ ...read.value, spki: spki.value });
}

/** Which vault of which cloud a host is; undefined: of none that Keyferry knows. */
export function vaultOfHost(host: string): { readonly vault: string; readonly practice: boolean } | undefined {
  for (const [name, { vaultSuffix }] of Object.entries(CLOUDS)) {
    if (host.toLowerCase().endsWith(`.${vaultSuffix}`))
      return { vault: host.slice(0, -vaultSuffix.length - 1), practice: name === 'practice' };
  }
  return undefined;
}

/** The bits of an RSA public key that can be a KEK; undefined for any other key. */
export function bitsOf(spki: Uint8Array): 2048 | 3072 | 4096 | undefined {
  const type = keyTypeOfSpki(spki);
  if (!type.ok) return undefined;
  switch (type.value) {
    case 'rsa-2048':
      return 2048;
    case 'rsa-3072':
      return 3072;
    case 'rsa-4096':
      return 4096;
    default:
      return undefined;
  }
}

function contradicts(why: string): Result<never> {
  return fail('package-contradicts', `The KEK package contradicts itself: ${why}.`, {
    advice: 'Make it anew on the online workstation: keyferry ceremony kek make.',
  });
}
