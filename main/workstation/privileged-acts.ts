import { keyState } from '../../shared/domain/key.js';
import type { GroupId } from '../../shared/domain/ids.js';
import { ROLES } from '../../shared/contract/index.js';
import { z } from 'zod';
import { assertNever, fail, ok, type Result } from '../../shared/result.js';
import type { Act } from '../identity-management/index.js';
import { CEREMONY_ACTS, describeCeremonyAct } from './ceremony-acts.js';
import type { Workstation } from './unlocked.js';

const groupId = z.custom<GroupId>((value) => typeof value === 'string' && z.uuid().safeParse(value).success);
const name = z.string().min(1).max(127);

/** What takes a second Administrator, as it is asked for; also as it stands in a request file. */
export const privilegedAct = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('delete-on-cloud'),
    groupId,
    purge: z.boolean(),
    justification: z.string().max(500),
  }),
  z.strictObject({ act: z.literal('purge-deleted'), groupId, justification: z.string().max(500) }),
  z.strictObject({ act: z.literal('follow-other'), groupId, how: z.enum(['synchronize', 'rotate']) }),
  z.strictObject({ act: z.literal('designated-device'), value: z.enum(['on', 'off']) }),
  z.strictObject({ act: z.literal('make-backup'), file: z.string().max(4096) }),
  z.strictObject({ act: z.literal('add-identity'), name, role: z.enum(ROLES) }),
  z.strictObject({ act: z.literal('disable-identity'), name }),
  z.strictObject({ act: z.literal('enable-identity'), name }),
  z.strictObject({ act: z.literal('change-role'), name, role: z.enum(ROLES) }),
  ...CEREMONY_ACTS,
]);
export type PrivilegedAct = z.infer<typeof privilegedAct>;

/** The exact object, in words, as it is now. Codes `group-not-found`, `not-designated`, `identity-not-found`. */
export function describePrivileged(workstation: Workstation, act: PrivilegedAct): Result<Act> {
  switch (act.act) {
    case 'delete-on-cloud':
      return deletion(workstation, act);
    case 'purge-deleted':
      return onGroup(workstation, act.groupId, 'Purge a soft-deleted key for good', [
        { name: 'Justification', value: act.justification },
      ]);
    case 'follow-other':
      return onGroup(workstation, act.groupId, 'Push although another workstation pushed last', [
        { name: 'Job', value: act.how === 'rotate' ? 'Force Rotation' : 'Synchronize' },
      ]);
    case 'designated-device':
      return ok({
        title: act.value === 'on' ? 'Make this workstation the designated device' : 'No longer the designated device',
        object: 'designated-device',
        lines: [
          { name: 'Workstation', value: workstation.identities.workstationId },
          { name: 'Designated device', value: act.value },
        ],
      });
    case 'make-backup':
      return ok({
        title: 'Make a backup of the whole workstation',
        object: workstation.identities.workstationId,
        lines: [
          { name: 'Workstation', value: workstation.identities.workstationId },
          { name: 'File', value: act.file },
          { name: 'Keys in it', value: String(keysIn(workstation)) },
        ],
      });
    case 'add-identity':
      return ok({
        title: 'Add an identity',
        object: act.name,
        lines: [named(act.name), { name: 'Role', value: act.role }],
      });
    case 'disable-identity':
      return onIdentity(workstation, act.name, 'Disable an identity');
    case 'enable-identity':
      return onIdentity(workstation, act.name, 'Enable an identity');
    case 'change-role':
      return onIdentity(workstation, act.name, 'Change the role of an identity', [
        { name: 'New role', value: act.role },
      ]);
    case 'begin-ceremony':
    case 'upload-package':
    case 'remove-ceremony-kek':
      return describeCeremonyAct(workstation, act);
    default:
      return assertNever(act);
  }
}

function onGroup(workstation: Workstation, id: GroupId, title: string, more: Act['lines']): Result<Act> {
  const { groups, cloud } = workstation.keyManagement;
  const designated = cloud.designated();
  if (!designated.ok) return designated;
  const group = groups.byId(id);
  if (!group.ok) return group;
  const { vault, name: keyName, credentialId } = group.value;
  const credential = workstation.credentials.byId(credentialId);
  const practice = credential.ok && credential.value.cloud === 'practice' ? ' (PRACTICE)' : '';
  const lines = [{ name: 'Key', value: keyName }, { name: 'Vault', value: `${vault}${practice}` }, ...more];
  return ok({ title, object: `${vault}/${keyName}`, lines });
}

function deletion(
  workstation: Workstation,
  act: Extract<PrivilegedAct, { readonly act: 'delete-on-cloud' }>,
): Result<Act> {
  const { groups, keys, cloud } = workstation.keyManagement;
  const designated = cloud.designated();
  if (!designated.ok) return designated;
  const group = groups.byId(act.groupId);
  if (!group.ok) return group;
  const { vault, name: keyName, credentialId } = group.value;
  const credential = workstation.credentials.byId(credentialId);
  const mine = keys.list(group.value);
  const active = mine.find((key) => keyState(key) === 'active');
  const versions = mine.flatMap((key) => key.versions).filter(({ state }) => state !== 'deleted').length;
  const practice = credential.ok && credential.value.cloud === 'practice' ? ' (PRACTICE)' : '';
  return ok({
    title: 'Delete on Cloud Service',
    object: `${vault}/${keyName}`,
    lines: [
      { name: 'Key', value: keyName },
      { name: 'Vault', value: `${vault}${practice}` },
      { name: 'Cloud Credential', value: credential.ok ? credential.value.name : 'none' },
      { name: 'Versions pushed from here', value: String(versions) },
      { name: 'Active key', value: active ? `${active.name}, SHA-256 ${active.spkiSha256}` : 'none' },
      { name: 'Afterwards', value: act.purge ? 'purged where the vault allows it' : 'left soft-deleted' },
      { name: 'Justification', value: act.justification },
    ],
  });
}

function keysIn({ keyManagement }: Workstation): number {
  return keyManagement.groups.list().reduce((sum, group) => sum + keyManagement.keys.list(group).length, 0);
}

function onIdentity(workstation: Workstation, wanted: string, title: string, more: Act['lines'] = []): Result<Act> {
  const found = workstation.people.identities.find(wanted);
  if (!found) return fail('identity-not-found', `There is no identity ${wanted}.`);
  const { role, state } = found;
  const lines = [named(found.name), { name: 'Role', value: role }, { name: 'State', value: state }, ...more];
  return ok({ title, object: found.name, lines });
}

function named(value: string): Act['lines'][number] {
  return { name: 'Name', value };
}
