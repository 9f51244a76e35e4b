import type { Command } from 'commander';
import { keyState } from '../../../../shared/domain/key.js';
import type { DriftView } from '../../../../shared/contract/index.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { addCommand, option, type Invoke } from '../command-spec.js';
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

const GROUP: readonly [string, string] = ['<group>', 'the Key Group, or VAULT/NAME'];

export function addCloudCommands(program: Command, invoke: Invoke): void {
  addCommand(program, invoke, {
    name: 'sync',
    role: 'Operator',
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
    role: 'Operator',
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
  addCommand(program, invoke, {
    name: 'compare',
    role: 'Auditor',
    args: [GROUP],
    summary: 'Cloud > Compare with Vault: what the vault holds, against what is here',
    about: 'It only looks: neither the vault nor the keys here are changed by it.',
    examples: ['keyferry compare payroll'],
    run: (context, [name = '']) =>
      onGroup(context, name, async ({ workstation, signal }, group) =>
        compared(group, await workstation.keyManagement.drift.compare(group, signal)),
      ),
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
    ],
    run: cloudDelete,
  });
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
