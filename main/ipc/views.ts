import type { GroupView, KeyView } from '../../shared/contract/index.js';
import type { GroupId } from '../../shared/domain/ids.js';
import { keyState, type Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import type { Workstation } from '../workstation.js';

/** Identities and Cloud Credentials as Identity Management shows them. */
export function peopleView({ identities, people, credentials }: Workstation) {
  const { recovery } = people.identities;
  return {
    identities: people.identities.list(),
    threshold: identities.threshold,
    ...(recovery ? { recovery } : {}),
    credentials: credentials.list(),
  };
}

/** What a group's view says of its keys. */
type KeysOfGroup = Pick<GroupView, 'keyCount' | 'neverPushed' | 'active'>;

/**
 * All groups as the Keys view shows them. What they say of their keys is looked up once and kept: with a thousand groups that
 * is nearly all of the work. Whoever changes something in a group says so (`forget`).
 */
export class GroupViews {
  readonly #workstation: Workstation;
  readonly #keys = new Map<GroupId, KeysOfGroup>();

  constructor(workstation: Workstation) {
    this.#workstation = workstation;
  }

  forget(ids: Iterable<GroupId>): void {
    for (const id of ids) this.#keys.delete(id);
  }

  all(): GroupView[] {
    return viewsOf(this.#workstation, (group) => {
      const known = this.#keys.get(group.id) ?? keysOfGroup(this.#workstation, group);
      this.#keys.set(group.id, known);
      return known;
    });
  }
}

/** All groups, everything looked up anew. */
export function groupViews(workstation: Workstation): GroupView[] {
  return viewsOf(workstation, (group) => keysOfGroup(workstation, group));
}

function viewsOf(workstation: Workstation, keysOf: (group: KeyGroup) => KeysOfGroup): GroupView[] {
  const drifts = workstation.keyManagement.drift.all();
  const troubles = workstation.keyManagement.groups.troubles();
  const credentials = new Map(workstation.credentials.list().map((credential) => [credential.id, credential]));
  const unreconciled = new Set(workstation.jobs.unfinished().flatMap((job) => (job.reconciled ? [] : [job.groupId])));
  return workstation.keyManagement.groups.list().map((group) => {
    const credential = credentials.get(group.credentialId);
    const drift = drifts.get(group.id);
    const trouble = troubles.get(group.id);
    return {
      ...group,
      usages: [...group.usages],
      credentialName: credential?.name ?? '',
      practice: credential?.cloud === 'practice',
      unreconciled: unreconciled.has(group.id),
      ...keysOf(group),
      ...(trouble ? { rotationTrouble: trouble } : {}),
      ...(drift ? { drift } : {}),
    };
  });
}

/** The keys of one group as the Keys view shows them. */
export function keyViews(workstation: Workstation, group: KeyGroup): { groupId: GroupId; keys: KeyView[] } {
  return { groupId: group.id, keys: workstation.keyManagement.keys.list(group).map(toKeyView) };
}

export function toKeyView(key: Key): KeyView {
  return { ...key, versions: [...key.versions], state: keyState(key) };
}

function keysOfGroup({ keyManagement }: Workstation, group: KeyGroup): KeysOfGroup {
  const keys = keyManagement.keys.list(group);
  const active = keys
    .flatMap((key) => key.versions.map((version) => ({ key, version })))
    .find(({ version }) => version.active);
  return {
    keyCount: keys.length,
    neverPushed: keys.filter((key) => keyState(key) === 'never-pushed').length,
    ...(active
      ? {
          active: {
            keyId: active.key.id,
            keyName: active.key.name,
            version: active.version.version,
            pushedAt: active.version.pushedAt,
            ...(active.version.expiresOn === undefined ? {} : { expiresOn: active.version.expiresOn }),
          },
        }
      : {}),
  };
}
