import type { Command } from 'commander';
import { keyState } from '../../../../shared/domain/key.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { addCommand, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { confirmation } from '../input/confirmation.js';
import { jobOutcome } from '../job-outcome.js';
import { refused, type Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';
import { azureVersion, keyData, STATE_WORDS } from '../show/nouns.js';
import { table } from '../show/table.js';

const GROUP: readonly [string, string] = ['<group>', 'the Key Group, or VAULT/NAME'];

interface DeleteOptions {
  readonly confirm?: string;
  /** False with --no-purge. */
  readonly purge: boolean;
}

export function addCloudCommands(program: Command, invoke: Invoke): void {
  addCommand(program, invoke, {
    name: 'sync',
    args: [GROUP, ['[keys...]', 'the keys; left out: all that were never pushed']],
    summary: 'Cloud > Synchronize: push keys of a group to Azure by BYOK',
    about:
      'Each key is wrapped here under a KEK that lives in the vault, imported there, and the public key that Azure ' +
      'answers is compared with ours. Only on the designated device. Ctrl-C stops after the step it is in and cleans up.',
    examples: ['keyferry sync payroll', 'keyferry sync payroll payroll-001 payroll-002'],
    run: (context, [name = '', ...keys]) =>
      onGroup(context, name, async ({ workstation, jobOptions }, group) => {
        const result = await workstation.keyManagement.cloud.synchronize(group, keys, jobOptions);
        return jobOutcome(result, () => keysAfter(workstation, group));
      }),
  });
  addCommand(program, invoke, {
    name: 'rotate',
    args: [GROUP],
    summary: 'Cloud > Force Rotation: make a new key in the group and push it now',
    about: 'The new key becomes the active material; older versions stay enabled in the vault.',
    examples: ['keyferry rotate payroll'],
    run: (context, [name = '']) =>
      onGroup(context, name, async ({ workstation, jobOptions }, group) => {
        const result = await workstation.keyManagement.cloud.rotate(group, jobOptions);
        return jobOutcome(result, () => keysAfter(workstation, group));
      }),
  });
  addCommand<DeleteOptions>(program, invoke, {
    name: 'cloud-delete',
    args: [GROUP],
    summary: "Cloud > Delete on Cloud Service: delete the group's key in the vault, all versions",
    about:
      'The keys here stay. What is encrypted or signed with the key in Azure depends on it. The key is deleted and ' +
      'purged where the vault allows it; with --no-purge it stays soft-deleted and can be recovered in the portal.',
    examples: ['keyferry cloud-delete payroll --confirm payroll'],
    options: [
      option('--confirm <group>', 'the name of the group once more'),
      option('--no-purge', 'leave it soft-deleted'),
    ],
    run: cloudDelete,
  });
}

/** Works on one group with the vault at hand. */
function onGroup(
  context: Context,
  name: string,
  work: (session: Session, group: KeyGroup) => Promise<Outcome>,
): Promise<Outcome> {
  return withWorkstation(
    context,
    async (session) => {
      const group = session.workstation.keyManagement.groups.find(name);
      return group.ok ? work(session, group.value) : group;
    },
    { vault: true },
  );
}

function keysAfter(workstation: Session['workstation'], group: KeyGroup) {
  const keys = workstation.keyManagement.keys.list(group);
  return {
    data: { keys: keys.map((key) => keyData(key, group)) },
    text: table(
      ['Key', 'In Azure', 'Azure version', 'SHA-256'],
      keys.map((key) => [key.name, STATE_WORDS[keyState(key)], azureVersion(key), key.spkiSha256.slice(0, 8)]),
    ),
  };
}

async function cloudDelete(context: Context, [name = '']: readonly string[], options: DeleteOptions): Promise<Outcome> {
  const then = options.purge
    ? 'deleted and, where the vault allows it, purged: it cannot be brought back from there'
    : 'soft-deleted: it can be recovered in the portal until the retention period ends';
  const confirmed = await confirmation(context, options.confirm, {
    what: `This deletes the key ${name} with all its versions in the vault. It is ${then}. The keys here stay.`,
    name: name.split('/').at(-1) ?? name,
  });
  if (!confirmed.ok) return confirmed;
  return onGroup(context, name, async ({ workstation, jobOptions }, group) => {
    if (confirmed.value !== group.name) {
      return refused({
        code: 'confirm-name',
        message: `"${confirmed.value}" is not the name of the group. Nothing was deleted.`,
        advice: `Confirm it with the name: --confirm ${group.name}.`,
      });
    }
    return jobOutcome(await workstation.keyManagement.cloud.deleteOnCloud(group, options.purge, jobOptions));
  });
}
