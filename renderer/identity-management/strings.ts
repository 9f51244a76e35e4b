import type { Role } from '../../shared/contract/index.js';

/** What Identity Management says. */
export const IDENTITIES = {
  title: 'Identities',
  lead: 'Who may come to this workstation, and as what. Administrators unlock it together; one alone cannot.',
  table: 'Identities',
  columns: {
    name: 'Name',
    role: 'Role',
    state: 'State',
    lastLogin: 'Last login',
    share: 'Master key',
    signingKey: 'Signing key',
    created: 'Created',
  },
  active: 'Active',
  disabled: 'Disabled',
  here: 'Works here now',
  unlocked: 'Unlocked it',
  holdsShare: 'Holds a share',
  noShare: 'No share',
  add: 'Add Identity',
  changeRole: 'Change Role',
  disable: 'Disable',
  enable: 'Enable',
  noneChosen: 'Choose an identity in the table first.',
  roles: {
    Administrator:
      'Holds a share of the master key and unlocks the workstation with others. Makes and removes groups, credentials and identities.',
    Operator: 'Makes keys, synchronizes and rotates. Cannot remove anything or delete on the cloud.',
    Auditor: 'Reads, verifies and exports the logs and reports. Changes nothing.',
  } satisfies Readonly<Record<Role, string>>,
  role: 'Role',
  addTitle: 'Add Identity',
  newcomer: 'The newcomer',
  nameTaken: 'There is an identity of this name. Who was disabled can be enabled again.',
  newcomerTypes: 'The newcomer types the passphrase, and nobody looks on: it stands for that person in every log.',
  approvalFollows: 'A second administrator confirms it afterwards.',
  added: (name: string, role: Role): string => `${name} was added as ${role}.`,
  disableTitle: (name: string): string => `Disable ${name}`,
  disableText: (name: string): string =>
    `${name} cannot log in any more. What ${name} did stays in the log, and ${name} can be enabled again later.`,
  disableAdministrator: (name: string): string =>
    `The master key is split anew among the administrators who stay. The share of ${name} is worth nothing from then on, in old copies of the data folder too only together with others.`,
  disabledDone: (name: string): string => `${name} was disabled.`,
  enableTitle: (name: string): string => `Enable ${name}`,
  enableText: (name: string, role: Role): string =>
    `${name} can log in again as ${role}, with the passphrase from before.`,
  enableAdministrator: (name: string): string =>
    `The master key is split anew, so that ${name} holds a share of it again.`,
  enabledDone: (name: string): string => `${name} was enabled.`,
  changeRoleTitle: (name: string): string => `Change the role of ${name}`,
  splitAnew: 'From or to Administrator the master key is split anew among those who are Administrators then.',
  sameRole: (name: string): string => `This is the role of ${name} now.`,
  roleChanged: (name: string, role: Role): string => `${name} is ${role} now.`,
  change: 'Change Passphrase',
  changeTitle: (name: string): string => `Change the passphrase of ${name}`,
  current: 'Passphrase now',
  next: 'New passphrase',
  nextHelp: 'At least 15 characters; a sentence of several unrelated words is best. Spaces and paste are welcome.',
  again: 'New passphrase once more',
  differs: 'The two new passphrases are not the same.',
  changed: (name: string): string => `The passphrase of ${name} was changed. The old one does not work any more.`,
} as const;

/** Why something about an identity cannot be done. */
export const RULES = {
  own: 'Nobody disables their own identity or changes its role: another administrator does that.',
  lastAdministrators: (threshold: number, left: number): string =>
    `Unlocking takes ${threshold} administrators; ${left} would be left. Add another one first, or lower the threshold.`,
  enableFirst: 'Enable this identity first.',
  thresholdFixed: (active: number): string =>
    `Unlocking takes at least 2 administrators, and ${active} are active. Add another one to have a choice.`,
} as const;

/** Somebody new, and how strong their passphrase is. */
export const NEW_LOGIN = {
  name: 'Name of the identity',
  nameHelp: 'As it shall stand in the logs.',
  passphrase: 'Passphrase',
  passphraseHelp: '15 characters or more: a sentence of unrelated words. Spaces and paste are welcome.',
  again: 'Passphrase once more',
  differs: 'The two passphrases differ.',
  strength: 'Strength',
} as const;

export const LOGINS = {
  name: 'Identity',
  choose: 'Choose who',
  passphrase: 'Passphrase',
  administrator: 'administrator',
  twice: 'This administrator stands here already. Different people are needed.',
} as const;

/** Under quorum. */
export const QUORUM = {
  title: (count: number): string => `${count} administrators log in again`,
  why: 'This changes who can open the master key: as many administrators as unlock the workstation agree to it with their passphrases, here and now.',
  justification: 'Justification',
  justificationHelp: 'Why. It stands in the log beside all the names.',
  missing: 'the logins of the administrators',
} as const;

/** How many unlock together. */
export const THRESHOLD = {
  title: 'Unlocking',
  lead: 'How many administrators must come together before anything stored here can be read.',
  stands: (threshold: number, active: number): string => `${threshold} of ${active} administrators`,
  means: (spare: number): string =>
    spare === 0
      ? 'Every administrator is needed: if one of them is gone, only recovery shares open this workstation.'
      : spare === 1
        ? 'One administrator may be away and the others can still unlock it.'
        : `${spare} administrators may be away and the others can still unlock it.`,
  set: 'Set Threshold',
  dialogTitle: 'Set Threshold',
  dialogText:
    'The master key is split anew. A low number is easy to bring together, also for people who should not; a high number locks you out when somebody is gone.',
  field: 'Administrators who unlock together',
  fieldHelp: (active: number): string => `2 to ${active}: so many administrators are active.`,
  same: 'This is the threshold now.',
  done: (threshold: number, active: number): string => `Unlocking takes ${threshold} of ${active} administrators now.`,
} as const;

/** Recovery shares. */
export const RECOVERY = {
  title: 'Recovery shares',
  lead: 'Paper for the day when an administrator is gone: some of the holders together can make new administrators on the sealed workstation.',
  none: 'None are out. If fewer administrators are left than unlocking takes, nobody can open this workstation any more.',
  stands: { set: 'Set', made: 'Made', needed: 'Needed', holders: 'Holders' },
  needed: (threshold: number, holders: number): string => `${threshold} of ${holders} together`,
  make: 'Make Recovery Shares',
  makeAnew: 'Make New Shares',
  test: 'Test Shares',
  makeTitle: 'Make Recovery Shares',
  makeText:
    'Each holder gets one sheet of paper. Choose people who do not administer this workstation and do not sit together: a notary, a bank, another site.',
  replaces: (setId: string): string =>
    `The sheets of set ${setId} are worth nothing from then on. Have them destroyed.`,
  holders: 'Holders',
  holder: (at: number): string => `Holder ${at + 1}`,
  addHolder: 'Add a holder',
  removeHolder: (at: number): string => `Remove holder ${at + 1}`,
  holderTwice: 'This holder stands here already.',
  threshold: 'Sheets that open it together',
  thresholdHelp: (holders: number): string => `2 to ${holders}: as many as there are holders.`,
  folder: 'Folder for a PDF sheet for each holder',
  folderHelp:
    'Leave it empty to print them here. A file can be copied unseen: use a stick that is destroyed after printing.',
  missing: { holders: 'the holders', threshold: 'the number of sheets' },
  sheetsTitle: 'The recovery sheets',
  onceTitle: 'These sheets are shown once and never again',
  once: 'Print them or write them down now. When this window is closed nobody, not even Keyferry, can show them again; new ones can be made, which makes these worthless.',
  together: (threshold: number, holders: number): string =>
    `Any ${threshold} of these ${holders} open the workstation. Nobody should hold two.`,
  sheetOf: (holder: string): string => `Sheet of ${holder}`,
  share: (index: number): string => `Share ${index}`,
  files: 'PDF sheets were written to',
  print: 'Print',
  noted: 'Every holder has their sheet, on paper, and it was compared with this screen',
  close: 'Close for good',
  printed: {
    title: 'Keyferry recovery share',
    holder: 'Holder',
    index: 'Share number',
    set: 'Set',
    made: 'Made',
    workstation: 'Workstation',
    needed: 'Sheets needed',
    keep: 'Keep this sheet sealed and apart from the others. It opens nothing by itself. Give it to nobody but the administrators who come to recover the workstation, and destroy it when a newer set was made.',
  },
  testTitle: 'Test Shares',
  testText:
    'Type shares from their sheets. Keyferry says whether they would open the workstation; it shows nothing, keeps nothing and changes nothing.',
  shareField: (at: number): string => `Share ${at + 1}`,
  shareHelp: 'As it stands on the sheet; spaces and small letters do not matter.',
  addShare: 'Add a share',
  removeShare: (at: number): string => `Remove share ${at + 1}`,
  runTest: 'Test',
  closeTest: 'Close',
  missingShare: 'a share',
} as const;

export const CREDENTIALS = {
  title: 'Cloud Credentials',
  lead: 'App Registrations with which this workstation logs in to Azure. The client secret goes to its place at once and is never shown again.',
  table: 'Cloud Credentials',
  add: 'Add Cloud Credential',
  addPractice: 'Add practice credential',
  edit: 'Edit',
  test: 'Test',
  remove: 'Remove',
  more: 'More',
  columns: {
    name: 'Name',
    service: 'Service',
    cloud: 'Cloud',
    tenant: 'Tenant ID',
    client: 'Client ID',
    kept: 'Secret kept in',
    expires: 'Secret expires',
    tested: 'Last test',
  },
  service: 'Azure App Registration',
  practice: 'PRACTICE',
  kept: { 'os-keychain': 'OS keychain', 'sealed-store': 'Sealed store' },
  outcomes: { passed: 'Passed', warning: 'With warnings', failed: 'Failed' },
  neverTested: 'Never tested',
  notTold: 'Not told',
  empty: {
    title: 'No Cloud Credential yet',
    text: 'A Key Group needs one: an App Registration of your Azure tenant, or the practice vault of this workstation to rehearse without Azure.',
  },
  fields: {
    service: 'Service',
    name: 'Name',
    nameHelp: 'How it is called on this workstation.',
    cloud: 'Cloud',
    tenantId: 'Tenant ID',
    tenantHelp: 'Azure portal: App registrations > your app > Overview > Directory (tenant) ID.',
    clientId: 'Client ID',
    clientHelp: 'Azure portal: the same page > Application (client) ID.',
    secret: 'Client secret',
    secretHelp:
      'Azure portal: your app > Certificates & secrets > Client secrets > the column Value (not Secret ID). It is shown only once.',
    secretKeep: 'Leave it empty to keep the one there is.',
    secretExpires: 'Secret expires on',
    secretExpiresHelp: 'The column Expires beside it. Keyferry then warns in time.',
  },
  import: 'Import from text file…',
  imported: (name: string): string => `Read from ${name}.`,
  fileTooLarge: (name: string): string =>
    `${name} is larger than 4 KB. Choose a plain text file that holds the client secret and nothing else.`,
  fileUnreadable: (name: string): string => `${name} could not be read. Choose a plain text file.`,
  addTitle: 'Add Cloud Credential',
  editTitle: (name: string): string => `Edit ${name}`,
  ok: 'OK',
  added: (name: string): string => `Cloud Credential ${name} added.`,
  practiceTitle: 'Add practice credential',
  practiceText:
    'Tenant, client and secret are made up here and known to the practice vault of this workstation only. Nothing leaves this machine.',
  removeTitle: (name: string): string => `Remove ${name}`,
  removeText:
    'The credential and its client secret are removed from this workstation. The App Registration in Azure stays as it is.',
} as const;

export const TEST = {
  title: (name: string): string => `Test ${name}`,
  lead: 'Checks everything a push needs, at one vault. What must be done to be known is done with a throw-away KEK that is removed again.',
  vault: 'Vault name',
  vaultHelp: 'Azure portal: Key vaults > the name alone, not the address.',
  run: 'Test',
  running: 'Asking the vault. This takes some seconds.',
  close: 'Close',
  checks: 'Checks',
  summary: {
    passed: 'Everything a push needs works.',
    warning: 'A push would work; read the warnings.',
    failed: 'A push would not work yet.',
  },
  fix: 'Do what stands beside the crosses, then test again.',
} as const;
