import type { CloudVersion } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { addPeriod, parsePeriod } from '../../shared/domain/period.js';
import { listGroups } from '../store/tables/groups.js';
import { keysOfGroup } from '../store/tables/keys.js';
import type { Store } from '../store/types.js';

/**
 * The versions of a group that its rule says to disable at `now`: live ones that are not the active material, once the
 * newer version has been there for so long. Never at once: services take up to a day to follow (byok.md).
 */
export function oldVersions(store: Pick<Store, 'all' | 'get'>, group: KeyGroup, now: number): readonly CloudVersion[] {
  const period = group.disableOlderAfter === undefined ? undefined : parsePeriod(group.disableOlderAfter);
  if (!period?.ok) return [];
  const live = keysOfGroup(store, group.id)
    .flatMap((key) => key.versions)
    .filter((version) => version.state === 'live');
  const active = live.find((version) => version.active);
  if (!active || addPeriod(active.pushedAt, period.value) > now) return [];
  return live.filter((version) => !version.active);
}

/** The groups that have such versions. */
export function groupsWithOldVersions(store: Pick<Store, 'all' | 'get'>, now: number): readonly KeyGroup[] {
  return listGroups(store).filter((group) => oldVersions(store, group, now).length > 0);
}
