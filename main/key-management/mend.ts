import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { keysOfGroup, putVersion } from '../store/tables/keys.js';
import type { Store } from '../store/types.js';
import { lookAfterFailure } from './look-after-failure.js';
import { lookForDeleted } from './look-for-deleted.js';
import { lookForRecovered } from './look-for-mended.js';

/** The work of the jobs that mend what Compare with Vault found. Each answers the sentence of success. */

/** A version of ours that somebody disabled. One that belongs to no key here, or that we disabled, is left alone: code `not-ours`. */
export async function enableVersion(
  context: JobContext,
  store: Store,
  connection: VaultConnection,
  { group, version }: { readonly group: KeyGroup; readonly version: string },
): Promise<Result<string>> {
  const known = keysOfGroup(store, group.id)
    .flatMap((key) => key.versions)
    .find((one) => one.version === version);
  if (known?.state !== 'live') {
    return fail('not-ours', `Version ${version} of ${group.name} is not one that should be enabled.`, {
      advice: 'Compare with Vault again and look at what it says.',
    });
  }
  const warm = await context.step('pre-flight', {}, () => connection.warmUp(context.signal));
  if (!warm.ok) return warm;
  const enabled = await context.step('enable', {}, () => connection.enableVersion(group.name, version, context.signal));
  return enabled.ok ? ok(`Version ${version} of ${group.name} is enabled in the vault ${group.vault}.`) : enabled;
}

/** The soft-deleted key with all its versions; those of ours are in the books again. */
export async function recoverDeleted(
  context: JobContext,
  store: Store,
  connection: VaultConnection,
  group: KeyGroup,
): Promise<Result<string>> {
  const warm = await context.step('pre-flight', {}, () => connection.warmUp(context.signal));
  if (!warm.ok) return warm;
  const look = (): Promise<Result<string>> => lookForRecovered(context, store, connection, group);
  const recovered = await context.step('recover', {}, () => connection.recoverDeletedKey(group.name, context.signal));
  if (!recovered.ok) return lookAfterFailure(context, recovered.failure, look);
  // From here on the books say less than there is, until they were looked at.
  context.update({ reconciled: false });
  const found = await context.step('reconcile', {}, look);
  if (!found.ok) return found;
  context.update({ reconciled: true });
  return ok(`The key ${group.name} is recovered in the vault ${group.vault}, with all its versions.`);
}

/** Gone for good, and its name free again. Code `purge-protected` where the vault does not allow it. */
export async function purgeDeleted(
  context: JobContext,
  store: Store,
  connection: VaultConnection,
  group: KeyGroup,
): Promise<Result<string>> {
  const found = await context.step('pre-flight', {}, () => connection.getDeletedKey(group.name, context.signal));
  if (!found.ok) return found;
  if (!found.value) {
    const { failure } = fail('not-deleted', `The vault ${group.vault} holds no soft-deleted key ${group.name}.`);
    return lookAfterFailure(context, failure, () => lookForDeleted(context, connection, group));
  }
  if (!found.value.purgeable) {
    const { scheduledPurgeOn } = found.value;
    const when = scheduledPurgeOn === undefined ? '' : ` on ${new Date(scheduledPurgeOn).toISOString().slice(0, 10)}`;
    return fail(
      'purge-protected',
      `Purge protection is on in the vault ${group.vault}: nobody can purge ${group.name}.`,
      {
        advice: `Azure purges it by itself${when}. Until then it can be recovered.`,
      },
    );
  }
  const purged = await context.step(
    'purge',
    {
      record: (tx) => {
        for (const version of liveVersions(store, group))
          putVersion(tx, group.id, { ...version, state: 'deleted', active: false });
      },
    },
    () => connection.purgeDeletedKey(group.name),
  );
  return purged.ok
    ? ok(`The key ${group.name} is purged in the vault ${group.vault}; its name is free again.`)
    : lookAfterFailure(context, purged.failure, () => lookForDeleted(context, connection, group));
}

/**
 * Before a key is pushed again: its versions that the vault does not hold any more are recorded as gone. Code
 * `nothing-to-push` where the vault still holds one.
 */
export async function recordMissing(
  context: JobContext,
  store: Store,
  connection: VaultConnection,
  { group, keyIds }: { readonly group: KeyGroup; readonly keyIds: ReadonlySet<string> },
): Promise<Result<void>> {
  const listed = await context.step('reconcile', {}, () => connection.listVersions(group.name, context.signal));
  if (!listed.ok) return listed;
  const there = new Set(listed.value.map(({ version }) => version));
  const mine = liveVersions(store, group).filter(({ keyId }) => keyIds.has(keyId));
  const still = mine.find(({ version }) => there.has(version));
  if (still) {
    return fail(
      'nothing-to-push',
      `The vault ${group.vault} holds version ${still.version} of it; it is not sent again.`,
      {
        advice: 'Compare with Vault again.',
      },
    );
  }
  context.commit((tx) => {
    for (const version of mine) putVersion(tx, group.id, { ...version, state: 'deleted', active: false });
  });
  for (const { version } of mine)
    context.say('WARN', 'version-missing', `The vault does not hold version ${version} any more: recorded as gone.`);
  return ok(undefined);
}

function liveVersions(store: Store, group: KeyGroup) {
  return keysOfGroup(store, group.id)
    .flatMap((key) => key.versions)
    .filter(({ state }) => state === 'live');
}
