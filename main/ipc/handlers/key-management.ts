import type { GroupId } from '../../../shared/domain/ids.js';
import type { KeyGroup } from '../../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { Workstation } from '../../workstation.js';
import type { OpenRooms } from '../open-rooms.js';
import type { Handlers } from '../types.js';
import { groupViews, keyViews, toKeyView } from '../views.js';

/** Key Management > Keys. */
export const keyManagement: Handlers<'keyManagement'> = {
  snapshot: (_nothing, { rooms: { workstation } }) =>
    ok({
      groups: groupViews(workstation),
      keys: workstation.keyManagement.groups.list().map((group) => keyViews(workstation, group)),
    }),

  createGroup: async ({ credentialId, ...fields }, { rooms }) => {
    const { workstation } = rooms;
    const credential = workstation.credentials.byId(credentialId);
    if (!credential.ok) return credential;
    // The vault first: a group whose practice vault could not be made would stand in the way of the next attempt.
    const ready = await workstation.ensurePracticeVault(credential.value, fields.vault);
    if (!ready.ok) return ready;
    const created = workstation.keyManagement.groups.create({ ...fields, credential: credential.value.name });
    if (!created.ok) return created;
    rooms.announcer.groupChanged(created.value.id);
    return viewOf(rooms, created.value.id);
  },

  editGroup: async ({ groupId, credentialId, ...change }, { rooms }) => {
    const { workstation } = rooms;
    const group = workstation.keyManagement.groups.byId(groupId);
    if (!group.ok) return group;
    const credential = credentialId === undefined ? undefined : workstation.credentials.byId(credentialId);
    if (credential && !credential.ok) return credential;
    const ready = credential
      ? await workstation.ensurePracticeVault(credential.value, group.value.vault)
      : ok(undefined);
    if (!ready.ok) return ready;
    const edited = workstation.keyManagement.groups.edit(referenceOf(group.value), {
      ...change,
      ...(credential ? { credential: credential.value.name } : {}),
    });
    if (!edited.ok) return edited;
    rooms.announcer.groupChanged(groupId);
    rooms.schedule.nudge();
    return viewOf(rooms, groupId);
  },

  removeGroup: ({ groupId, confirm }, { rooms }) => {
    const { groups } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    if (!group.ok) return group;
    const removed = groups.remove(referenceOf(group.value), confirm);
    if (!removed.ok) return removed;
    rooms.announcer.groupChanged(groupId);
    return ok(undefined);
  },

  createKeys: async ({ groupId, name, count }, { rooms }) => {
    const { groups, keys } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    if (!group.ok) return group;
    if (name !== undefined && count > 1)
      return fail('bad-input', 'Only one key can be given a name; leave it out to make more.');
    const stop = rooms.jobs.sealing;
    const onMade = (): void => rooms.announcer.groupChanged(groupId);
    if (name !== undefined) {
      const named = await keys.create(group.value, name);
      if (!named.ok) return named;
      onMade();
      return ok([toKeyView(named.value)]);
    }
    const made = await keys.createMany(group.value, count, { stop, onMade });
    if (made.ok && made.value.length < count)
      return fail('sealed', `${made.value.length} of ${count} keys were made before the workstation was sealed.`);
    return made.ok ? ok(made.value.map(toKeyView)) : made;
  },

  removeKey: ({ groupId, keyId, confirm }, { rooms }) => {
    const { groups, keys } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    if (!group.ok) return group;
    const removed = keys.remove(group.value, keyId, confirm);
    if (!removed.ok) return removed;
    rooms.announcer.groupChanged(groupId);
    return ok(undefined);
  },

  previewRotation: ({ groupId, count, ...schedule }, { rooms }) =>
    rooms.workstation.keyManagement.groups.preview(schedule, count, groupId),

  synchronize: async ({ groupId, keyIds }, { rooms }) => {
    const { groups, cloud } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    if (!group.ok) return group;
    return rooms.jobs.start((options) => cloud.synchronize(group.value, keyIds, options));
  },

  rotate: async ({ groupId }, { rooms }) => {
    const { groups, cloud } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    if (!group.ok) return group;
    return rooms.jobs.start((options) => cloud.rotate(group.value, options));
  },

  followOther: async ({ jobId }, { rooms }) => {
    const { keyManagement: room } = rooms.workstation;
    return rooms.jobs.start((options) => room.repeat(jobId, { ...options, followOther: true }));
  },

  pushAgain: async ({ groupId, keyId }, { rooms }) => {
    const { groups, cloud } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    if (!group.ok) return group;
    return rooms.jobs.start((options) => cloud.synchronize(group.value, [keyId], { ...options, again: true }));
  },

  enableVersion: async ({ groupId, version }, { rooms }) => {
    const { groups, cloud } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    return group.ok ? rooms.jobs.start((options) => cloud.enableVersion(group.value, version, options)) : group;
  },

  recoverDeleted: async ({ groupId }, { rooms }) => {
    const { groups, cloud } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    return group.ok ? rooms.jobs.start((options) => cloud.recoverDeleted(group.value, options)) : group;
  },

  purgeDeleted: async ({ groupId, confirm, justification }, { rooms }) => {
    const { cloud } = rooms.workstation.keyManagement;
    const group = checkGroupName(rooms.workstation, groupId, confirm);
    if (!group.ok) return group;
    return rooms.jobs.start((options) => cloud.purgeDeleted(group.value, { ...options, justification }));
  },

  previewDeletion: async ({ groupId }, { rooms }) => {
    const { groups, deletion } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    return group.ok ? deletion.preview(group.value, rooms.jobs.sealing) : group;
  },

  deleteOnCloud: async ({ groupId, confirm, justification, purge }, { rooms }) => {
    const { cloud } = rooms.workstation.keyManagement;
    const group = checkGroupName(rooms.workstation, groupId, confirm);
    if (!group.ok) return group;
    return rooms.jobs.start((options) => cloud.deleteOnCloud(group.value, purge, { ...options, justification }));
  },

  compareWithVault: async ({ groupId }, { rooms }) => {
    const { groups, drift } = rooms.workstation.keyManagement;
    const group = groups.byId(groupId);
    if (!group.ok) return group;
    const found = await drift.compare(group.value, rooms.jobs.sealing);
    rooms.announcer.groupChanged(groupId);
    return found;
  },
};

/** The group that is to be deleted in the vault, when its name was typed. Codes `group-not-found`, `confirm-name`. */
export function checkGroupName({ keyManagement }: Workstation, groupId: GroupId, confirm: string): Result<KeyGroup> {
  const group = keyManagement.groups.byId(groupId);
  if (!group.ok || confirm === group.value.name) return group;
  return fail('confirm-name', 'The name does not match. Nothing was deleted.', {
    advice: `Type the name of the Key Group: ${group.value.name}.`,
  });
}

function viewOf(rooms: OpenRooms, id: GroupId) {
  const view = groupViews(rooms.workstation).find((group) => group.id === id);
  return view ? ok(view) : gone();
}

function gone(): Result<never> {
  return fail('group-not-found', 'This Key Group is not here any more.');
}

/** `VAULT/NAME`: never ambiguous. */
function referenceOf(group: KeyGroup): string {
  return `${group.vault}/${group.name}`;
}
