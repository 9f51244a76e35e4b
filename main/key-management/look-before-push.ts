import { LIMITS } from '../../shared/azure/limits.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';

/**
 * The job's own pre-flight: token and challenge are settled with one cheap call, what the vault holds under the name is
 * listed (so that a lost answer can be told from an older version), a blocked name is found before a KEK is made.
 */
export function lookBeforePush(
  context: JobContext,
  connection: VaultConnection,
  group: KeyGroup,
): Promise<Result<Set<string>>> {
  return context.step('pre-flight', {}, async () => {
    const warm = await connection.warmUp(context.signal);
    if (!warm.ok) return warm;
    const versions = await connection.listVersions(group.name, context.signal);
    if (!versions.ok) return versions;
    if (versions.value.length >= LIMITS.versionsForBackup) {
      context.say(
        'WARN',
        'many-versions',
        `${group.name} has ${versions.value.length} versions in the vault: above ${LIMITS.versionsForBackup}, Azure's own backup of the key fails.`,
      );
    }
    if (versions.value.length === 0) {
      const deleted = await connection.getDeletedKey(group.name, context.signal);
      if (!deleted.ok) return deleted;
      if (deleted.value) {
        return fail(
          'name-blocked',
          `The name ${group.name} is blocked in the vault ${group.vault} by a soft-deleted key of the same name.`,
          {
            advice: 'Recover or purge the deleted key first (portal: Keys, Manage deleted keys), then push again.',
          },
        );
      }
    }
    return ok(new Set(versions.value.map((version) => version.version)));
  });
}
