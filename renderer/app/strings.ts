import type { Role } from '../../shared/contract/index.js';

const plural = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What the frame says. */
export const FRAME = {
  product: 'Keyferry',
  tree: 'Places',
  openTree: 'Open the tree',
  closeTree: 'Close the tree',
  workstation: 'Workstation',
  designated: 'Designated device',
  designatedTitle: 'This workstation may push, rotate and delete on the cloud.',
  notDesignated: 'Not designated',
  notDesignatedTitle:
    'This workstation makes and keeps keys, but may not push, rotate or delete on the cloud (Administration > Configuration).',
  person: (name: string, role: Role | undefined): string => `${name}${role === undefined ? '' : ` · ${role}`}`,
  unlockedBy: (names: readonly string[]): string =>
    `Unlocked by ${names.join(' and ')}. What is done here is logged under the name that stands here.`,
  lock: 'Lock',
  session: 'Session and appearance',
  lockWindow: 'Lock the window',
  lockWorkstation: 'Lock Workstation',
  appearance: 'Appearance',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  help: 'Help and keyboard',
  practiceOnly: 'Everything here goes to the practice vault on this machine. Azure is not touched.',
  practiceAlso: 'A practice vault is in play beside Azure. What belongs to it is marked; it never leaves this machine.',
  status: 'What is going on',
  running: (count: number): string => plural(count, 'job running', 'jobs running'),
  openJobs: 'Open in Jobs',
  idle: 'No job is running.',
  lastResult: 'Last result',
  online: 'Online',
  offline: 'Offline',
  unreachable: (host: string, others: number): string =>
    others === 0 ? `No answer from ${host}` : `No answer from ${host} and ${others} more`,
  unreachableSince: (host: string, since: string, tried: string, why: string): string =>
    `${host} has not answered since ${since}; last tried ${tried} (${why}).`,
  unreachableTitle: (count: number): string =>
    count === 1 ? 'One endpoint cannot be reached' : `${count} endpoints cannot be reached`,
  unreachableAdvice: 'Jobs that fail for it can be queued in Jobs; they begin by themselves when it answers again.',
  queued: (count: number): string => `${count} queued`,
  offlineTitle: 'The system reports no network. Nothing is lost: jobs say so, and start again when you repeat them.',
  warnings: 'Mended on opening',
  loading: 'Loading',
  main: 'View',
} as const;

/** The tree, as KMES users know it. */
export const TREE = {
  home: 'Home',
  'identity-management': 'Identity Management',
  identities: 'Identities',
  'cloud-credentials': 'Cloud Credentials',
  'key-management': 'Key Management',
  keys: 'Keys',
  'logging-and-reporting': 'Logging and Reporting',
  jobs: 'Jobs',
  'system-logs': 'System Logs',
  reports: 'Reports',
  administration: 'Administration',
  configuration: 'Configuration',
  ceremonies: 'Ceremonies',
} as const;

/** Help (F1). */
export const HELP = {
  title: 'Help and keyboard',
  lead: 'Everything on a right-click menu is also on a button, and everything works from the keyboard.',
  keys: [
    ['F1', 'This help'],
    ['Ctrl+F', 'Search in the view'],
    ['Alt+Left, Alt+Right', 'Back and forward'],
    ['F6', 'From the tree to the view and back'],
    ['Arrow keys', 'Walk in tables, trees, menus, tabs'],
    ['Letters', 'Find in a table or the tree by typing the first letters'],
    ['Shift and Ctrl', 'Choose several rows'],
    ['Enter or double click', 'Open the row'],
    ['Shift+F10 or Menu key', 'Menu of the chosen rows'],
    ['Ctrl+C', 'Copy the cell, or the chosen rows'],
    ['Ctrl+Shift+L', 'Lock the window'],
    ['Escape', 'Close a dialog, empty a search'],
  ],
  words: 'The words',
  glossary: [
    ['Cloud Credential', 'An Azure App Registration: tenant ID, client ID and its client secret.'],
    ['Key Group', 'One key name in one vault, Asymmetric HSM Protected.'],
    ['Key', 'One private key in a group. Once pushed it is one version of that vault key.'],
    ['Synchronize', 'Push a key to Azure by BYOK. Without it nothing leaves this workstation.'],
    ['Force Rotation', 'Make a new key in the group and push it now.'],
    ['Ceremony', 'A scripted, witnessed creation of keys, with a signed record.'],
    ['Designated device', 'The one workstation that may push.'],
  ],
  times: 'Times are in UTC; the local time stands on hover.',
} as const;

/** When a view breaks. */
export const BROKEN = {
  title: 'This view could not be shown.',
  text: 'That is a fault of Keyferry, not of your keys: nothing was changed by it, and jobs go on.',
  advice: 'Open the view again. If it happens once more, open another one, or close Keyferry and start it again.',
  again: 'Open it again',
  what: 'For the report of this fault',
} as const;

const COUNTS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'] as const;

/** Log in, Locked. */
export const LOGIN = {
  title: 'Log in',
  lead: (count: number): string => `${COUNTS[count] ?? String(count)} administrators unlock this workstation together.`,
  why: 'The key to everything stored here is in no single place: each administrator holds a part of it, under their own passphrase.',
  worksHere: 'Works here: what is done is logged under this name.',
  name: 'Identity',
  passphrase: 'Passphrase',
  logIn: 'Log in',
  same: 'This administrator stands here already. Dual control needs another person.',
  recover: 'An administrator is gone: use recovery shares',
  recovered: 'Recovered. The new administrators log in now; the recovery shares are worth nothing any more.',
  lockedTitle: 'Locked',
  lockedLead: (names: readonly string[]): string =>
    `Any identity of this workstation opens the window again and works here then, as its role allows.${names.length > 0 ? ` It was unlocked by ${names.join(' and ')}.` : ''}`,
  lockedName: 'Whoever goes on; also somebody else than before.',
  lockedWhy: 'Scheduled rotation goes on while the window is locked.',
  reopen: 'Open',
  version: (version: string, folder: string): string => `Keyferry ${version} · ${folder}`,
} as const;

/** Before the window locks itself. */
export const IDLE = {
  soon: 'The window locks itself within a minute. Move the mouse or press a key to go on.',
  limit: 'The window locks itself within a minute: it has been open as long as it may be.',
} as const;
