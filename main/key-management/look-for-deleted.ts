import type { KeyGroup } from '../../shared/domain/key-group.js';
import { ok, type Result } from '../../shared/result.js';
import type { VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { markGroupDeletedOnCloud } from '../store/tables/keys.js';

/** What became of a deletion whose end is not known: looks in the vault, records it, answers the sentence. */
export async function lookForDeleted(
  context: JobContext,
  connection: VaultConnection,
  group: KeyGroup,
): Promise<Result<string>> {
  const live = await connection.getKey(group.name);
  if (!live.ok) return live;
  if (live.value) return ok(`the key ${group.name} is still in the vault; nothing was deleted.`);
  const deleted = await connection.getDeletedKey(group.name);
  if (!deleted.ok) return deleted;
  context.commit((tx) => markGroupDeletedOnCloud(tx, group.id));
  const kept = deleted.value ? ' It is soft-deleted, not purged, and its name stays blocked.' : '';
  return ok(`the key ${group.name} is not in the vault any more.${kept}`);
}
