import type { CloudVersion } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { putVersion } from '../store/tables/keys.js';
import type { Store } from '../store/types.js';
import { lookAfterFailure } from './look-after-failure.js';
import { lookForDisabled } from './look-for-mended.js';
import { oldVersions } from './old-versions.js';

/** Disables the older versions of a group one by one; a version that the vault has not any more is recorded as deleted. */
export async function disableOlderVersions(
  context: JobContext,
  parts: { readonly store: Store; readonly now: () => number },
  connection: VaultConnection,
  group: KeyGroup,
): Promise<Result<string>> {
  const warm = await context.step('pre-flight', {}, () => connection.warmUp(context.signal));
  if (!warm.ok) return warm;
  // Read anew: what was planned may be done, or somebody rotated meanwhile.
  const versions = oldVersions(parts.store, group, parts.now());
  for (const [index, version] of versions.entries()) {
    if (context.signal.aborted) return fail('cancelled', `Cancelled; ${index} of ${versions.length} were disabled.`);
    const disabled = await context.step(
      'disable',
      { record: (tx) => putVersion(tx, group.id, { ...version, state: 'disabled' }) },
      () => connection.disableVersion(group.name, version.version, context.signal),
    );
    if (!disabled.ok) {
      return lookAfterFailure(context, disabled.failure, () =>
        lookForDisabled(context, parts.store, connection, group),
      );
    }
    context.say('INFO', 'version-disabled', sentence(version, group));
    context.update({ done: index + 1 });
  }
  return ok(`Disabled ${versions.length} older version(s) of ${group.name}.`);
}

function sentence({ version }: CloudVersion, group: KeyGroup): string {
  return `Version ${version} of ${group.name} is disabled in the vault ${group.vault}: a newer one took over ${group.disableOlderAfter ?? ''} ago or longer.`;
}
