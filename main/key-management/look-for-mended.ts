import type { CloudVersion } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { ok, type Result } from '../../shared/result.js';
import type { VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { keysOfGroup, putVersion } from '../store/tables/keys.js';
import type { Store } from '../store/types.js';

/** What a job that disables older versions left in the vault: those that are disabled there are recorded so. Answers the sentence. */
export async function lookForDisabled(
  context: JobContext,
  store: Store,
  connection: VaultConnection,
  group: KeyGroup,
): Promise<Result<string>> {
  const listed = await connection.listVersions(group.name);
  if (!listed.ok) return listed;
  const disabled = new Set(listed.value.filter(({ enabled }) => !enabled).map(({ version }) => version));
  const found = versionsOf(store, group).filter(
    ({ state, active, version }) => state === 'live' && !active && disabled.has(version),
  );
  context.commit((tx) => {
    for (const version of found) putVersion(tx, group.id, { ...version, state: 'disabled' });
  });
  return ok(
    found.length === 0
      ? 'no older version was disabled beyond those that are recorded.'
      : `${found.map(({ version }) => version).join(', ')} disabled there; recorded now.`,
  );
}

/** What a recovered key brought back: versions that the books call deleted and the vault holds are recorded again. Answers the sentence. */
export async function lookForRecovered(
  context: JobContext,
  store: Store,
  connection: VaultConnection,
  group: KeyGroup,
): Promise<Result<string>> {
  const listed = await connection.listVersions(group.name);
  if (!listed.ok) return listed;
  const current = listed.value.length === 0 ? ok(undefined) : await connection.getKey(group.name);
  if (!current.ok && current.failure.code !== 'key-disabled') return current;
  const newest = current.ok ? current.value?.version : undefined;
  const there = new Map(listed.value.map((one) => [one.version, one]));
  const back = versionsOf(store, group).filter(({ state, version }) => state === 'deleted' && there.has(version));
  context.commit((tx) => {
    for (const version of back) {
      const enabled = there.get(version.version)?.enabled ?? false;
      const state = enabled ? 'live' : 'disabled';
      putVersion(tx, group.id, { ...version, state, active: enabled && version.version === newest });
    }
  });
  if (there.size === 0) return ok(`the vault ${group.vault} holds no key ${group.name}; nothing was recovered.`);
  return ok(`the vault holds ${there.size} version(s) of ${group.name}; ${back.length} of ours are recorded again.`);
}

function versionsOf(store: Store, group: KeyGroup): CloudVersion[] {
  return keysOfGroup(store, group.id).flatMap((key) => key.versions);
}
