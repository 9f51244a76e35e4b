import { randomBytes } from 'node:crypto';
import { KEY_TYPES, type AzureCurve, type KeyTypeName } from '../../../shared/azure/key-types.js';
import { parseKeyIdentifier, sameKeyName } from '../../../shared/azure/names.js';
import type { Result } from '../../../shared/result.js';
import {
  keyTypeOfSpki,
  openTransferBlob,
  overwrite,
  parseTransferBlob,
  publicJwkFromSpki,
  spkiFromPkcs8,
} from '../../crypto/index.js';
import type { createRequest, importRequest } from '../key-requests.js';
import { badParameter, Problem } from '../problem.js';
import type { VersionState } from '../state.js';
import type { VaultKeys } from '../vault-keys.js';
import type { z } from 'zod';

export type MakeKeyPair = (type: KeyTypeName) => Promise<{ readonly pkcs8: Uint8Array; readonly spki: Uint8Array }>;

const CURVES: Readonly<Record<AzureCurve, KeyTypeName>> = {
  'P-256': 'p-256',
  'P-384': 'p-384',
  'P-521': 'p-521',
  'P-256K': 'p-256k',
};

type Common = Pick<VersionState, 'enabled' | 'created' | 'updated' | 'exp' | 'nbf' | 'tags'> & { id: string };

function common(
  now: number,
  body: {
    attributes?: { enabled?: boolean | undefined; exp?: number | undefined; nbf?: number | undefined } | undefined;
    tags?: Record<string, string> | undefined;
  },
): Common {
  const { enabled, exp, nbf } = body.attributes ?? {};
  return {
    id: randomBytes(16).toString('hex'),
    enabled: enabled ?? true,
    created: now,
    updated: now,
    ...(exp === undefined ? {} : { exp }),
    ...(nbf === undefined ? {} : { nbf }),
    tags: body.tags ?? {},
  };
}

/** POST /keys/{name}/create. */
export async function makeCreatedVersion(
  body: z.infer<typeof createRequest>,
  now: number,
  makeKeyPair: MakeKeyPair,
): Promise<VersionState> {
  const isRsa = body.kty.startsWith('RSA');
  const type = isRsa ? (`rsa-${body.key_size ?? 2048}` as const) : CURVES[body.crv ?? 'P-256'];
  const usages = body.key_ops ?? [...KEY_TYPES[type].usages];
  if (usages.includes('import') && (body.kty !== 'RSA-HSM' || usages.length > 1)) {
    throw badParameter('Key operation import is only allowed alone, and only for RSA-HSM keys.');
  }
  checkUsages(
    type,
    usages.filter((usage) => usage !== 'import'),
  );
  const pair = await makeKeyPair(type);
  const isKek = usages.includes('import');
  const version: VersionState = {
    ...common(now, body),
    kty: body.kty,
    keyOps: usages,
    jwk: need(publicJwkFromSpki(pair.spki)),
    ...(isKek ? { privateKey: Buffer.from(pair.pkcs8).toString('base64') } : {}),
  };
  return version;
}

/** PUT /keys/{name} with key_hsm: the blob is really opened with the KEK's private key, and what is inside compared. */
export function makeImportedVersion(
  body: z.infer<typeof importRequest>,
  keys: VaultKeys,
  host: string,
  now: number,
): VersionState {
  const { key } = body;
  if (key.key_hsm === undefined)
    throw badParameter('The practice vault takes keys by BYOK only: key.key_hsm is missing.');
  if (key.kty !== 'RSA-HSM' && key.kty !== 'EC-HSM')
    throw badParameter('Property kty has invalid value: BYOK makes RSA-HSM or EC-HSM keys.');
  const blob = parseTransferBlob(Uint8Array.from(Buffer.from(key.key_hsm, 'base64url')));
  if (!blob.ok) throw badParameter(`Property key_hsm has invalid value: ${blob.failure.message}`);
  const kek = findKek(keys, blob.value.kid, host, now);
  const pkcs8 = openTransferBlob(blob.value, kek);
  if (!pkcs8.ok)
    throw badParameter(
      'Property key_hsm has invalid value: the transfer blob cannot be unwrapped with the key exchange key.',
    );
  const spki = spkiFromPkcs8(pkcs8.value);
  overwrite(pkcs8.value, kek);
  const type = spki.ok ? keyTypeOfSpki(spki.value) : spki;
  if (!spki.ok || !type.ok)
    throw badParameter('Property key_hsm has invalid value: the wrapped key is not of a supported type.');
  const facts = KEY_TYPES[type.value];
  if (facts.kty !== key.kty) throw badParameter(`Property kty has invalid value: the wrapped key is ${facts.kty}.`);
  if (facts.kind === 'ec' && facts.curve !== key.crv)
    throw badParameter(`Property crv has invalid value: the wrapped key is on ${facts.curve}.`);
  const usages = key.key_ops ?? [...facts.usages];
  checkUsages(type.value, usages);
  return { ...common(now, body), kty: key.kty, keyOps: usages, jwk: need(publicJwkFromSpki(spki.value)) };
}

function findKek(keys: VaultKeys, kid: string, host: string, now: number): Uint8Array {
  const id = parseKeyIdentifier(kid);
  if (id?.host.toLowerCase() !== host.toLowerCase())
    throw badParameter('The key exchange key named in the transfer blob is not in this vault.');
  const { version } = keys.needVersion(id.name, id.version);
  if (!sameKeyName(id.name, keys.need(id.name).name) || !version.keyOps.includes('import') || !version.privateKey) {
    throw badParameter('The key named in the transfer blob is not a key exchange key: its key_ops must be import.');
  }
  if (!version.enabled)
    throw new Problem(403, 'Forbidden', `Operation import is not allowed on a disabled key.`, { inner: 'KeyDisabled' });
  if (version.exp !== undefined && version.exp * 1000 <= now) {
    throw new Problem(403, 'Forbidden', 'Operation import is not allowed on an expired key.', { inner: 'KeyExpired' });
  }
  return Uint8Array.from(Buffer.from(version.privateKey, 'base64'));
}

function checkUsages(type: KeyTypeName, usages: readonly string[]): void {
  const allowed: readonly string[] = KEY_TYPES[type].usages;
  const refused = usages.find((usage) => !allowed.includes(usage));
  if (refused !== undefined)
    throw badParameter(`Property key_ops has invalid value: ${refused} is not allowed for this key type.`);
}

function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
