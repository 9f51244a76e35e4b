import type { Command } from 'commander';
import { KEY_TYPE_NAMES, KEY_USAGES } from '../../../../shared/azure/key-types.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import type { GroupChange } from '../../../key-management/index.js';
import type { Workstation } from '../../../workstation.js';
import { addCommand, addFamily, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { confirmation } from '../input/confirmation.js';
import { parseWords } from '../input/values.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { groupData } from '../show/nouns.js';
import { facts, table } from '../show/table.js';
import { count, vaultLabel } from '../show/text.js';
import { day, whenUtc } from '../show/times.js';

interface CreateOptions {
  readonly credential: string;
  readonly vault: string;
  readonly type: string;
  readonly usages?: string;
  readonly rotateEvery?: string;
  readonly rotateAt?: string;
  readonly rotateZone?: string;
  readonly rotateFirst?: string;
  readonly disableOlderAfter?: string;
  readonly validFor?: string;
}

interface EditOptions {
  readonly credential?: string;
  readonly usages?: string;
  readonly rotateEvery?: string;
  readonly rotateAt?: string;
  readonly rotateZone?: string;
  readonly rotateFirst?: string;
  readonly pause?: 'on' | 'off';
  readonly disableOlderAfter?: string;
  readonly validFor?: string;
}

const GROUP: readonly [string, string] = ['<group>', 'its name, or VAULT/NAME where two vaults have one'];
const USAGES = option('--usages <list>', `between commas: ${KEY_USAGES.join(',')}; default: all the type allows`);

export function addGroupCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'group',
    'Key Groups (Asymmetric HSM Protected): each is one key name in one vault',
    'keyferry group list',
  );
  addCommand<CreateOptions>(family, invoke, {
    name: 'create',
    role: 'Administrator',
    args: [['<name>', 'the name of the key in the vault: letters, digits, hyphens']],
    summary: 'create a Key Group; nothing is sent to the vault',
    about: 'With a practice credential the practice vault is made too, if it is not there.',
    examples: [
      'keyferry group create payroll --credential rehearsal --vault contoso --type p-256',
      'keyferry group create tde --credential contoso-push --vault contoso --type rsa-3072 \\\n    --usages wrapKey,unwrapKey --rotate-every 90d --valid-for 365d',
    ],
    options: [
      needed('--credential <name>', 'the Cloud Credential that pushes'),
      needed('--vault <name>', 'the vault, its name alone'),
      needed('--type <type>', 'the type of its keys').choices(KEY_TYPE_NAMES),
      USAGES,
      option('--rotate-every <period>', 'Rotate Every: 90d, 12w, 6m or 1y'),
      option('--rotate-at <time>', 'at this time of day, e.g. 02:30'),
      option('--rotate-zone <zone>', 'in this time zone, e.g. Europe/Berlin; UTC unless given'),
      option('--rotate-first <date>', 'first date, e.g. 2027-01-31; the ones after it are counted from it'),
      option(
        '--disable-older-after <period>',
        'disable older versions in the vault so long after a newer one, e.g. 30d',
      ),
      option('--valid-for <period>', 'Keep key valid for: 90d, 12w, 6m or 1y'),
    ],
    run: create,
  });
  addCommand(family, invoke, {
    name: 'list',
    role: 'Auditor',
    summary: 'all Key Groups',
    examples: ['keyferry group list'],
    run: (context) => withWorkstation(context, ({ workstation }) => Promise.resolve(list(workstation))),
  });
  addCommand(family, invoke, {
    name: 'show',
    role: 'Auditor',
    args: [GROUP],
    summary: 'one Key Group',
    examples: ['keyferry group show payroll'],
    run: (context, [name = '']) =>
      withWorkstation(context, ({ workstation }) => {
        const found = workstation.keyManagement.groups.find(name);
        return Promise.resolve(found.ok ? shown(workstation, found.value) : found);
      }),
  });
  addCommand<EditOptions>(family, invoke, {
    name: 'edit',
    role: 'Administrator',
    args: [GROUP],
    summary: 'change credential, usages, rotation or validity of a Key Group',
    about:
      'Name, vault and type stay: they are what the key in the vault is. Usages and validity count for keys pushed from now on.',
    examples: ['keyferry group edit payroll --rotate-every 90d --valid-for off'],
    options: [
      option('--credential <name>', 'another Cloud Credential'),
      USAGES,
      option('--rotate-every <period>', 'Rotate Every: 90d, 12w, 6m or 1y; or off'),
      option('--rotate-at <time>', 'at this time of day, e.g. 02:30; or off'),
      option('--rotate-zone <zone>', 'in this time zone, e.g. Europe/Berlin; or off for UTC'),
      option('--rotate-first <date>', 'first date, e.g. 2027-01-31; or off'),
      option('--pause <on|off>', 'on: nothing is rotated by itself; the dates go on being counted').choices([
        'on',
        'off',
      ]),
      option('--disable-older-after <period>', 'disable older versions so long after a newer one, e.g. 30d; or off'),
      option('--valid-for <period>', 'Keep key valid for: 90d, 12w, 6m or 1y; or off'),
    ],
    run: edit,
  });
  addCommand<{ readonly confirm?: string }>(family, invoke, {
    name: 'remove',
    role: 'Administrator',
    args: [GROUP],
    summary: 'remove a Key Group and its keys from this workstation; the vault is not touched',
    examples: ['keyferry group remove payroll --confirm payroll'],
    options: [option('--confirm <name>', 'the name once more')],
    run: remove,
  });
}

function create(context: Context, [name = '']: readonly string[], options: CreateOptions): Promise<Outcome> {
  const { type: keyType, usages, ...rest } = options;
  return withWorkstation(context, async ({ workstation }) => {
    const created = workstation.keyManagement.groups.create({
      name,
      keyType,
      ...rest,
      ...(usages === undefined ? {} : { usages: parseWords(usages) }),
    });
    if (!created.ok) return created;
    const ready = await practiceVaultFor(workstation, created.value);
    if (ready) return ready;
    return shown(
      workstation,
      created.value,
      `Key Group ${created.value.name} created.\n`,
      `\n\nNext, a key in it:\n  keyferry key create ${created.value.name}`,
    );
  });
}

/** With a practice credential the vault is made; undefined when all is well. */
async function practiceVaultFor(workstation: Workstation, group: KeyGroup): Promise<Outcome | undefined> {
  const credential = workstation.credentials.byId(group.credentialId);
  if (!credential.ok) return credential;
  const made = await workstation.ensurePracticeVault(credential.value, group.vault);
  if (made.ok) return undefined;
  const { failure } = made;
  return refused({
    ...failure,
    message: `${failure.message} The Key Group ${group.name} is there, but its practice vault is not.`,
    advice: `${failure.advice ?? ''} Then: keyferry credential update ${credential.value.name} --practice.`.trim(),
  });
}

/** The group with its credential and number of keys. */
function detailsOf(workstation: Workstation, group: KeyGroup) {
  const credential = workstation.credentials.byId(group.credentialId);
  return {
    credential: credential.ok ? credential.value : undefined,
    keys: workstation.keyManagement.keys.list(group).length,
  };
}

function shown(workstation: Workstation, group: KeyGroup, before = '', after = ''): Outcome {
  const details = detailsOf(workstation, group);
  const text = facts([
    ['Key Group', group.name],
    ['Vault', vaultLabel(group.vault, details.credential?.cloud === 'practice')],
    ['Cloud Credential', details.credential?.name ?? 'gone: give it another one with group edit'],
    ['Key type', group.keyType],
    ['Key usages', group.usages.join(', ')],
    ['Rotate Every', rotationWords(group)],
    ['Older versions', group.disableOlderAfter ? `disabled after ${group.disableOlderAfter}` : 'stay enabled'],
    ['Keep key valid for', group.validFor ?? 'no end'],
    ['Keys', String(details.keys)],
    ['Created', whenUtc(group.createdAt)],
    ['Last rotated', group.lastRotated === undefined ? 'never' : whenUtc(group.lastRotated)],
    ['Next rotation', group.nextRotation === undefined ? '' : whenUtc(group.nextRotation)],
    ['Then', laterDates(workstation, group)],
    ['Last failure', troubleWords(workstation, group)],
  ]);
  return done({ group: groupData(group, details) }, `${before}${text}${after}`);
}

function rotationWords(group: KeyGroup): string {
  if (group.rotateEvery === undefined) return 'off';
  const at = group.rotateAt === undefined ? '' : ` at ${group.rotateAt} ${group.rotateZone ?? 'UTC'}`;
  const first = group.rotateFirst === undefined ? '' : `, counted from ${group.rotateFirst}`;
  return `${group.rotateEvery}${at}${first}${group.rotationPaused === true ? ' (paused)' : ''}`;
}

/** The due dates after the next one, so that a schedule can be looked over. */
function laterDates(workstation: Workstation, group: KeyGroup): string {
  const { rotateEvery, rotateAt, rotateZone, rotateFirst } = group;
  if (rotateEvery === undefined) return '';
  const given = {
    rotateEvery,
    ...(rotateAt === undefined ? {} : { rotateAt }),
    ...(rotateZone === undefined ? {} : { rotateZone }),
    ...(rotateFirst === undefined ? {} : { rotateFirst }),
  };
  const dates = workstation.keyManagement.groups.preview(given, 4, group.id);
  return dates.ok ? dates.value.slice(1).map(day).join(', ') : '';
}

function troubleWords(workstation: Workstation, group: KeyGroup): string {
  const trouble = workstation.keyManagement.groups.troubles().get(group.id);
  if (!trouble) return '';
  return `${trouble.message} Failed ${count(trouble.failures, 'time')}; tried again after ${whenUtc(trouble.retryAt)}.`;
}

function list(workstation: Workstation): Outcome {
  const groups = workstation.keyManagement.groups.list().map((group) => ({ group, ...detailsOf(workstation, group) }));
  const data = { groups: groups.map(({ group, ...details }) => groupData(group, details)) };
  if (groups.length === 0) {
    return done(
      data,
      'There is no Key Group yet. Create one:\n  keyferry group create NAME --credential CREDENTIAL --vault VAULT --type p-256',
    );
  }
  return done(
    data,
    table(
      ['Group', 'Vault', 'Type', 'Keys', 'Last rotated', 'Next rotation'],
      groups.map(({ group, credential, keys }) => [
        group.name,
        vaultLabel(group.vault, credential?.cloud === 'practice'),
        group.keyType,
        String(keys),
        day(group.lastRotated),
        day(group.nextRotation),
      ]),
    ),
  );
}

function edit(context: Context, [name = '']: readonly string[], options: EditOptions): Promise<Outcome> {
  const { usages, pause, ...rest } = options;
  const change: GroupChange = {
    ...rest,
    ...(pause === undefined ? {} : { rotationPaused: pause === 'on' }),
    ...(usages === undefined ? {} : { usages: parseWords(usages) }),
  };
  if (Object.keys(change).length === 0)
    return Promise.resolve(wrongUsage('Nothing to change was named.', 'See: keyferry group edit --help.'));
  return withWorkstation(context, async ({ workstation }) => {
    const edited = workstation.keyManagement.groups.edit(name, change);
    if (!edited.ok) return edited;
    const ready = change.credential === undefined ? undefined : await practiceVaultFor(workstation, edited.value);
    return ready ?? shown(workstation, edited.value, `Key Group ${edited.value.name} edited.\n`);
  });
}

async function remove(
  context: Context,
  [name = '']: readonly string[],
  options: { readonly confirm?: string },
): Promise<Outcome> {
  const confirmed = await confirmation(context, options.confirm, {
    what: `This removes the Key Group ${name} with all its keys from this workstation for good; the vault is not touched.`,
    name: name.split('/').at(-1) ?? name,
  });
  if (!confirmed.ok) return confirmed;
  return withWorkstation(context, ({ workstation }) => {
    const { groups, keys } = workstation.keyManagement;
    const found = groups.find(name);
    const held = found.ok ? keys.list(found.value) : [];
    const removed = groups.remove(name, confirmed.value);
    if (!removed.ok) return Promise.resolve(removed);
    const group = removed.value;
    const live = held.flatMap((key) => key.versions).filter((version) => version.state === 'live').length;
    const left = live > 0 ? ` ${count(live, 'version')} stay in the vault ${group.vault}.` : '';
    return Promise.resolve(
      done(
        { removed: { group: group.name, vault: group.vault, keys: held.length, versionsLeftInVault: live } },
        `Key Group ${group.name} and its ${count(held.length, 'key')} removed from this workstation.${left}`,
      ),
    );
  });
}
