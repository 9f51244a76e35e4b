import type { Checked, CallName, Role, RoomName } from '../../shared/contract/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { actOfBegin, actOfRemoveKek, actOfUpload, type PrivilegedAct, type Workstation } from '../workstation.js';
import { readPlan } from '../ceremonies/index.js';
import { fromBase64 } from './ceremony-views.js';
import { outFolder } from './export-file-name.js';
import { checkGroupName } from './handlers/key-management.js';

/** What a call asks a second Administrator for; undefined: this argument needs none. */
type ActOf<R extends RoomName, C extends CallName<R>> = (
  argument: Checked<R, C>,
  workstation: Workstation,
) => Result<PrivilegedAct | undefined>;

/**
 * Every call of the contract that is marked with `approval` has its function here (tests/ipc/approvals.test.ts walks them).
 * What the call would refuse anyway is refused before anybody is asked.
 */
const PRIVILEGED: Readonly<Record<string, unknown>> = {
  'keyManagement.deleteOnCloud': deleteOnCloud satisfies ActOf<'keyManagement', 'deleteOnCloud'>,
  'keyManagement.purgeDeleted': (({ groupId, confirm, justification }, workstation) => {
    const group = checkGroupName(workstation, groupId, confirm);
    return group.ok ? ok({ act: 'purge-deleted', groupId, justification }) : group;
  }) satisfies ActOf<'keyManagement', 'purgeDeleted'>,
  'keyManagement.followOther': followOther satisfies ActOf<'keyManagement', 'followOther'>,
  'administration.set': setSetting satisfies ActOf<'administration', 'set'>,
  'administration.makeBackup': (({ file }) => ok({ act: 'make-backup', file })) satisfies ActOf<
    'administration',
    'makeBackup'
  >,
  'identityManagement.addIdentity': addIdentity satisfies ActOf<'identityManagement', 'addIdentity'>,
  'identityManagement.disableIdentity': ((change, workstation) =>
    change.logins ? ok(undefined) : onIdentity(workstation, change.name, { act: 'disable-identity' })) satisfies ActOf<
    'identityManagement',
    'disableIdentity'
  >,
  'identityManagement.enableIdentity': ((change, workstation) =>
    change.logins ? ok(undefined) : onIdentity(workstation, change.name, { act: 'enable-identity' })) satisfies ActOf<
    'identityManagement',
    'enableIdentity'
  >,
  'identityManagement.changeRole': ((change, workstation) =>
    change.logins
      ? ok(undefined)
      : onIdentity(workstation, change.name, { act: 'change-role', role: change.role })) satisfies ActOf<
    'identityManagement',
    'changeRole'
  >,
  'ceremonies.begin': (({ text, folder }, workstation) => {
    const plan = readPlan(Buffer.from(text, 'utf8'));
    return plan.ok ? actOfBegin(workstation, plan.value, outFolder(folder)) : plan;
  }) satisfies ActOf<'ceremonies', 'begin'>,
  'ceremonies.removeKek': (({ name }, workstation) => actOfRemoveKek(workstation, name)) satisfies ActOf<
    'ceremonies',
    'removeKek'
  >,
  'ceremonies.upload': (({ bytes, credentialId, workstationKey }, workstation) => {
    const credential = workstation.credentials.byId(credentialId);
    if (!credential.ok) return credential;
    const request = { file: fromBase64(bytes), credential: credential.value.name, workstationKey };
    return ok(actOfUpload(workstation, request));
  }) satisfies ActOf<'ceremonies', 'upload'>,
};

/** What this call, with its checked argument, asks for. A marked call without a function here is a bug, and throws. */
export function actOfCall(
  channel: string,
  argument: unknown,
  workstation: Workstation,
): Result<PrivilegedAct | undefined> {
  const act = PRIVILEGED[channel] as
    ((argument: unknown, workstation: Workstation) => Result<PrivilegedAct | undefined>) | undefined;
  if (!act) throw new Error(`Nobody says what ${channel} asks for.`);
  return act(argument, workstation);
}

export const PRIVILEGED_CHANNELS = Object.keys(PRIVILEGED);

function deleteOnCloud(
  { groupId, confirm, purge, justification }: Checked<'keyManagement', 'deleteOnCloud'>,
  workstation: Workstation,
): Result<PrivilegedAct> {
  const group = checkGroupName(workstation, groupId, confirm);
  return group.ok ? ok({ act: 'delete-on-cloud', groupId, purge, justification }) : group;
}

function followOther({ jobId }: Checked<'keyManagement', 'followOther'>, { jobs }: Workstation): Result<PrivilegedAct> {
  const job = jobs.show(jobId);
  if (!job.ok) return job;
  const { groupId, type, failureCode } = job.value;
  if (failureCode === 'other-workstation' && (type === 'synchronize' || type === 'rotate'))
    return ok({ act: 'follow-other', groupId, how: type });
  return fail('not-stopped-by-other', 'This job was not stopped by the push of another workstation.', {
    advice: 'Do it again as any other job.',
  });
}

function setSetting(
  { name, value }: Checked<'administration', 'set'>,
  { settings }: Workstation,
): Result<PrivilegedAct | undefined> {
  if (name !== 'designated-device') return ok(undefined);
  if (value !== 'on' && value !== 'off') return fail('bad-input', 'designated-device: Give on or off.');
  return ok(settings.get(name) === value ? undefined : { act: name, value });
}

/** With `logins` the quorum confirms it; an Administrator cannot be added without (the room says so). */
function addIdentity({
  name,
  role,
  logins,
}: Checked<'identityManagement', 'addIdentity'>): Result<PrivilegedAct | undefined> {
  return ok(logins || role === 'Administrator' ? undefined : { act: 'add-identity', name, role });
}

type OnIdentity =
  { readonly act: 'disable-identity' | 'enable-identity' } | { readonly act: 'change-role'; readonly role: Role };

function onIdentity(workstation: Workstation, wanted: string, act: OnIdentity): Result<PrivilegedAct | undefined> {
  const found = workstation.people.identities.find(wanted);
  if (!found) return fail('identity-not-found', `There is no identity ${wanted}.`);
  const { name, role } = found;
  // These split the master key anew: without logins the room refuses them.
  const splits = role === 'Administrator' || (act.act === 'change-role' && act.role === 'Administrator');
  return ok(splits ? undefined : { ...act, name });
}
