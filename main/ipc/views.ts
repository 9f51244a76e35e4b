import type { DriftView, GroupView, KeyView } from '../../shared/contract/index.js';
import type { GroupId } from '../../shared/domain/ids.js';
import { keyState, type Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import type { RotationTrouble } from '../../shared/domain/rotation-trouble.js';
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

/** All groups as the Keys view shows them. */
export function groupViews(workstation: Workstation): GroupView[] {
  const drifts = workstation.keyManagement.drift.all();
  const troubles = workstation.keyManagement.groups.troubles();
  const credentials = new Map(workstation.credentials.list().map((credential) => [credential.id, credential]));
  const unreconciled = new Set(workstation.jobs.unfinished().flatMap((job) => (job.reconciled ? [] : [job.groupId])));
  return workstation.keyManagement.groups.list().map((group) => {
    const credential = credentials.get(group.credentialId);
    return toGroupView(group, workstation.keyManagement.keys.list(group), {
      credentialName: credential?.name ?? '',
      practice: credential?.cloud === 'practice',
      unreconciled: unreconciled.has(group.id),
      drift: drifts.get(group.id),
      trouble: troubles.get(group.id),
    });
  });
}

/** The keys of one group as the Keys view shows them. */
export function keyViews(workstation: Workstation, group: KeyGroup): { groupId: GroupId; keys: KeyView[] } {
  return { groupId: group.id, keys: workstation.keyManagement.keys.list(group).map(toKeyView) };
}

export function toKeyView(key: Key): KeyView {
  return { ...key, versions: [...key.versions], state: keyState(key) };
}

function toGroupView(
  group: KeyGroup,
  keys: readonly Key[],
  more: Pick<GroupView, 'credentialName' | 'practice' | 'unreconciled'> & {
    readonly drift: DriftView | undefined;
    readonly trouble: RotationTrouble | undefined;
  },
): GroupView {
  const { drift, trouble, ...facts } = more;
  const active = keys
    .flatMap((key) => key.versions.map((version) => ({ key, version })))
    .find(({ version }) => version.active);
  return {
    ...group,
    usages: [...group.usages],
    ...facts,
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
    ...(trouble ? { rotationTrouble: trouble } : {}),
    ...(drift ? { drift } : {}),
  };
}
