import type { DriftKind, MendAction } from '../../shared/domain/drift.js';
import type { RotationTrouble } from '../../shared/domain/rotation-trouble.js';
import { formatUtc } from '../components/format.js';

export * from './dialog-strings.js';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Why something cannot be done now. */
export const WHY_NOT = {
  jobRunning: 'A job of this group is running; wait for it.',
  nothingToPush: 'Every key of this group was pushed already.',
  noKey: 'Choose a key first.',
  keyIsThere: 'This key is in the vault already; it is not sent again.',
  keysAreThere: 'These keys are in the vault already; they are not sent again.',
  oneByOne: 'Keys are removed one by one: choose one.',
} as const;

/** The Keys view. */
export const KEYS = {
  title: 'Keys',
  lead: 'A Key Group is one key name in one vault; each key that is pushed becomes one version of it.',
  create: 'Create',
  groups: 'Key Groups',
  keysOf: (group: string): string => `Keys of ${group}`,
  keys: 'Keys',
  searchGroups: 'Search groups',
  searchKeys: 'Search keys',
  groupsHeight: 'Height of the groups',
  detailsWidth: 'Width of the details',
  cloud: 'Cloud',
  edit: 'Edit',
  remove: 'Remove',
  random: 'Random',
  moreOfGroup: 'More for this group',
  synchronize: 'Synchronize',
  synchronizeMany: (count: number): string => `Synchronize ${count}`,
  chosen: (chosen: number, total: number): string => `${chosen} of ${total} chosen`,
  noMatch: 'Nothing fits the search.',
  loading: 'Loading the keys',
  problemClose: 'Close',
  notDesignatedTitle: 'This workstation is not the designated device.',
  notDesignated:
    'It makes and keeps keys and compares them with the vault, but may not synchronize, rotate or delete on the cloud service.',
  openConfiguration: 'Open Configuration',
  practice: 'PRACTICE',
  practiceTitle: 'Goes to the practice vault on this machine; Azure is not touched.',
} as const;

export const EMPTY = {
  noCredentialTitle: 'Begin with a Cloud Credential',
  noCredential:
    'Keyferry reaches your vault as an App Registration. Add its Cloud Credential first; then create a Key Group for it here.',
  addCredential: 'Add Cloud Credential',
  noGroupTitle: 'No Key Group yet',
  noGroup: 'A Key Group stands for one key name in one vault. Create one, then make keys in it and push them.',
  createGroup: 'Create',
  noKeyTitle: 'No key in this group yet',
  noKey: (vault: string): string =>
    `Make the first one here. It stays on this workstation until you synchronize it to ${vault}.`,
  createKey: 'Create > Random',
  neverPushed: (vault: string): string =>
    `Nothing of this group is in ${vault} yet. The next step is Cloud > Synchronize.`,
} as const;

/** Right-click menus. */
export const MENU = {
  create: 'Create',
  random: 'Random ...',
  edit: 'Edit ...',
  cloud: 'Cloud',
  synchronize: 'Synchronize',
  synchronizeAll: (count: number): string => `Synchronize ${plural(count, 'key')} never pushed`,
  synchronizeNone: 'Synchronize keys never pushed',
  forceRotation: 'Force Rotation ...',
  deleteOnCloud: 'Delete on Cloud Service ...',
  compare: 'Compare with Vault',
  copySpki: 'Copy fingerprint (SPKI SHA-256)',
  copyKid: 'Copy key identifier (kid)',
  spkiCopied: 'Fingerprint copied.',
  kidCopied: 'Key identifier copied.',
  noKid: 'Never pushed: it has no key identifier.',
  removeGroup: 'Remove from This Workstation ...',
  removeKey: 'Remove from This Workstation ...',
} as const;

export const COLUMNS = {
  name: 'Key Group',
  mark: 'Compared',
  vault: 'Vault',
  active: 'Active key',
  version: 'Azure version',
  daysLeft: 'Days left',
  nextRotation: 'Next rotation',
  lastRotated: 'Last rotated',
  keys: 'Keys',
  type: 'Type',
  credential: 'Credential',
  state: 'State',
  key: 'Key',
  spki: 'SPKI SHA-256',
  created: 'Created',
  pushed: 'Pushed',
  expires: 'Expires',
  origin: 'Origin',
} as const;

/** In cells. */
export const CELLS = {
  none: '–',
  off: 'Off',
  overdue: 'Overdue',
  due: (day: string): string => `Overdue since ${day}`,
  never: 'Never',
  keyCount: (keys: number, neverPushed: number): string =>
    neverPushed === 0 ? String(keys) : `${keys}, ${neverPushed} never pushed`,
  expired: (days: number): string => (days === -1 ? 'Expired 1 day ago' : `Expired ${-days} days ago`),
  expiredShort: 'Expired',
  today: 'Ends today',
  inSync: (ago: string): string => `In sync, ${ago}`,
  inSyncTitle: (at: string): string => `No difference from the vault was found on ${at}.`,
  differences: (count: number): string => plural(count, 'difference'),
  differencesTitle: (at: string): string => `Differs from the vault; found on ${at}. See Compare with Vault.`,
  notLookedAt: (ago: string): string => `Looked at ${ago}`,
  notLookedAtTitle: (at: string): string =>
    `No difference was found on ${at}; the vault has not been looked at since. Cloud > Compare with Vault looks.`,
  neverCompared: 'Never looked at',
  neverComparedTitle: 'The vault was never compared with this group. Cloud > Compare with Vault looks.',
  unreconciled: 'Not reconciled',
  unreconciledTitle:
    'A job ended without a clear answer of the vault. The vault is looked at before anything else is sent.',
  jobRunning: 'Job running',
  jobRunningTitle: 'A job of this group is under way.',
  origins: { random: 'Created', rotation: 'Rotation', ceremony: 'Ceremony', escrow: 'Escrow' },
  originTitles: {
    random: 'Made by Create > Random.',
    rotation: 'Made by a rotation of the group.',
    ceremony: 'Made at a ceremony, on an air-gapped workstation.',
    escrow: 'Brought back from escrow with its shares.',
  },
} as const;

/** The panel at the right. */
export const DETAILS = {
  group: 'Key Group',
  key: 'Key',
  keysTitle: (count: number): string => `${count} keys chosen`,
  nothing: 'Choose a group or a key to see its details.',
  name: 'Name',
  state: 'State',
  vault: 'Vault',
  credential: 'Cloud Credential',
  type: 'Key type',
  usages: 'Key usages',
  rotateKey: 'Rotate Key',
  schedule: 'Schedule',
  paused: 'Paused',
  trouble: 'Scheduled rotation failed',
  troubleText: ({ failures, message, retryAt }: RotationTrouble): string =>
    `${message} ${failures === 1 ? 'Once' : `${failures} times in a row`}; tried again after ${formatUtc(retryAt, 'minute')}.`,
  older: 'Older versions',
  olderStay: 'Stay enabled in the vault',
  olderAfter: (words: string): string => `Disabled ${words} after a newer one came`,
  rotateOff: 'Off: new versions only by hand',
  rotateEvery: (words: string): string => `Every ${words}`,
  validFor: 'Keep key valid for',
  validForever: 'No end: versions do not expire',
  lastRotated: 'Last rotated',
  nextRotation: 'Next rotation',
  active: 'Active material',
  nothingActive: 'None: nothing of this group is in the vault',
  created: 'Created',
  keys: 'Keys here',
  lastJob: 'Last job',
  showJob: 'Show the job',
  compared: 'Compared with the vault',
  compare: 'Compare with Vault',
  showComparison: 'Show what was found',
  neverCompared: 'Never: what the vault holds has not been looked at.',
  notSince: (at: string, ago: string): string => `Last looked at ${at} (${ago}).`,
  spki: 'SPKI SHA-256',
  jwk: 'RFC 7638 thumbprint',
  kid: 'Key identifier (kid)',
  version: 'Azure version',
  fingerprints: 'Fingerprints',
  versions: 'Versions in the vault',
  noVersions: 'Never pushed: the vault knows nothing of this key.',
  pushed: 'Pushed',
  expires: 'Expires',
  noExpiry: 'Never',
  source: 'Made and kept by',
  sources: {
    software: {
      title: "This workstation's software, not by an HSM",
      note: 'Sealed in the store here. Once imported, Azure keeps its copy in an HSM.',
    },
    ceremony: {
      title: 'The air-gapped workstation of a ceremony',
      note: 'The private half is not here. Azure keeps its copy in an HSM.',
    },
  },
  origin: 'Origin',
  versionStates: { live: 'Older version', disabled: 'Disabled by us', deleted: 'Deleted on cloud' },
  versionActive: 'Active',
  chosenHint: 'Synchronize pushes those of them that are not in the vault, under one KEK.',
  toPush: (count: number): string => `${plural(count, 'key')} would be pushed.`,
  closeComparison: 'Close the comparison',
} as const;

export const COMPARISON = {
  title: 'Compare with Vault',
  looking: (vault: string): string => `Looking at ${vault}; nothing is changed there.`,
  inSync: (group: string): string => `${group} and the vault agree.`,
  inSyncText: 'Every version we know is there, enabled, with our public key.',
  different: (count: number): string => `${plural(count, 'difference')} between the vault and this workstation.`,
  neverPushed: (count: number): string => plural(count, 'key never pushed', 'keys never pushed'),
  lookedAt: 'Looked at',
  foreign: 'Versions made elsewhere',
  foreignCount: (count: number): string =>
    count === 0 ? 'None' : `${count}: counted, never pulled; their private keys are not ours`,
  again: 'Compare again',
  showKey: (name: string): string => `Show key ${name}`,
  version: 'Version',
  never: 'The vault was not compared with this group yet.',
  stale: (day: string): string => `Not looked at since ${day}`,
  staleText: 'What stands below was so then. Somebody may have changed the vault since.',
  staleAdvice: 'Compare again; Configuration > compare-every lets it be done by itself.',
  pushedSince: 'A key was pushed after this comparison.',
} as const;

/** What can be done about a difference, as its button says it. */
export const MEND: Readonly<Record<MendAction, string>> = {
  push: 'Synchronize it',
  'push-again': 'Push it again',
  rotate: 'Force Rotation',
  enable: 'Enable the version',
  recover: 'Recover the key',
  purge: 'Purge it',
};

export const DRIFT_WORDS: Readonly<
  Record<DriftKind, { readonly title: string; readonly tone: 'bad' | 'warn' | 'info' }>
> = {
  'only-local': { title: 'Never pushed', tone: 'info' },
  'only-in-vault': { title: 'Only in the vault', tone: 'info' },
  'different-key': { title: 'Another public key', tone: 'bad' },
  'different-attributes': { title: 'Other attributes', tone: 'warn' },
  'newer-version-not-ours': { title: 'A newer version is not ours', tone: 'bad' },
  missing: { title: 'Missing in the vault', tone: 'bad' },
  disabled: { title: 'Disabled in the vault', tone: 'warn' },
  expired: { title: 'Expired', tone: 'bad' },
  'soft-deleted': { title: 'Soft-deleted', tone: 'bad' },
};
