import { DRIFT_KINDS } from '../../shared/domain/drift.js';
import type { LogLevel, LogService } from '../../shared/domain/log-event.js';

/** Why a checkpoint was signed. */
export const CHECKPOINT_REASONS = [
  'unlock',
  'lock',
  'seal',
  'export',
  'every-1000',
  'privileged',
  'cosign',
  'asked-for',
] as const;
export type CheckpointReason = (typeof CHECKPOINT_REASONS)[number];

/** At least so often. */
export const CHECKPOINT_EVERY = 1000;

/** What a stable event id stands for. */
export interface EventKind {
  readonly service: LogService;
  readonly levels: readonly LogLevel[];
  readonly meaning: string;
  /** A checkpoint is signed together with it. */
  readonly checkpoint?: CheckpointReason;
}

const kind = (service: LogService, levels: string, meaning: string, checkpoint?: CheckpointReason): EventKind => ({
  service,
  levels: levels.split(' ').filter((level) => level === 'INFO' || level === 'WARN' || level === 'ERROR'),
  meaning,
  ...(checkpoint ? { checkpoint } : {}),
});

const SYSTEM = {
  'checkpoint-cosigned': kind('System', 'INFO', 'Somebody put a signature of their own under a checkpoint.'),
  'clock-went-back': kind('System', 'WARN', 'The clock of the machine went back by two seconds or more.', 'privileged'),
  'logs-exported': kind('System', 'INFO', 'Log events are written to a file, with its rows and SHA-256.'),
  'logs-export-failed': kind('System', 'ERROR', 'The file of an export could not be put in its place.'),
  'report-exported': kind('System', 'INFO', 'A report is written to a file, with its rows and SHA-256.'),
  'report-export-failed': kind('System', 'ERROR', 'The file of a report could not be put in its place.'),
  'setting-changed': kind('System', 'INFO', 'A setting of Administration > Configuration was changed.', 'privileged'),
  'backup-made': kind('System', 'INFO WARN', 'A backup of the workstation was made, with its SHA-256.', 'privileged'),
  'backup-making': kind('System', 'INFO', 'A backup of the workstation was asked for.'),
  'backup-not-made': kind('System', 'WARN', 'A backup that was asked for could not be written.'),
  'log-head-first-seen': kind('System', 'INFO', "This machine's keychain knew nothing of this log before."),
  'restored-from-backup': kind('System', 'WARN', 'The workstation was made from a backup.', 'privileged'),
  'store-rolled-back': kind(
    'System',
    'ERROR',
    'The store is older than the keychain of this machine knows it.',
    'unlock',
  ),
  'store-mended': kind('System', 'WARN', 'What a crash had left of the store was mended on opening.', 'unlock'),
  'syslog-caught-up': kind('System', 'INFO', 'The syslog server has everything again.'),
  'syslog-lagging': kind('System', 'WARN', 'The syslog server could not be given events for some time.'),
} as const;

const IDENTITY = {
  'approval-asked': kind('Identity', 'INFO', 'Something was asked for that takes a second Administrator.'),
  'approval-declined': kind('Identity', 'WARN', 'What was asked for was declined.', 'privileged'),
  'approval-given': kind('Identity', 'INFO', 'A second Administrator confirmed what was asked for.', 'privileged'),
  'identities-rolled-back': kind('Identity', 'ERROR', 'An earlier identities.json was put in place.', 'unlock'),
  'identity-added': kind('Identity', 'INFO', 'An identity was added.', 'privileged'),
  'identity-adding': kind('Identity', 'INFO', 'An identity is being added.'),
  'identity-disabled': kind('Identity', 'INFO', 'An identity cannot log in any more.', 'privileged'),
  'identity-disabling': kind('Identity', 'INFO', 'An identity is being disabled.'),
  'identity-enabled': kind('Identity', 'INFO', 'An identity can log in again.', 'privileged'),
  'identity-enabling': kind('Identity', 'INFO', 'An identity is being enabled.'),
  'key-file-written': kind(
    'Identity',
    'INFO',
    'An Administrator took a key file along, to approve elsewhere.',
    'privileged',
  ),
  'recovery-made': kind(
    'Identity',
    'INFO WARN',
    'Recovery shares were made; earlier ones are worth nothing.',
    'privileged',
  ),
  'recovery-making': kind('Identity', 'INFO WARN', 'Recovery shares are being made.'),
  'recovery-tested': kind('Identity', 'INFO WARN', 'Recovery shares were tested, without showing anything.'),
  'recovery-used': kind('Identity', 'WARN', 'Recovery shares made new Administrators.', 'privileged'),
  'recovery-using': kind('Identity', 'WARN', 'Recovery shares opened the workstation.'),
  'role-changed': kind('Identity', 'INFO', 'The role of an identity was changed.', 'privileged'),
  'role-changing': kind('Identity', 'INFO', 'The role of an identity is being changed.'),
  'threshold-changed': kind('Identity', 'INFO', 'How many Administrators unlock together was changed.', 'privileged'),
  'threshold-changing': kind('Identity', 'INFO', 'How many Administrators unlock together is being changed.'),
  'credential-added': kind('Identity', 'INFO', 'A Cloud Credential was added.', 'privileged'),
  'credential-removed': kind('Identity', 'INFO', 'A Cloud Credential was removed.', 'privileged'),
  'credential-updated': kind('Identity', 'INFO', 'A Cloud Credential was changed.', 'privileged'),
  'first-start': kind('Identity', 'INFO', 'The Admin identities were made.', 'privileged'),
  'login-refused': kind('Identity', 'WARN', 'Logins were refused, and how many.'),
  'not-allowed': kind('Identity', 'WARN', 'Somebody asked for what their role does not give.'),
  'passphrase-changed': kind('Identity', 'INFO', 'A passphrase was changed.', 'privileged'),
  'passphrase-changing': kind('Identity', 'INFO', 'A new passphrase was given; it works once it is changed.'),
  'passphrase-not-changed': kind('Identity', 'WARN', 'A change of a passphrase was refused.'),
  'window-locked': kind('Identity', 'INFO', 'The window was locked; scheduled work goes on.', 'lock'),
  'window-reopened': kind('Identity', 'INFO', 'Somebody who had unlocked came back to the locked window.', 'unlock'),
  'workstation-unlocked': kind('Identity', 'INFO', 'Two Admin identities unlocked the workstation.', 'unlock'),
} as const;

const ceremony = (levels: string, meaning: string, checkpoint?: CheckpointReason): EventKind =>
  kind('Key Management', levels, meaning, checkpoint);

const KEYS = {
  'ceremony-begun': kind('Key Management', 'INFO', 'A ceremony began, with the hash of its plan.', 'privileged'),
  'ceremony-ended': kind('Key Management', 'INFO WARN', 'A ceremony was completed, failed or aborted.', 'privileged'),
  'ceremony-exception': kind('Key Management', 'WARN', 'An exception sheet was written in a ceremony.', 'privileged'),
  'ceremony-resumed': kind('Key Management', 'WARN', 'A ceremony was resumed after an interruption.'),
  'ceremony-signed': kind('Key Management', 'INFO', 'Somebody signed the record of a ceremony.', 'privileged'),
  'group-created': kind('Key Management', 'INFO', 'A Key Group was created.'),
  'group-edited': kind('Key Management', 'INFO', 'A Key Group was changed.', 'privileged'),
  'group-removed': kind('Key Management', 'INFO WARN', 'A Key Group was removed from this workstation.', 'privileged'),
  'rotation-put-off': kind('Key Management', 'WARN', 'A scheduled rotation failed and is tried again later.'),
  'key-created': kind('Key Management', 'INFO', 'A key was made; nothing left the workstation.'),
  'key-removed': kind('Key Management', 'INFO WARN', 'A key was removed from this workstation.', 'privileged'),
  'key-recovered-from-escrow': ceremony('WARN', 'A key came back from escrow into a Key Group.', 'privileged'),
  'ceremony-kek-read': ceremony('INFO', 'The KEK of a ceremony was read on the air-gapped workstation.'),
  'ceremony-key-made': ceremony('INFO', 'A key was made at a ceremony.', 'privileged'),
  'ceremony-key-wrapped': ceremony('INFO', 'A key of a ceremony was wrapped under its KEK.'),
  'ceremony-keys-escrowed': ceremony(
    'INFO',
    'Keys of a ceremony were sealed for escrow, and the shares made.',
    'privileged',
  ),
  'ceremony-share-tested': ceremony('INFO WARN', 'An escrow share was tested, without showing it.'),
  'ceremony-key-recovered': ceremony('WARN', 'Shares brought a key back at a ceremony.', 'privileged'),
  'ceremony-recovery-proved': ceremony('INFO', 'Shares proved that a key would come back; nothing was kept.'),
  'ceremony-key-destroyed': ceremony(
    'WARN',
    'The private half of a key was destroyed on this workstation.',
    'privileged',
  ),
  'ceremony-package-made': ceremony('INFO', 'The ceremony package was made, with its SHA-256.', 'privileged'),
} as const;

const azure = (levels: string, meaning: string, checkpoint?: CheckpointReason): EventKind =>
  kind('Azure Service', levels, meaning, checkpoint);

const AZURE = {
  'already-synchronized': azure('INFO', 'A key is in the vault already and is not sent again.'),
  'azure-call': azure('INFO WARN', 'A request to Azure: method, place, status, how long it took.'),
  'azure-recovered': azure('WARN', 'Azure made us wait, or an unclear answer was looked after.'),
  'ceremony-closed': azure('INFO', 'The keys of a ceremony are in the vault, its KEK is looked after.', 'privileged'),
  'ceremony-kek-left': azure('WARN', 'The KEK of a ceremony could not be removed.'),
  'ceremony-kek-made': azure('INFO', 'A KEK was made for a ceremony.', 'privileged'),
  'ceremony-kek-not-made': azure('ERROR', 'A KEK for a ceremony could not be made.'),
  'ceremony-kek-removed': azure('INFO', 'The KEK of a ceremony was removed.'),
  'ceremony-package-refused': azure('ERROR', 'A ceremony package was refused; nothing was sent.'),
  'ceremony-upload-begun': azure('INFO', 'The upload of a ceremony package begins.'),
  'compare-failed': azure('WARN ERROR', 'A Key Group could not be compared with its vault.'),
  'credential-tested': azure('INFO WARN ERROR', 'What the pre-flight of a Cloud Credential found.'),
  deleting: azure('INFO', 'Delete on Cloud Service begins.'),
  'deletion-previewed': azure('INFO ERROR', 'It was looked up what Delete on Cloud Service would do.'),
  'job-broken-off': azure('ERROR', 'A job ended by an error inside Keyferry.', 'privileged'),
  'job-cancelled': azure('WARN', 'A job was cancelled, and cleaned up.', 'privileged'),
  'job-failed': azure('ERROR', 'A job could not be completed.', 'privileged'),
  'job-interrupted': azure('WARN', 'An earlier run left this job open; the vault is looked at.'),
  'job-not-reconciled': azure('WARN', 'The vault could not be looked at; it is tried again.'),
  'job-queued': azure('INFO', 'A job waits until its vault can be reached.', 'privileged'),
  'job-reconciled': azure('INFO', 'What an interrupted job had done was found out.', 'privileged'),
  'job-started': azure('INFO', 'A job began.'),
  'job-succeeded': azure('INFO WARN', 'A job was completed (WARN: with errors that were recovered).', 'privileged'),
  justification: azure('INFO', 'Why Delete on Cloud Service was asked for.'),
  'kek-created': azure('INFO', 'The KEK of a push was made in the vault.'),
  'kek-left': azure('WARN', 'A KEK could not be removed; it is tried again.'),
  'kek-removed': azure('INFO', 'The KEK of a push was removed.'),
  'key-found': azure('WARN', 'A key of an interrupted job had arrived in the vault after all.'),
  'key-not-arrived': azure('INFO', 'A key of an interrupted job had not arrived in the vault.'),
  'key-recovered': azure('WARN', 'A soft-deleted key was recovered in the vault meanwhile.'),
  'key-synchronized': azure('INFO', 'A key is in the vault, and the public key there is ours.'),
  'key-taken-up': azure('INFO', 'A key that an earlier rotation made and did not push is taken.'),
  'many-versions': azure('WARN', 'The vault key has more versions than its own backup can hold.'),
  'other-workstation-followed': azure(
    'WARN',
    'A push followed one of another workstation, as was asked for.',
    'privileged',
  ),
  'rotation-late': azure('WARN', 'A scheduled rotation begins late, and how late.'),
  'version-disabled': azure('INFO', 'An older version was disabled in the vault, as the group says.'),
  'version-missing': azure('WARN', 'A version that the vault does not hold any more was recorded as gone.'),
  'other-versions': azure('INFO', 'The vault key has versions that were not made here.'),
  rotating: azure('INFO', 'A rotation begins.'),
  synchronizing: azure('INFO', 'A push begins.'),
  'vault-compared': azure('INFO WARN', 'What Compare with Vault found.'),
  'was-absent': azure('WARN', 'The vault had no such key to delete.'),
  ...Object.fromEntries(
    DRIFT_KINDS.map((drift) => [`drift-${drift}`, azure('WARN', `Compare with Vault found a difference: ${drift}.`)]),
  ),
} as const;

/**
 * Every stable event id, and what it stands for. An id that has been released keeps its meaning for good. Adding an act
 * means adding its id here (tests/logging-and-reporting/event-ids.test.ts finds one that is missing, and writes
 * docs/log-events.md with `-u`); `privileged` as the last word makes a signed checkpoint follow it.
 */
export const EVENT_KINDS: Readonly<Record<string, EventKind>> = { ...SYSTEM, ...IDENTITY, ...KEYS, ...AZURE };

/** Why a checkpoint has to follow an event of this id; undefined: none has to. */
export function checkpointReason(id: string): CheckpointReason | undefined {
  return EVENT_KINDS[id]?.checkpoint;
}
