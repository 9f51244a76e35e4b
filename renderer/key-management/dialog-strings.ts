import type { PeriodUnit } from '../../shared/domain/period.js';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
const list = (names: readonly string[]): string => names.join(', ');

/** The first page of Create. */
export const KIND = {
  title: 'Create',
  label: 'What to create',
  hsmProtected: 'Asymmetric HSM Protected',
  hsmProtectedNote:
    'A Key Group whose keys are made here and pushed to Azure Key Vault by BYOK. The vault keeps them in its HSM (Premium).',
  ok: 'OK',
  cancel: 'Cancel',
} as const;

/** Create > Asymmetric HSM Protected, and Edit. */
export const GROUP_FORM = {
  createTitle: 'Create HSM Protected Key Group',
  editTitle: (name: string): string => `Edit ${name}`,
  create: 'OK',
  save: 'Save',
  tabs: { group: 'HSM Protected Key Group', azure: 'Azure Properties', rotation: 'Rotation' },
  service: 'Service',
  services: { azure: 'Azure App Registration' },
  name: 'Name',
  nameHelp: 'Will be the name of the key in the vault. Letters, digits and hyphens.',
  nameFixed: 'The name of the key in the vault; it stays.',
  credential: 'Cloud Credential',
  credentialHelp: 'The App Registration with which the vault is reached (Identity Management > Cloud Credentials).',
  credentialSameCloud: 'Another credential of the same cloud can take over.',
  chooseCredential: 'Choose a Cloud Credential',
  noCredential: 'Choose the Cloud Credential with which the vault is reached.',
  keyType: 'Key type',
  keyTypeFixed: 'Versions of one key are of one type; it stays.',
  usages: 'Key usages',
  usagesHelp: 'What the vault lets services do with the key.',
  usagesEc: 'An EC key can only sign and verify.',
  usagesEdit: 'The next version gets them; versions in the vault keep theirs.',
  vault: 'Vault name',
  vaultHelp: 'In the Azure portal: Key vaults, your vault. Its name stands at the top. Give the name, not the address.',
  vaultPractice: 'Any name will do: the practice vault takes it, on this machine only.',
  vaultFixed: 'One group is one key in one vault; it stays.',
  host: 'Address',
  hostWaits: 'Appears when the vault name is complete.',
  hostNoCredential: 'Appears when a Cloud Credential is chosen: its cloud decides the address.',
  vaultNeeds: 'What the vault needs',
  vaultNeedsList: [
    'Premium tier (Overview, "Pricing tier" in the portal).',
    'The App Registration may Get, List, Create, Import, Delete and Purge keys.',
    'Networking lets this workstation in: all networks, or its address among the selected ones.',
  ],
  check: 'Check this vault',
  checkHelp: 'Runs the pre-flight with the chosen credential. What cannot be seen is tried with a throw-away KEK.',
  checking: 'Checking the vault',
  checks: 'Pre-flight',
  rotate: 'Rotate Key',
  rotateNote: 'A new key is made and synchronized by itself, as long as this is the designated device and not sealed.',
  rotateEvery: 'Rotate Every',
  validFor: 'Keep key valid for',
  validForHelp: 'Becomes the expiry date of each version in the vault. Empty: versions do not expire.',
  unitOf: (label: string): string => `Unit of ${label}`,
  units: { d: 'days', w: 'weeks', m: 'months', y: 'years' } satisfies Record<PeriodUnit, string>,
  badNumber: 'Give a whole number from 1 to 9999.',
  rotateAt: 'Time of day',
  rotateAtHelp: 'As in 02:30. Empty: whatever time it was made or rotated by hand.',
  rotateZone: 'Time zone',
  rotateZoneHelp: (own: string): string => `As in Europe/Berlin; this machine is in ${own}. Empty: UTC.`,
  rotateFirst: 'First date',
  rotateFirstHelp: 'As in 2027-01-31; the ones after it are counted from it. Empty: one period from now.',
  pause: 'Pause',
  pauseNote: 'Nothing is rotated by itself until it goes on. The dates go on being counted.',
  preview: 'Next due dates (UTC)',
  previewWaits: 'Appear when the fields above are put right.',
  older: 'Disable older versions after',
  olderHelp:
    'So long after a newer version came. Empty: they stay enabled. Services take up to a day to pick up a new version, and old data may still need the old one.',
  expiresOn: (day: string): string => `A version pushed today expires on ${day}.`,
  tooShort: 'Versions would expire before the next one is made.',
  tooShortText:
    'Keep key valid for is shorter than Rotate Every: services would stand without a valid key in between. Services pick up a new version within 1 to 24 hours, so leave some days between the two.',
  noRotationExpiry: 'Rotate Key is off, but versions expire: rotate by hand before that.',
} as const;

export const PERIOD_WORDS: Readonly<Record<PeriodUnit, readonly [one: string, many: string]>> = {
  d: ['day', 'days'],
  w: ['week', 'weeks'],
  m: ['month', 'months'],
  y: ['year', 'years'],
};

/** Create > Random. */
export const CREATE_KEYS = {
  title: (group: string): string => `Create random keys in ${group}`,
  name: 'Name',
  nameHelp: (group: string): string =>
    `Any name; it stays on this workstation. Empty: named after the group, ${group}-001 and so on.`,
  nameMany: 'With more than one key the names are made here, after the group.',
  count: 'How many',
  countHelp: '1 to 500 at once.',
  countWrong: 'Give a whole number from 1 to 500.',
  note: "Made by this workstation's software and sealed in its store. Nothing is sent to the vault.",
  create: 'Create',
  progress: 'Keys made',
  progressNote: 'You can close this; the work goes on.',
  close: 'Close',
  made: (names: readonly string[]): string =>
    names.length === 1 ? `Created key ${list(names)}.` : `Created ${names.length} keys.`,
} as const;

export const SYNCHRONIZE = {
  title: 'Synchronize',
  lead: (count: number, vault: string): string => `Pushes ${plural(count, 'key')} to ${vault} under one KEK:`,
  becomes: (key: string): string => `${key} becomes the active material`,
  becomesText: (before: string | undefined): string =>
    before === undefined
      ? 'The keys are pushed oldest first; the last one stays active.'
      : `${before} is active now and becomes an older version: it stays in the vault, enabled. Services pick up the new version within 1 to 24 hours, some later.`,
  skipped: (names: readonly string[]): string => `In the vault already and not sent again: ${list(names)}.`,
  more: (count: number): string => `and ${count} more`,
  ok: 'Synchronize',
} as const;

export const ROTATE = {
  title: (group: string): string => `Force Rotation of ${group}`,
  lead: (vault: string): string => `Makes a new key on this workstation and pushes it to ${vault} at once.`,
  becomes: 'The new key becomes the active material',
  first: 'Nothing of this group is active in the vault yet.',
  before: (key: string): string =>
    `${key} is active now and becomes an older version: it stays in the vault, enabled. Services pick up the new version within 1 to 24 hours, some later.`,
  next: (day: string): string => `The schedule counts from now: next rotation on ${day}.`,
  ok: 'Rotate now',
} as const;

export const REMOVE = {
  groupTitle: (name: string): string => `Remove ${name} from this workstation`,
  keyTitle: (name: string): string => `Remove key ${name} from this workstation`,
  groupLost: (keys: number): string =>
    keys === 0
      ? 'The group holds no keys.'
      : `${plural(keys, 'private key')} of it ${keys === 1 ? 'is' : 'are'} destroyed here, for good.`,
  neverPushed: (count: number): string =>
    `${plural(count, 'of them was', 'of them were')} never pushed: nothing of ${count === 1 ? 'it' : 'them'} is left anywhere.`,
  groupStays: (name: string, versions: number, vault: string): string =>
    `The vault keeps ${name} with ${plural(versions, 'version')} of ours: ${vault} is not touched, and services go on using it.`,
  groupStaysAdvice:
    'To delete it there too, run Cloud > Delete on Cloud Service first: without the group it cannot be done from here.',
  nothingStays: (vault: string): string => `The vault ${vault} holds nothing of this group that we know of.`,
  keyLost: 'The private key is destroyed here, for good. It cannot be pushed again, to this vault or any other.',
  keyStays: (version: string, vault: string): string =>
    `The vault ${vault} keeps version ${version}: it is not touched, and services go on using it.`,
  keyActive: 'It is the active material of this group.',
  keyNowhere: 'It was never pushed: nothing of it is left anywhere.',
  ok: 'Remove',
} as const;

export const PURGE = {
  title: (name: string): string => `Purge ${name}`,
  ok: 'Purge',
  lead: (name: string, vault: string): string => `The soft-deleted key ${name} in ${vault} goes for good.`,
  text: 'No version of it can be recovered afterwards, and data encrypted under it is lost with it. The keys on this workstation stay; the name is free again.',
} as const;

export const DELETE = {
  title: (name: string): string => `Delete ${name} on Cloud Service`,
  looking: (vault: string): string => `Looking at what that would do in ${vault}. Nothing is deleted yet.`,
  lookAgain: 'Look again',
  willHappen: 'What will happen',
  vault: 'Vault',
  keyName: 'Key name',
  versions: 'Versions',
  versionCount: (all: number, foreign: number): string =>
    foreign === 0 ? `${all}, all made here` : `${all}, ${foreign} of them made elsewhere: they go too`,
  noVersions: 'None',
  active: 'Active public key',
  activeOurs: (key: string): string => `This is our key ${key}.`,
  activeForeign: 'This is none of our keys: somebody else pushed it.',
  local: 'The keys on this workstation stay, and can be pushed again once the name is free.',
  purgeLabel: 'In the vault',
  softDelete: 'Delete only',
  softDeleteNote: 'Can be recovered there during the retention period; the name stays blocked as long.',
  purge: 'Delete and purge',
  purgeNote:
    'Gone at once and for good: data encrypted under it is lost with it. Where purge protection is on, the vault keeps it until its date all the same.',
  justification: 'Justification',
  justificationHelp: 'Why this is done, e.g. a ticket number. It is written into the job and the log; no secrets.',
  ok: 'Delete on Cloud Service',
  okPurge: 'Delete and purge',
  affects: 'Services that use this key fail as soon as it is deleted.',
} as const;
