import { fail, ok, type Result } from '../../shared/result.js';
import type { DeletedKeyState, KeyVersion, KeyVersionProperties, VaultConnection } from '../azure/types.js';

/** What a vault holds under one name, as far as it was looked at. */
export interface VaultFacts {
  /** Everything that is listed under the name. */
  readonly versions: readonly KeyVersionProperties[];
  /** The version a service gets that asks for none; absent: there is none, or the vault does not let it be read. */
  readonly current?: KeyVersion;
  /** Of the versions that were asked for, those whose public key could be read. */
  readonly read: ReadonlyMap<string, KeyVersion>;
  /** The soft-deleted key of that name; looked for only where nothing is listed. */
  readonly deleted?: DeletedKeyState;
}

/**
 * Looks with few requests: one list, the current version, and of the others only those that `wanted` asks for.
 * Code `changed-meanwhile` when the vault changed under the look; otherwise those of the connection.
 */
export async function lookAtVault(
  connection: VaultConnection,
  keyName: string,
  wanted: (version: KeyVersionProperties) => boolean,
  signal?: AbortSignal,
): Promise<Result<VaultFacts>> {
  const listed = await connection.listVersions(keyName, signal);
  if (!listed.ok) return listed;
  const versions = listed.value;
  const read = new Map<string, KeyVersion>();
  if (versions.length === 0) {
    const deleted = await connection.getDeletedKey(keyName, signal);
    if (!deleted.ok) return deleted;
    return ok({ versions, read, ...(deleted.value ? { deleted: deleted.value } : {}) });
  }
  const current = await readVersion(connection, keyName, undefined, signal);
  if (!current.ok) return current;
  if (current.value && versions.some((one) => one.version === current.value?.version && wanted(one)))
    read.set(current.value.version, current.value);
  for (const one of versions) {
    if (!wanted(one) || read.has(one.version)) continue;
    const found = await readVersion(connection, keyName, one.version, signal);
    if (!found.ok) return found;
    if (found.value) read.set(one.version, found.value);
  }
  return ok({ versions, read, ...(current.value ? { current: current.value } : {}) });
}

/** ok(undefined): it is disabled, and the vault does not let it be read. */
async function readVersion(
  connection: VaultConnection,
  keyName: string,
  version: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Result<KeyVersion | undefined>> {
  const found = await connection.getKey(keyName, version, signal);
  if (!found.ok) return found.failure.code === 'key-disabled' ? ok(undefined) : found;
  if (found.value) return found;
  return fail('changed-meanwhile', `The key ${keyName} was changed in the vault while it was looked at.`, {
    advice: 'Compare once more.',
  });
}
