import type { Command } from 'commander';
import type { UnreachableEndpoint } from '../../../../shared/domain/endpoint.js';
import { addCommand, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { done, type Outcome } from '../outcome.js';
import { practiceVaultExists } from '../practice-access.js';
import { withWorkstation } from '../session.js';
import { lookAtFolder } from '../folder-facts.js';
import { facts } from '../show/table.js';
import { count } from '../show/text.js';
import { iso, size, whenUtc } from '../show/times.js';

export function addStatusCommand(program: Command, invoke: Invoke): void {
  addCommand(program, invoke, {
    name: 'status',
    role: 'anybody',
    summary: 'how this workstation stands',
    about: 'Without --unlock it shows what can be known while the workstation is sealed, and asks nobody.',
    examples: ['keyferry status', 'keyferry status --unlock alice=alice.txt --unlock bob=bob.txt'],
    run: status,
  });
}

/** What is known only unlocked. */
interface OpenFacts {
  readonly unlockedBy: string;
  readonly secrets: { readonly place: string; readonly reason: string };
  readonly designatedDevice: boolean;
  readonly counts: Readonly<Record<'credentials' | 'groups' | 'keys' | 'neverPushed' | 'rotationsDue', number>>;
  readonly store: { readonly snapshotBytes: number; readonly journalBytes: number };
  readonly unfinishedJobs: number;
  readonly queuedJobs: number;
  readonly unreachable: readonly UnreachableEndpoint[];
  readonly rollback: string;
}

async function status(context: Context): Promise<Outcome> {
  // Two inner files on purpose, here and below: the rooms as a whole take longer to load than all the rest of `status`.
  const { readIdentityFile } = await import('../../../identity-management/identity-file.js');
  const identities = readIdentityFile(context.dataFolder);
  if (!identities.ok) return identities;
  const file = identities.value;
  const folder = lookAtFolder(context.dataFolder);
  if (!file) return notInitialised(context);
  const practice = await practiceFacts(context);
  const show = (open: OpenFacts | undefined): Outcome => {
    const data = {
      dataFolder: context.dataFolder,
      initialised: true,
      workstationId: file.workstationId,
      identities: file.identities.map(({ name, role }) => ({ name, role })),
      unlocked: open !== undefined,
      unlockedBy: open?.unlockedBy ?? null,
      secrets: open?.secrets ?? null,
      designatedDevice: open?.designatedDevice ?? null,
      counts: open?.counts ?? null,
      unfinishedJobs: open?.unfinishedJobs ?? null,
      queuedJobs: open?.queuedJobs ?? null,
      unreachable: open?.unreachable.map(endpointData) ?? null,
      practiceVault: practice,
      store: open?.store ?? null,
      rollback: open?.rollback ?? null,
      folderBytes: folder.bytes,
      warnings: folder.warnings,
    };
    const rows: [string, string][] = [
      ['Data folder', `${context.dataFolder} (${size(folder.bytes)})`],
      ['Workstation', file.workstationId],
      ['Admin identities', file.identities.map((identity) => identity.name).join(', ')],
      ...(open ? openRows(open) : sealedRows()),
      ['Practice vault', practiceText(practice)],
      ...folder.warnings.map((warning): [string, string] => ['Warning', warning]),
    ];
    return done(data, facts(rows));
  };
  if (context.unlock.length === 0) return show(undefined);
  return withWorkstation(context, async ({ workstation }) => show(await openFacts(workstation)));
}

function notInitialised(context: Context): Outcome {
  return done(
    { dataFolder: context.dataFolder, initialised: false, unlocked: false },
    `There is no workstation in ${context.dataFolder} yet.\nMake one: keyferry init`,
  );
}

type Workstation = Parameters<Parameters<typeof withWorkstation>[1]>[0]['workstation'];

async function openFacts(workstation: Workstation): Promise<OpenFacts> {
  const { keyManagement, credentials, settings, keychain, jobs, store } = workstation;
  const groups = keyManagement.groups.list();
  const keys = groups.flatMap((group) => keyManagement.keys.list(group));
  const place = await keychain.forNewSecrets();
  const { snapshotBytes, journalBytes } = store.status;
  return {
    unlockedBy: workstation.administrators.join(' + '),
    secrets: { place: place.store.kind, reason: place.reason },
    designatedDevice: settings.designatedDevice,
    counts: {
      credentials: credentials.list().length,
      groups: groups.length,
      keys: keys.length,
      neverPushed: keys.filter((key) => key.versions.length === 0).length,
      rotationsDue: keyManagement.groups.due().length,
    },
    store: { snapshotBytes, journalBytes },
    unfinishedJobs: jobs.unfinished().length,
    queuedJobs: keyManagement.queue.list().length,
    unreachable: workstation.endpoints.list(),
    rollback: rollbackText(workstation),
  };
}

function endpointData({ host, since, lastTried, why }: UnreachableEndpoint) {
  return { host, since: iso(since), lastTried: iso(lastTried), why };
}

function rollbackText({ headWatch }: Workstation): string {
  const { finding, rolledBackAt, sentence } = headWatch;
  if (finding.kind === 'rolled-back') return finding.sentence;
  return rolledBackAt === undefined ? sentence : `${sentence} It was noticed on ${whenUtc(rolledBackAt)}: see the log.`;
}

function openRows(open: OpenFacts): [string, string][] {
  const { counts, secrets, store } = open;
  return [
    ['Unlocked by', open.unlockedBy],
    [
      'Designated device',
      open.designatedDevice
        ? 'on: this workstation may push, rotate and delete on the cloud'
        : 'off: it may not push. To change it: keyferry config set designated-device on',
    ],
    [
      'Client secrets',
      `new ones go to ${secrets.place === 'os-keychain' ? "the operating system's keychain" : 'the sealed store'}. ${secrets.reason}`,
    ],
    ['Cloud Credentials', String(counts.credentials)],
    ['Key Groups', `${counts.groups}${counts.rotationsDue > 0 ? `, ${counts.rotationsDue} due for rotation` : ''}`],
    ['Keys', `${counts.keys}${counts.neverPushed > 0 ? `, ${counts.neverPushed} never pushed` : ''}`],
    [
      'Unfinished jobs',
      open.unfinishedJobs > 0
        ? `${count(open.unfinishedJobs, 'job')}: the next command that goes to the vault looks after them`
        : '',
    ],
    [
      'Queued jobs',
      open.queuedJobs > 0
        ? `${count(open.queuedJobs, 'job')}, begun when the vault answers: keyferry jobs resume, or an open window`
        : '',
    ],
    ...open.unreachable.map(({ host, since, lastTried, why }): [string, string] => [
      'No answer from',
      `${host} since ${whenUtc(since)}; last tried ${whenUtc(lastTried)} (${why})`,
    ]),
    ['Rollback', open.rollback],
    ['Store', `snapshot ${size(store.snapshotBytes)}, journal ${size(store.journalBytes)}`],
  ];
}

function sealedRows(): [string, string][] {
  return [
    ['State', 'sealed: groups, keys, settings and where secrets are kept are known only unlocked (--unlock, twice)'],
  ];
}

interface PracticeFacts {
  readonly exists: boolean;
  readonly served: boolean;
  readonly pid?: number;
  readonly port?: number;
}

async function practiceFacts(context: Context): Promise<PracticeFacts> {
  const { readServing } = await import('../../../practice-vault/serving.js');
  const serving = readServing(`${context.dataFolder}/practice-vault`);
  if (!serving) return { exists: practiceVaultExists(context), served: false };
  return { exists: true, served: true, pid: serving.pid, port: serving.port };
}

function practiceText({ exists, served, pid, port }: PracticeFacts): string {
  if (served) return `served over HTTPS on 127.0.0.1:${port ?? ''} by process ${pid ?? ''}`;
  return exists ? 'there, in process (not served)' : 'none yet';
}
