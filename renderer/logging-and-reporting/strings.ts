import type { JobType } from '../../shared/domain/job.js';
import type { ReportView } from '../../shared/contract/index.js';
import type { FileFormat } from './export-file/file-names.js';
import { formatCount } from '../components/index.js';

const count = (number: number, one: string, many: string): string =>
  `${formatCount(number)} ${number === 1 ? one : many}`;

/** Logging and Reporting > Jobs. */
export const JOBS = {
  title: 'Jobs',
  lead: 'Every piece of work against Azure, newest first. Double click opens its steps and messages.',
  toolbar: 'Filter jobs',
  actionsOnChosen: 'Actions',
  search: 'Search jobs',
  state: 'State',
  allStates: 'All states',
  table: 'Jobs',
  columns: {
    type: 'Type',
    group: 'Key Group',
    vault: 'Vault',
    state: 'State',
    progress: 'Progress',
    started: 'Started (UTC)',
    duration: 'Duration',
    by: 'By',
    requests: 'Requests',
    result: 'Result',
  },
  practice: 'PRACTICE',
  progressOf: (group: string): string => `Keys done of ${group}`,
  panelWidth: 'Width of the job panel',
  open: 'Open messages',
  cancel: 'Cancel',
  repeat: 'Repeat',
  showGroup: 'Show the Key Group',
  showLog: 'Show its events in System Logs',
  queue: 'Queue until the network is back',
  notQueueable: 'Only a job whose vault could not be reached, before anything was done, can be queued.',
  notRunning: 'Only a job that is running can be cancelled.',
  stillRunning: 'This job is still running.',
  chooseFirst: 'Choose a job first.',
  groupGone: 'This Key Group is not on this workstation any more.',
  cancelling: 'The job stops at the next step and cleans up.',
  shown: (shown: number, total: number): string =>
    shown === total ? count(total, 'job', 'jobs') : `${formatCount(shown)} of ${count(total, 'job', 'jobs')}`,
  none: 'No jobs yet',
  noneText:
    'A job appears here when a key is synchronized, rotated or deleted on the cloud service. Its steps and messages stay here for good.',
  goToKeys: 'Go to Keys',
  noMatch: 'No job fits',
  noMatchText: 'Other words or another state may find it.',
  clearFilter: 'Show all jobs',
  loading: 'Loading the jobs',
} as const;

/** Repeat: what it will do, before it does it. */
export const REPEAT = {
  title: 'Repeat this job?',
  ok: 'Repeat',
  toKeys: 'Show the Key Group',
  close: 'Close',
  cancel: 'Cancel',
  of: (group: string, vault: string): string => `Key Group ${group}, vault ${vault}`,
  what: {
    synchronize:
      'Starts a new job that pushes the keys of this one which are not in the vault yet. Keys that arrived are not pushed a second time.',
    rotate: 'Starts a new job that rotates the Key Group now: the newest key becomes the active one in the vault.',
    'enable-version':
      'Which version should be enabled is for Compare with Vault to say: compare the Key Group again, the action stands beside what is found.',
    'recover-deleted': 'Starts a new job that recovers the soft-deleted key in the vault with all its versions.',
    'purge-deleted':
      'Purging is never repeated by itself: compare the Key Group with the vault again, the action stands beside what is found.',
    'ceremony-upload':
      'A ceremony package is uploaded again with its file in hand; what is in the vault already is not sent a second time.',
    'disable-older': 'Starts a new job that disables the older versions which are still enabled in the vault.',
    'delete-on-cloud':
      'Deleting on the cloud service is never repeated by itself: it is asked for anew, with the name of the Key Group, a justification and the second administrator. Choose Cloud > Delete on Cloud Service on the Key Group.',
  } satisfies Readonly<Record<JobType, string>>,
} as const;

/** Logging and Reporting > System Logs. */
export const LOGS = {
  title: 'System Logs',
  lead: 'Every event of this workstation, newest first, chained by hashes so that a change is found.',
  toolbar: 'Filter events',
  service: 'Service',
  allServices: 'All services',
  level: 'Level',
  allLevels: 'All levels',
  search: 'Search events',
  textTooLong: 'A search text has at most 200 characters; the first 200 are searched for.',
  when: 'Time',
  whens: {
    any: 'Any time',
    hour: 'Last hour',
    day: 'Last 24 hours',
    week: 'Last 7 days',
    month: 'Last 30 days',
    range: 'From ... until ...',
  },
  range: 'Time range',
  from: 'From (UTC)',
  until: 'Until (UTC)',
  untilBeforeFrom: 'Until must be later than From.',
  rangeHelp: 'Until is the first minute that is left out. Either may be empty.',
  onlyJob: (jobId: string): string => `Only events of the job ${jobId}.`,
  allJobs: 'Show events of all jobs',
  list: 'Events',
  columns: {
    time: 'Time (UTC)',
    level: 'Level',
    service: 'Service',
    actor: 'By',
    object: 'Object',
    message: 'Message',
  },
  columnWidth: (column: string): string => `Width of the column ${column}`,
  loading: 'Loading the events',
  searching: 'Searching',
  counted: (fitting: number, total: number): string =>
    fitting === total
      ? count(total, 'event', 'events')
      : `${formatCount(fitting)} of ${count(total, 'event', 'events')}`,
  newer: (number: number): string => `${formatCount(number)} new`,
  newerLabel: (number: number): string => `Show ${count(number, 'new event', 'new events')}`,
  none: 'No events yet',
  noneText: 'What is done with keys, identities and settings is written here.',
  noMatch: 'No event fits',
  noMatchText: 'Try another service, level, time or text.',
  clearFilter: 'Show all events',
  tryAgain: 'Try again',
  verify: 'Verify',
  export: 'Export File',
  copied: (copied: number, chosen: number): string =>
    copied === chosen
      ? `${count(copied, 'event', 'events')} copied.`
      : `${formatCount(copied)} of ${count(chosen, 'event', 'events')} copied, those that were in sight. Export File takes them all.`,
} as const;

/** The details of one event. */
export const EVENT = {
  title: (sequence: number): string => `Event ${formatCount(sequence)}`,
  waiting: 'Event',
  width: 'Width of the details',
  close: 'Close the details',
  copy: 'Copy as JSON',
  copied: 'Event copied.',
  openJob: 'Open the job',
  ofJob: 'Events of this job only',
  local: 'Local time',
  fields: {
    message: 'Message',
    time: 'Time (UTC)',
    level: 'Level',
    service: 'Service',
    event: 'Event',
    actor: 'By',
    approver: 'Confirmed by',
    object: 'Object',
    outcome: 'Outcome',
    reason: 'Reason',
    jobId: 'Job',
    requestId: 'x-ms-client-request-id',
    sequence: 'Number in the chain',
    hash: 'Hash (SHA-256)',
    previousHash: 'Hash of the event before',
  },
} as const;

/** What Verify answers. */
export const VERIFY = {
  running: 'Verifying the log',
  sound: (events: number, checkpoints: number): string =>
    `The log is sound: ${count(events, 'event', 'events')}, every hash fits, and ${count(checkpoints, 'checkpoint fits', 'checkpoints fit')}.`,
  soundText: 'Nothing was changed, taken out or put in between since the events were written.',
  broken: (sequence: number | undefined): string =>
    sequence === undefined ? 'The log is not sound.' : `The log is not sound, first at event ${formatCount(sequence)}.`,
  brokenText: (events: number): string => `The log has ${count(events, 'event', 'events')}. What was found:`,
  brokenAdvice:
    'Change nothing. Export everything as JSON Lines, keep a copy of the data folder as it is, and compare both with the last export you trust.',
  show: 'Show this event',
  close: 'Close the result',
  checkpoints: 'Newest checkpoints',
  size: 'Events',
  time: 'Signed (UTC)',
  why: 'Why',
  by: 'Signed by',
  states: { valid: '', wrong: ' (does not fit)', unknown: ' (key not known)' },
  key: 'Verifier key of this workstation',
  keyText: 'Give it to an auditor on another way than the exports; it is what their signatures are checked with.',
} as const;

/** The live feed to a syslog server. */
export const FEED = {
  lags: (waiting: number, server: string): string =>
    `The syslog server ${server} lags: ${count(waiting, 'event waits', 'events wait')} in the log. Nothing is lost.`,
} as const;

/** [Export File] of System Logs and Reports. */
export const EXPORT = {
  logs: 'Export File',
  report: 'Save the report',
  ok: 'Export',
  overwrite: 'Overwrite',
  cancel: 'Cancel',
  close: 'Close',
  format: 'Format',
  formats: {
    text: { title: 'Text', note: 'One line an event, to be read.' },
    csv: { title: 'CSV', note: 'For a spreadsheet; cells that look like formulas are made harmless.' },
    jsonl: { title: 'JSON Lines', note: 'Every field and hash as it was signed: best for an auditor.' },
    cef: { title: 'CEF', note: 'ArcSight Common Event Format, for a SIEM.' },
    rfc5424: { title: 'Syslog (RFC 5424)', note: 'One message a line, for a log server.' },
    pdf: { title: 'PDF', note: 'A4, to be printed and signed; it names the SHA-256 of the CSV form.' },
  } satisfies Readonly<Record<FileFormat, { readonly title: string; readonly note: string }>>,
  what: 'Events',
  filtered: 'What is shown',
  everything: 'Everything',
  file: 'File',
  fileHelp: 'The whole path. A name without a folder goes into your home folder.',
  browse: 'Browse...',
  exists: 'This file is already there.',
  existsText: (file: string): string => `${file} would be replaced by the export. What is in it now would be lost.`,
  existsAdvice: 'Choose another name, or press Overwrite.',
  logsDone: 'Logs exported successfully',
  reportDone: 'Report exported successfully',
  rows: 'Rows',
  sha256: 'SHA-256',
  sameReport: 'The file holds exactly the rows that are shown.',
  pdfReport: 'The SHA-256 is that of the PDF; on its pages stands the one of the CSV form.',
  otherReport:
    'Keys changed since the report was made: the file holds the newer rows. Make the report again to see the same here.',
} as const;

type ByKind = Readonly<Record<ReportView['kind'], string>>;

/** Logging and Reporting > Reports. */
export const REPORTS = {
  title: 'Reports',
  lead: 'What the books of this workstation say now, to read, to print and to export.',
  toolbar: 'Choose a report',
  kind: 'Report',
  kinds: {
    inventory: 'Inventory',
    expiring: 'Expiring',
    access: 'Access review',
    drift: 'Drift',
    'key-history': 'History of a key',
  } satisfies ByKind,
  within: 'Within',
  days: 'days',
  badDays: 'Give a whole number of days from 1 to 3650.',
  again: 'Make it again',
  print: 'Print',
  export: 'Save as CSV or PDF',
  loading: 'Making the report',
  madeAt: 'Made',
  id: 'Report',
  rows: 'Rows',
  sha256: 'SHA-256 of the CSV form',
  group: 'Key Group',
  chooseGroup: 'Choose a Key Group',
  noGroups: 'There is no Key Group yet whose history could be shown.',
  practice: 'PRACTICE: keys of practice vaults are in it',
  noRows: {
    inventory: 'No keys yet',
    expiring: 'Nothing expires',
    access: 'Nobody is here',
    drift: 'No Key Groups yet',
    'key-history': 'No events',
  } satisfies ByKind,
  noRowsText: {
    inventory: 'The inventory lists every key of every Key Group. Create a Key Group and a key first.',
    expiring: 'No active version, client secret or rotation comes due in this time.',
    access: 'The access review lists every identity of this workstation.',
    drift: 'Create a Key Group first, then choose Compare with Vault on it.',
    'key-history': 'The log holds nothing about it.',
  } satisfies ByKind,
  goToKeys: 'Go to Keys',
  filter: 'What it holds',
  printedBy: (by: string): string => `Printed by ${by}`,
  empty: 'No rows.',
} as const;
