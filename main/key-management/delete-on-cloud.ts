import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { markGroupDeletedOnCloud } from '../store/tables/keys.js';
import { lookAfterFailure } from './look-after-failure.js';
import { lookForDeleted } from './look-for-deleted.js';

/** The work of Delete on Cloud Service; purged where `purge` asks for it and the vault allows it. Answers the sentence of success. */
export async function deleteOnCloud(
  context: JobContext,
  connection: VaultConnection,
  group: KeyGroup,
  purge: boolean,
): Promise<Result<string>> {
  const warm = await context.step('pre-flight', {}, () => connection.warmUp(context.signal));
  if (!warm.ok) return warm;
  if (context.signal.aborted) return fail('cancelled', 'Cancelled. Nothing was deleted.');
  context.say('INFO', 'deleting', `Deleting HSM protected key ${group.name} on the cloud service...`);
  const removed = await context.step(
    'delete',
    { record: (tx) => markGroupDeletedOnCloud(tx, group.id) },
    // Not cancelled once it is sent: whether it was done would be unknown for nothing.
    () => connection.removeKey(group.name, { purge }),
  );
  if (!removed.ok) return lookAfterFailure(context, removed.failure, () => lookForDeleted(context, connection, group));
  context.update({ done: 1 });
  const { outcome, scheduledPurgeOn, purgeable } = removed.value;
  switch (outcome) {
    case 'absent':
      context.say('WARN', 'was-absent', `The vault ${group.vault} had no key ${group.name}.`);
      return ok(`The vault ${group.vault} holds no key ${group.name}; nothing had to be deleted.`);
    case 'purged':
      return ok(`Successfully deleted and purged HSM protected key ${group.name} on the cloud service.`);
    case 'deleted': {
      const date = scheduledPurgeOn === undefined ? '' : new Date(scheduledPurgeOn).toISOString().slice(0, 10);
      const why =
        purge && !purgeable
          ? ` Purge protection is on in the vault ${group.vault}: Azure purges it by itself${date ? ` on ${date}` : ''}.`
          : '';
      return ok(
        `Successfully deleted HSM protected key ${group.name} on the cloud service; it can be recovered there${date ? ` until ${date}` : ''}, and its name stays blocked.${why}`,
      );
    }
  }
}
