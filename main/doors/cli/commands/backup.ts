import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { BackupFacts } from '../../../../shared/domain/backup.js';
import { addCommand, addFamily, needed, option, type Invoke } from '../command-spec.js';
import { workstationOptions, type Context } from '../context.js';
import { expandHome } from '../data-folder.js';
import { loginsToUnlock } from '../input/logins.js';
import { done, refused, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { facts } from '../show/table.js';
import { count } from '../show/text.js';
import { size, whenUtc } from '../show/times.js';

interface MakeOptions {
  readonly out: string;
  readonly overwrite?: boolean;
}

interface RestoreOptions {
  readonly acceptOlder?: boolean;
}

export function addBackupCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'backup',
    'Backup: the whole workstation in one sealed file, for another machine',
    'keyferry backup make --out keyferry.kfbackup',
  );
  addCommand<MakeOptions>(family, invoke, {
    name: 'make',
    role: 'Administrator',
    summary: 'write identities, keys, credentials, settings and the log into one sealed file',
    about:
      'The same people open it with the same passphrases. Client secrets that stand in the keychain of this machine go ' +
      'along, sealed. The practice vault stays behind.',
    examples: ['keyferry backup make --out keyferry.kfbackup'],
    options: [needed('--out <file>', 'where to'), option('--overwrite', 'replace a file that is there')],
    run: make,
  });
  addCommand(family, invoke, {
    name: 'info',
    role: 'anybody',
    args: [['<file>', 'the backup']],
    summary: 'what a backup says of itself; nobody is asked for a passphrase',
    examples: ['keyferry backup info keyferry.kfbackup'],
    run: (context, [file = '']) => info(context, file),
  });
  addCommand<RestoreOptions>(family, invoke, {
    name: 'restore',
    role: 'anybody',
    args: [['<file>', 'the backup']],
    summary: 'make the workstation of a backup, in a data folder that has none',
    about:
      'It takes as many of its people as unlocking does. What is restored is not the designated device until it is ' +
      'made so: switch the old one off first.',
    examples: ['keyferry backup restore keyferry.kfbackup --data-dir NEW'],
    options: [option('--accept-older', 'also when this machine has seen a newer log of that workstation')],
    run: restore,
  });
}

async function make(context: Context, _args: readonly string[], options: MakeOptions): Promise<Outcome> {
  const file = pathOf(context, options.out);
  return withWorkstation(context, async ({ workstation }) => {
    const made = await workstation.backups.make({ file, overwrite: options.overwrite ?? false });
    if (!made.ok) {
      return made.failure.code === 'file-exists'
        ? refused({ ...made.failure, advice: 'Choose another name, or replace it: --overwrite.' })
        : made;
    }
    const { bytes, sha256, secrets, missing } = made.value;
    const rows: [string, string][] = [
      ['File', made.value.file],
      ['Size', size(bytes)],
      ['SHA-256', sha256],
      ['Client secrets', secretsText(secrets)],
      ['Missing', missing.length > 0 ? `the client secrets of ${missing.join(', ')}: they could not be read` : ''],
    ];
    const next =
      'Keep it away from this machine; the passphrases are not in it. To look at it: keyferry backup info FILE';
    return done({ backup: { ...made.value } }, `Backup made successfully.\n${facts(rows)}\n${next}`);
  });
}

function secretsText(secrets: number): string {
  return secrets > 0 ? `${count(secrets, 'client secret')} of the keychain sealed inside` : 'those of the sealed store';
}

async function infoOf(context: Context, file: string) {
  const { backupFacts } = await import('../../../workstation.js');
  return backupFacts(pathOf(context, file));
}

async function info(context: Context, file: string): Promise<Outcome> {
  const found = await infoOf(context, file);
  if (!found.ok) return found;
  return done(
    { backup: { ...found.value, madeAt: new Date(found.value.madeAt).toISOString() } },
    infoText(found.value),
  );
}

function infoText(backup: BackupFacts): string {
  return facts([
    ['File', `${backup.file} (${size(backup.bytes)})`],
    ['Workstation', backup.workstationId],
    ['Made', `${whenUtc(backup.madeAt)} by ${backup.madeBy}, with Keyferry ${backup.program}`],
    ['Log', `ends with event ${backup.logSequence}`],
    ['Opened by', `${backup.threshold} of ${backup.identities.join(', ')}`],
    ['SHA-256', backup.sha256],
  ]);
}

async function restore(context: Context, [file = '']: readonly string[], options: RestoreOptions): Promise<Outcome> {
  const found = await infoOf(context, file);
  if (!found.ok) return found;
  context.note(infoText(found.value));
  const logins = await loginsToUnlock(context, {
    names: found.value.identities,
    threshold: found.value.threshold,
  });
  if (!logins.ok) return logins;
  const { restoreBackup } = await import('../../../workstation.js');
  const request = { file: found.value.file, logins: logins.value, acceptOlder: options.acceptOlder ?? false };
  const restored = await restoreBackup(context.dataFolder, request, workstationOptions(context));
  if (!restored.ok) return restored;
  const { workstationId, secrets, secretsKeptIn, ...rest } = restored.value;
  const place = secretsKeptIn === 'os-keychain' ? "the operating system's keychain" : 'the sealed store';
  return done(
    {
      restored: { ...rest, workstationId, secrets, secretsKeptIn, madeAt: new Date(rest.madeAt).toISOString() },
      dataFolder: context.dataFolder,
    },
    `The workstation ${workstationId} is restored in ${context.dataFolder}, as it was on ${whenUtc(rest.madeAt)}.
${secrets > 0 ? `${count(secrets, 'client secret')} came along, now in ${place}.\n` : ''}It is not the designated device. When the old workstation is switched off for good:
  keyferry config set designated-device on`,
  );
}

function pathOf({ surroundings: { cwd, home } }: Context, file: string): string {
  return resolve(cwd, expandHome(file, home));
}
