import type { Command } from 'commander';
import type { Key } from '../../../../shared/domain/key.js';
import { keyState } from '../../../../shared/domain/key.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import type { Workstation } from '../../../workstation.js';
import { addCommand, addFamily, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { confirmation } from '../input/confirmation.js';
import { done, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { azureVersion, keyData, STATE_WORDS } from '../show/nouns.js';
import { facts, table } from '../show/table.js';
import { vaultLabel } from '../show/text.js';
import { whenUtc } from '../show/times.js';

const GROUP: readonly [string, string] = ['<group>', 'the Key Group, or VAULT/NAME'];
const KEY: readonly [string, string] = ['<key>', 'its name, or the beginning of its id or fingerprint'];

export function addKeyCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'key',
    'Keys: each is one version of its vault key, once pushed',
    'keyferry key list',
  );
  addCommand(family, invoke, {
    name: 'create',
    role: 'Operator',
    args: [GROUP, ['[name]', 'what it is called; left out: GROUP-001, GROUP-002 ...']],
    summary: 'Create > Random: make a key in a group; nothing leaves this workstation',
    examples: ['keyferry key create payroll'],
    run: create,
  });
  addCommand(family, invoke, {
    name: 'list',
    role: 'Auditor',
    args: [['[group]', 'the Key Group; left out: all']],
    summary: 'the keys, and how each stands in Azure',
    examples: ['keyferry key list payroll'],
    run: (context, [name]) => withWorkstation(context, ({ workstation }) => Promise.resolve(list(workstation, name))),
  });
  addCommand(family, invoke, {
    name: 'show',
    role: 'Auditor',
    args: [GROUP, KEY],
    summary: 'one key with its fingerprints and versions',
    examples: ['keyferry key show payroll payroll-001'],
    run: (context, [group = '', key = '']) =>
      withWorkstation(context, async ({ workstation }) => {
        const found = findKey(workstation, group, key);
        return found.ok ? await shown(workstation, found.value) : found;
      }),
  });
  addCommand<{ readonly confirm?: string }>(family, invoke, {
    name: 'remove',
    role: 'Administrator',
    args: [GROUP, KEY],
    summary: 'remove a key from this workstation; its versions in the vault stay',
    examples: ['keyferry key remove payroll payroll-001 --confirm payroll-001'],
    options: [option('--confirm <key>', 'the name of the key once more')],
    run: remove,
  });
}

const SOURCE_WORDS: Readonly<Record<Key['source'], string>> = {
  software: 'the software of this workstation, not an HSM',
  ceremony: 'the air-gapped workstation of a ceremony; its private half is not here',
};
const ORIGIN_WORDS: Readonly<Record<Key['origin'], string>> = {
  random: 'Create > Random',
  rotation: 'rotation',
  ceremony: 'ceremony',
  escrow: 'brought back from escrow',
};

interface KeyInGroup {
  readonly key: Key;
  readonly group: KeyGroup;
}

function findKey(workstation: Workstation, groupName: string, keyName: string) {
  const { groups, keys } = workstation.keyManagement;
  const group = groups.find(groupName);
  if (!group.ok) return group;
  const key = keys.find(group.value, keyName);
  return key.ok ? { ok: true as const, value: { key: key.value, group: group.value } } : key;
}

function isPractice(workstation: Workstation, group: KeyGroup): boolean {
  const credential = workstation.credentials.byId(group.credentialId);
  return credential.ok && credential.value.cloud === 'practice';
}

async function fingerprintText(spkiSha256: string): Promise<string> {
  const { groupInFours } = await import('../../../crypto/index.js');
  const half = spkiSha256.length / 2;
  return `${groupInFours(spkiSha256.slice(0, half))}\n${groupInFours(spkiSha256.slice(half))}`;
}

async function shown(workstation: Workstation, { key, group }: KeyInGroup, before = '', after = ''): Promise<Outcome> {
  const vault = vaultLabel(group.vault, isPractice(workstation, group));
  const head = facts([
    ['Key', key.name],
    ['Key Group', `${group.name} in the vault ${vault}`],
    ['Key type', key.keyType],
    ['Made by', SOURCE_WORDS[key.source]],
    ['Origin', ORIGIN_WORDS[key.origin]],
    ['Created', whenUtc(key.createdAt)],
    ['State in Azure', STATE_WORDS[keyState(key)]],
    ['SPKI SHA-256', await fingerprintText(key.spkiSha256)],
    ['RFC 7638', key.thumbprint],
    ['Id', key.id],
  ]);
  const versions =
    key.versions.length === 0
      ? ''
      : `\n\n${table(
          ['Azure version', 'State', 'Pushed (UTC)', 'Expires'],
          key.versions.map((version) => [
            version.version,
            version.active ? 'active' : version.state,
            whenUtc(version.pushedAt).replace(' UTC', ''),
            version.expiresOn === undefined ? '-' : whenUtc(version.expiresOn).slice(0, 10),
          ]),
        )}`;
  return done({ key: keyData(key, group) }, `${before}${head}${versions}${after}`);
}

function create(context: Context, [groupName = '', name]: readonly string[]): Promise<Outcome> {
  return withWorkstation(context, async ({ workstation }) => {
    const { groups, keys } = workstation.keyManagement;
    const group = groups.find(groupName);
    if (!group.ok) return group;
    const key = await keys.create(group.value, name);
    if (!key.ok) return key;
    return shown(
      workstation,
      { key: key.value, group: group.value },
      `Key ${key.value.name} created in ${group.value.name}.\n`,
      `\n\nIt has not left this workstation. To push it:\n  keyferry sync ${group.value.name}`,
    );
  });
}

function list(workstation: Workstation, groupName: string | undefined): Outcome {
  const { groups, keys } = workstation.keyManagement;
  const chosen = groupName === undefined ? undefined : groups.find(groupName);
  if (chosen && !chosen.ok) return chosen;
  const shownGroups = chosen ? [chosen.value] : groups.list();
  const all = shownGroups.flatMap((group) => keys.list(group).map((key) => ({ key, group })));
  const data = { keys: all.map(({ key, group }) => keyData(key, group)) };
  if (all.length === 0) {
    const where = chosen ? chosen.value.name : (shownGroups[0]?.name ?? 'GROUP');
    const first = shownGroups.length === 0 ? 'There is no Key Group yet: keyferry group create --help\n' : '';
    return done(data, `${first}There is no key yet. Make one:\n  keyferry key create ${where}`);
  }
  const rows = all.map(({ key, group }) => [
    ...(chosen ? [] : [group.name]),
    key.name,
    STATE_WORDS[keyState(key)],
    azureVersion(key),
    key.spkiSha256.slice(0, 8),
  ]);
  const where = chosen
    ? `${chosen.value.name} in the vault ${vaultLabel(chosen.value.vault, isPractice(workstation, chosen.value))}\n\n`
    : '';
  return done(
    data,
    `${where}${table([...(chosen ? [] : ['Group']), 'Key', 'In Azure', 'Azure version', 'SHA-256'], rows)}`,
  );
}

async function remove(
  context: Context,
  [groupName = '', keyName = '']: readonly string[],
  options: { readonly confirm?: string },
): Promise<Outcome> {
  const confirmed = await confirmation(context, options.confirm, {
    what: `This removes the key ${keyName} of ${groupName} from this workstation for good; versions in the vault stay.`,
    name: keyName,
  });
  if (!confirmed.ok) return confirmed;
  return withWorkstation(context, ({ workstation }) => {
    const { groups, keys } = workstation.keyManagement;
    const group = groups.find(groupName);
    if (!group.ok) return Promise.resolve(group);
    const removed = keys.remove(group.value, keyName, confirmed.value);
    if (!removed.ok) return Promise.resolve(removed);
    const key = removed.value;
    const live = key.versions.filter((version) => version.state === 'live').length;
    const left =
      live > 0
        ? ` Its version stays in the vault ${group.value.vault}; without the key here it cannot be pushed again.`
        : '';
    return Promise.resolve(
      done(
        { removed: { key: key.name, group: group.value.name, versionsLeftInVault: live } },
        `Key ${key.name} removed from this workstation.${left}`,
      ),
    );
  });
}
