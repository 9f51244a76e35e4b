import type { Command } from 'commander';
import { keyState } from '../../../../shared/domain/key.js';
import type { DriftView } from '../../../../shared/contract/index.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { withApproval, type ApprovalOptions } from '../approval.js';
import { addCommand, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { jobOutcome } from '../job-outcome.js';
import type { Result } from '../../../../shared/result.js';
import { done, type Outcome } from '../outcome.js';
import type { Session } from '../session.js';
import { azureVersion, keyData, STATE_WORDS } from '../show/nouns.js';
import { table } from '../show/table.js';
import { clean, count, fold } from '../show/text.js';
import { iso } from '../show/times.js';
import { onGroup } from './on-group.js';
import { cloudDelete, type DeleteOptions } from './cloud-delete.js';
import { compareAll } from './compare-all.js';
import { mend, type MendOptions } from './mend.js';
import { QUEUE, queuedWhere, type QueueOptions } from './queue.js';
import { rotateDue } from './rotate-due.js';

const GROUP: readonly [string, string] = ['<group>', 'the Key Group, or VAULT/NAME'];

export function addCloudCommands(program: Command, invoke: Invoke): void {
  addCommand<FollowOptions>(program, invoke, {
    name: 'sync',
    role: 'Operator',
    approval: true,
    args: [GROUP, ['[keys...]', 'the keys; left out: all that were never pushed']],
    summary: 'Cloud > Synchronize: push keys of a group to Azure by BYOK',
    about:
      'Each key is wrapped here under a KEK that lives in the vault, imported there, and the public key that Azure ' +
      'answers is compared with ours. Only on the designated device. Ctrl-C stops after the step it is in and cleans up.',
    examples: ['keyferry sync payroll', 'keyferry sync payroll payroll-001 payroll-002'],
    options: [
      option('--follow-other', 'although another workstation pushed last; a second Administrator confirms it'),
      QUEUE,
    ],
    run: (context, [name = '', ...keys], options) =>
      onGroup(context, name, (session, group) =>
        following(context, session, { group, options, how: 'synchronize' }, async (more) => {
          const { workstation, jobOptions } = session;
          const { cloud } = workstation.keyManagement;
          const asked = await cloud.synchronize(group, keys, { ...jobOptions, ...more });
          const result = queuedWhere(options, session, asked);
          return jobOutcome(result, () => keysAfter(workstation, group));
        }),
      ),
  });
  addCommand<FollowOptions & { readonly due?: boolean }>(program, invoke, {
    name: 'rotate',
    role: 'Operator',
    approval: true,
    args: [['[group]', 'the Key Group, or VAULT/NAME; left out with --due']],
    summary: 'Cloud > Force Rotation: make a new key in the group and push it now',
    about:
      'The new key becomes the active material; older versions stay enabled in the vault. With --due every group whose ' +
      'rotation is due by its schedule is rotated once, the longest overdue first, and older versions are disabled ' +
      'where a group asks for it: for cron, where no window is open.',
    examples: ['keyferry rotate payroll', 'keyferry rotate --due'],
    options: [
      option('--due', 'what the schedules of all groups ask for now'),
      option('--follow-other', 'although another workstation pushed last; a second Administrator confirms it'),
      QUEUE,
    ],
    run: (context, [name], options) =>
      name === undefined || options.due === true
        ? rotateDue(context, name, options.due)
        : onGroup(context, name, (session, group) =>
            following(context, session, { group, options, how: 'rotate' }, async (more) => {
              const { workstation, jobOptions } = session;
              const asked = await workstation.keyManagement.cloud.rotate(group, { ...jobOptions, ...more });
              const result = queuedWhere(options, session, asked);
              return jobOutcome(result, () => keysAfter(workstation, group));
            }),
          ),
  });
  addCommand<{ readonly all?: boolean }>(program, invoke, {
    name: 'compare',
    role: 'Auditor',
    args: [['[group]', 'the Key Group, or VAULT/NAME; left out with --all']],
    summary: 'Cloud > Compare with Vault: what the vault holds, against what is here',
    about: 'It only looks: neither the vault nor the keys here are changed by it.',
    examples: ['keyferry compare payroll', 'keyferry compare --all'],
    options: [option('--all', 'every Key Group, one after the other')],
    run: (context, [name], { all }) =>
      name === undefined || all === true
        ? compareAll(context, name, all)
        : onGroup(context, name, async ({ workstation, signal }, group) =>
            compared(group, await workstation.keyManagement.drift.compare(group, signal)),
          ),
  });
  addCommand<MendOptions>(program, invoke, {
    name: 'mend',
    role: 'Operator',
    approval: true,
    args: [GROUP],
    summary: 'do about a difference what Compare with Vault advises',
    about:
      'One thing at a time, each a job. --push-again is for a key that the vault does not hold any more; --enable for a ' +
      'version of ours that somebody disabled; --recover and --purge for a soft-deleted key.',
    examples: ['keyferry mend payroll --recover', 'keyferry mend payroll --push-again payroll-001'],
    options: [
      option('--push-again <key>', 'push this key once more'),
      option('--enable <version>', 'enable this version'),
      option('--recover', 'recover the soft-deleted key with all its versions'),
      option('--purge', 'purge the soft-deleted key for good'),
      option('--confirm <group>', 'with --purge: the name of the group once more'),
    ],
    run: mend,
  });
  addCommand<DeleteOptions>(program, invoke, {
    name: 'cloud-delete',
    role: 'Administrator',
    approval: true,
    args: [GROUP],
    summary: "Cloud > Delete on Cloud Service: delete the group's key in the vault, all versions",
    about:
      'The keys here stay. What is encrypted or signed with the key in Azure depends on it. The key is deleted and ' +
      'purged where the vault allows it; with --no-purge it stays soft-deleted and can be recovered in the portal. ' +
      'Without --confirm the vault is looked at first, and the name is asked for at the terminal. A second Administrator ' +
      'confirms it: here, or elsewhere by files.',
    examples: [
      'keyferry cloud-delete payroll --confirm payroll --approve bob=bob.txt \\\n    --justification "end of the rehearsal"',
      'keyferry cloud-delete payroll --confirm payroll --request-file ask.json \\\n    --justification "end of the rehearsal"',
      'keyferry cloud-delete payroll --confirm payroll --approval answer.json',
    ],
    options: [
      option('--confirm <group>', 'the name of the group once more'),
      option('--no-purge', 'leave it soft-deleted'),
      QUEUE,
    ],
    run: cloudDelete,
  });
}

interface FollowOptions extends ApprovalOptions, QueueOptions {
  readonly followOther?: boolean;
}

/** A push that follows another workstation's takes a second Administrator; any other does not. */
function following(
  context: Context,
  session: Session,
  asked: { readonly group: KeyGroup; readonly options: FollowOptions; readonly how: 'synchronize' | 'rotate' },
  work: (more: { readonly followOther?: boolean }) => Promise<Outcome>,
): Promise<Outcome> {
  const { group, options, how } = asked;
  if (options.followOther !== true) return work({});
  const act = { act: 'follow-other', groupId: group.id, how } as const;
  return withApproval(context, session, act, options, () => work({ followOther: true }));
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

function compared(group: KeyGroup, result: Result<DriftView>): Outcome {
  if (!result.ok) return result;
  const { comparedAt, foreignVersions, findings } = result.value;
  const data = { group: group.name, vault: group.vault, inSync: findings.length === 0, foreignVersions, findings };
  const head = `${group.name} compared with the vault ${group.vault}`;
  const text =
    findings.length === 0
      ? `${head}: it holds what it should.`
      : `${head}: ${count(findings.length, 'difference')}.\n\n${findings.map(findingText).join('\n')}`;
  return done({ ...data, comparedAt: iso(comparedAt) }, text);
}

function findingText({ kind, text, advice }: DriftView['findings'][number]): string {
  const lines = [...fold(clean(text), 76), ...fold(clean(advice), 76)];
  return [kind, ...lines.map((line) => `    ${line}`)].join('\n');
}
