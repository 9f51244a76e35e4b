import type { Failure } from '../../shared/result.js';

/** Words that only somebody at the command line can do something with. */
const COMMAND_LINE =
  /\b(?:credential|group|key) (?:list|add|update|edit|create)\b|\bconfig set\b|(?:^|\s)--[a-z]|\bkeyferry [a-z]|passphrase file|KEYFERRY_/;

/** What to do about it in the window, where the rooms' own advice speaks of the command line. */
const IN_THE_WINDOW: Readonly<Record<string, string>> = {
  'already-initialised': 'Log in with two of them. Nothing was changed.',
  'backup-older':
    'Take a newer backup. If there is none, accept that what was recorded since is lost, and restore again.',
  'certificate-not-trusted':
    'If an inspecting proxy stands in between, give its CA under Administration > Configuration (ca-file). Otherwise do not go on.',
  'approval-used': 'Ask for it again.',
  'other-workstation':
    'Only one workstation may be the designated device: find out which one is it. If it is this one, push all the same: a second Administrator confirms that.',
  'syslog-host-missing': 'Give its host first: Administration > Configuration (syslog-host).',
  'syslog-certificate': 'Give its CA under Administration > Configuration (syslog-ca-file).',
  'request-expired': 'Ask for it again.',
  'ca-file-unreadable': 'Give the path of a PEM file under Administration > Configuration (ca-file), or off.',
  'confirm-name': 'Type exactly that name to confirm it.',
  'ceremony-not-found': 'See the ceremonies there are: Ceremonies.',
  'credential-not-found': 'Choose another one: Identity Management > Cloud Credentials.',
  'escrow-key-ambiguous': 'Choose one of its keys by its fingerprint.',
  'escrow-without-key': 'Choose one of the keys that it holds, by its fingerprint.',
  'folder-in-use': 'Close the other one first.',
  'group-not-found': 'See the groups there are: Key Management > Keys.',
  'group-rotates': 'Keys of ceremonies are not rotated by schedule: switch Rotate Key off in the Key Group first.',
  'kek-life-short': 'Give it a longer life, or make it nearer to the day.',
  'kek-not-found': 'See the KEKs for ceremonies that there are.',
  'kek-private': 'Destroy this file, and give the public half only.',
  'kek-usages': 'Make it again as an RSA-HSM key whose only key operation is import.',
  'kid-needed': 'Give its id too, with its version, as the portal shows it: Key Identifier.',
  'key-elsewhere': 'Upload the package of the ceremony again, or bring the key back from escrow.',
  'keychain-unavailable':
    'Unlock the keychain and try again, or give the client secret again: Identity Management > Cloud Credentials.',
  'key-not-found': 'See the keys there are: Key Management > Keys.',
  'login-refused': 'Check both names and passphrases. Nothing was unlocked.',
  'name-taken': 'Choose another name, or change that one.',
  'not-a-folder': 'Start Keyferry with another data folder.',
  'not-designated':
    'Change it under Administration > Configuration > HSM Protected Key Options. Only one workstation may be it.',
  'not-initialised': 'Make the Admin identities first.',
  'not-a-backup': 'Give the file that Administration > Configuration > Backup wrote (.kfbackup).',
  'nothing-to-push': 'Create a key first (Create > Random), or use Cloud > Force Rotation.',
  'package-contradicts': 'Make it anew on the workstation that it comes from.',
  'practice-unreachable': 'End that process; the practice vault then runs inside Keyferry.',
  'secret-damaged': 'Give the client secret again: Identity Management > Cloud Credentials.',
  'secret-missing': 'Give it again: Identity Management > Cloud Credentials.',
  'two-needed': 'Two people log in together, each with a name and passphrase of their own.',
  'upload-again': 'Upload the package of the ceremony once more; what is in the vault already is not sent again.',
  'usages-refused': 'EC keys allow only sign and verify. Change the usages of the Key Group.',
};

/** A failure as the window says it: advice for the command line is put into the window's words, or left out. */
export function inTheWindow(failure: Failure): Failure {
  const { advice, ...rest } = failure;
  if (advice === undefined || !COMMAND_LINE.test(advice)) return failure;
  const ours = IN_THE_WINDOW[failure.code];
  return ours === undefined ? rest : { ...rest, advice: ours };
}
