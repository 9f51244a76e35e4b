import type { KeyState, VersionState } from './state.js';
import type { VaultKeys } from './vault-keys.js';

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

function attributes(keys: VaultKeys, version: VersionState): Record<string, unknown> {
  return {
    enabled: version.enabled,
    created: seconds(version.created),
    updated: seconds(version.updated),
    ...(version.exp === undefined ? {} : { exp: version.exp }),
    ...(version.nbf === undefined ? {} : { nbf: version.nbf }),
    recoveryLevel: keys.recoveryLevel,
    recoverableDays: keys.vault.retentionDays,
  };
}

function kidOf(host: string, key: KeyState, version: VersionState): string {
  return `https://${host}/keys/${key.name}/${version.id}`;
}

/** KeyBundle; https://learn.microsoft.com/rest/api/keyvault/keys/get-key/get-key */
export function keyBundle(
  host: string,
  keys: VaultKeys,
  key: KeyState,
  version: VersionState,
): Record<string, unknown> {
  const { kty: _, ...numbers } = version.jwk;
  return {
    key: { kid: kidOf(host, key, version), kty: version.kty, key_ops: version.keyOps, ...numbers },
    attributes: attributes(keys, version),
    tags: version.tags,
  };
}

/** KeyItem of a list: no public key in it. A list of keys names them without a version. */
export function keyItem(
  host: string,
  keys: VaultKeys,
  key: KeyState,
  version: VersionState,
  withVersion: boolean,
): Record<string, unknown> {
  const kid = withVersion ? kidOf(host, key, version) : `https://${host}/keys/${key.name}`;
  return { kid, attributes: attributes(keys, version), tags: version.tags };
}

/** DeletedKeyBundle. */
export function deletedBundle(host: string, keys: VaultKeys, key: KeyState): Record<string, unknown> {
  const version = key.versions.at(-1);
  return { ...(version ? keyBundle(host, keys, key, version) : {}), ...deletion(host, key) };
}

/** DeletedKeyItem of a list; https://learn.microsoft.com/rest/api/keyvault/keys/get-deleted-keys/get-deleted-keys */
export function deletedItem(host: string, keys: VaultKeys, key: KeyState): Record<string, unknown> {
  const version = key.versions.at(-1);
  return { ...(version ? keyItem(host, keys, key, version, false) : {}), ...deletion(host, key) };
}

function deletion(host: string, key: KeyState): Record<string, unknown> {
  return {
    recoveryId: `https://${host}/deletedkeys/${key.name}`,
    deletedDate: seconds(key.deletedOn ?? 0),
    scheduledPurgeDate: seconds(key.scheduledPurgeOn ?? 0),
  };
}
