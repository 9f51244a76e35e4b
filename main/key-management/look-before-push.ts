import { LIMITS } from '../../shared/azure/limits.js';
import type { KeyId } from '../../shared/domain/ids.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { KeyVersionProperties, VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { keysOfGroup, putVersion } from '../store/tables/keys.js';
import type { Store } from '../store/types.js';

/** What a push has to know about the vault before it begins. */
export interface Look {
  /** All versions under the name, so that a lost answer can be told from an older version. */
  readonly known: Set<string>;
  /** Keys that are back in the vault (deleted there, then recovered): they are not sent a second time. */
  readonly recovered: ReadonlySet<KeyId>;
}

/**
 * The job's own pre-flight: one cheap call settles challenge and token, shows that Get is allowed (a KEK could not be
 * removed without it) and finds a blocked name; then what the vault holds under the name is listed. Another workstation's
 * push is found before a KEK is made. Codes `name-blocked`, `other-workstation`.
 */
export function lookBeforePush(
  context: JobContext,
  { store, workstationId }: { readonly store: Store; readonly workstationId: string },
  connection: VaultConnection,
  { group, followOther = false }: { readonly group: KeyGroup; readonly followOther?: boolean },
): Promise<Result<Look>> {
  return context.step('pre-flight', {}, async () => {
    const free = await checkNameIsFree(context, connection, group);
    if (!free.ok) return free;
    const versions = await connection.listVersions(group.name, context.signal);
    if (!versions.ok) return versions;
    sayWhatIsThere(context, store, group, versions.value);
    const other = otherWorkstation(versions.value, workstationId);
    if (other !== undefined && !followOther) return pushedByOther(group, other);
    if (other !== undefined) {
      const text = `The workstation ${other.slice(0, 8)} pushed ${group.name} last; this push follows it, as was asked for.`;
      context.say('WARN', 'other-workstation-followed', text);
    }
    const recovered = await takeBack(context, store, connection, group, versions.value);
    if (!recovered.ok) return recovered;
    return ok({ known: new Set(versions.value.map((version) => version.version)), recovered: recovered.value });
  });
}

function sayWhatIsThere(
  context: JobContext,
  store: Store,
  group: KeyGroup,
  versions: readonly KeyVersionProperties[],
): void {
  const ours = new Set(versionsInBooks(store, group).map(({ version }) => version));
  const others = versions.filter((version) => !ours.has(version.version)).length;
  if (others > 0) {
    const text = `The vault has ${others} version(s) of ${group.name} that belong to no key here; they are left alone.`;
    context.say('INFO', 'other-versions', text);
  }
  if (versions.length < LIMITS.versionsForBackup) return;
  context.say(
    'WARN',
    'many-versions',
    `${group.name} has ${versions.length} versions in the vault: above ${LIMITS.versionsForBackup}, Azure's own backup of the key fails.`,
  );
}

/** The workstation whose push made the newest version, where it is not this one: both believe to be the designated one. */
function otherWorkstation(versions: readonly KeyVersionProperties[], ours: string): string | undefined {
  const newest = versions.reduce<KeyVersionProperties | undefined>(
    (latest, version) => (latest && (latest.createdOn ?? 0) > (version.createdOn ?? 0) ? latest : version),
    undefined,
  );
  const { workstation } = newest?.tags ?? {};
  return newest?.tags['made-by'] === 'keyferry' && workstation !== undefined && workstation !== ours
    ? workstation
    : undefined;
}

function pushedByOther(group: KeyGroup, other: string): Result<never> {
  return fail(
    'other-workstation',
    `The workstation ${other.slice(0, 8)} pushed ${group.name} into the vault ${group.vault} last. Nothing was sent.`,
    {
      advice:
        'Only one workstation may be the designated device: find out which one is it. If it is this one, a second Administrator confirms that: keyferry sync GROUP --follow-other.',
    },
  );
}

async function checkNameIsFree(
  context: JobContext,
  connection: VaultConnection,
  group: KeyGroup,
): Promise<Result<void>> {
  const deleted = await connection.getDeletedKey(group.name, context.signal);
  if (!deleted.ok) return deleted;
  if (!deleted.value) return ok(undefined);
  return fail(
    'name-blocked',
    `The name ${group.name} is blocked in the vault ${group.vault} by a soft-deleted key of the same name.`,
    {
      advice: 'Recover or purge the deleted key first (portal: Keys, Manage deleted keys), then push again.',
    },
  );
}

/** Versions that the books call deleted and the vault has: somebody recovered them there. */
async function takeBack(
  context: JobContext,
  store: Store,
  connection: VaultConnection,
  group: KeyGroup,
  versions: readonly KeyVersionProperties[],
): Promise<Result<ReadonlySet<KeyId>>> {
  const there = new Set(versions.map((version) => version.version));
  const back = versionsInBooks(store, group).filter(({ state, version }) => state === 'deleted' && there.has(version));
  if (back.length === 0) return ok(new Set());
  const current = await connection.getKey(group.name, undefined, context.signal);
  if (!current.ok) return current;
  for (const { keyName, ...version } of back) {
    context.say(
      'WARN',
      'key-recovered',
      `The key ${keyName} was recovered in the vault meanwhile: it is there as version ${version.version}, and is not sent again.`,
    );
    const active = version.version === current.value?.version;
    context.commit((tx) => putVersion(tx, group.id, { ...version, state: 'live', active }));
  }
  return ok(new Set(back.map(({ keyId }) => keyId)));
}

function versionsInBooks(store: Store, group: KeyGroup) {
  return keysOfGroup(store, group.id).flatMap((key) =>
    key.versions.map((version) => ({ ...version, keyName: key.name })),
  );
}
