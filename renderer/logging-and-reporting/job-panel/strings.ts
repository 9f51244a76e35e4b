import type { JobState, StepName } from '../../../shared/domain/job.js';
import type { ShownStep } from './step-groups.js';

/** What the job panel says. */
export const JOB_PANEL = {
  close: 'Close the job',
  loading: 'Loading the job',
  steps: 'Steps',
  messages: 'Messages',
  noMessages: 'No messages yet.',
  progress: 'Keys done',
  started: 'Started',
  took: 'Took',
  running: 'Running for',
  by: 'By',
  group: 'Key Group',
  vault: 'Vault',
  requests: 'Requests',
  versions: 'In the vault now',
  versionOf: (key: string): string => `Version of ${key}`,
  moreVersions: (count: number): string => `and ${count} more; see the Keys view`,
  kid: 'Key identifier',
  requestId: 'x-ms-client-request-id',
  azureRequestId: 'x-ms-request-id',
  auditHint: 'The id under which this request stands in the audit log of the vault.',
  azureSaid: 'The original text',
  cancel: 'Cancel',
  cancelled: 'Cancelling: the job stops at the next step and cleans up.',
  repeat: 'Do it again',
  follow: 'Push all the same…',
  openJobs: 'Open in Jobs',
  moreKeys: (count: number): string => (count === 1 ? '1 more key' : `${count} more keys`),
  key: (name: string): string => `Key ${name}`,
  unknownKey: 'Key that is not on this workstation any more',
  unreconciled:
    'How the last request ended is not known. The vault is looked at before anything else is sent for this group: nothing is pushed twice.',
} as const;

export const STEP_WORDS: Readonly<Record<StepName, { readonly title: string; readonly explains: string }>> = {
  'pre-flight': { title: 'Pre-flight', explains: 'The vault is reached, and what it holds under this name is read.' },
  generate: { title: 'Make the key', explains: 'A new private key is made on this workstation.' },
  kek: { title: 'KEK', explains: 'A key encryption key is made in the vault; it can only be used for this import.' },
  wrap: { title: 'Wrap', explains: 'The private key is wrapped under the KEK; it never leaves unwrapped.' },
  import: { title: 'Import', explains: 'The transfer blob is sent, and becomes a new version.' },
  compare: { title: 'Compare', explains: 'The public key that the vault answers must be ours.' },
  delete: { title: 'Delete', explains: 'The key is deleted in the vault with all its versions.' },
  disable: { title: 'Disable', explains: 'An older version is disabled in the vault; it can be enabled again there.' },
  enable: { title: 'Enable', explains: 'The version is enabled in the vault.' },
  recover: { title: 'Recover', explains: 'The soft-deleted key comes back with all its versions.' },
  purge: { title: 'Purge', explains: 'The soft-deleted key is gone for good; its name is free again.' },
  'clean-up': { title: 'Clean up', explains: 'The KEK is deleted, and purged where the vault allows it.' },
  reconcile: { title: 'Reconcile', explains: 'What an interrupted job left in the vault is found out.' },
};

export const STEP_STATES: Readonly<Record<ShownStep['state'], string>> = {
  running: 'Under way',
  done: 'Done',
  failed: 'Failed',
  waiting: 'To come',
  skipped: 'Not reached',
  unknown: 'Cut off: how it ended is not known',
};

/** The head of the result, by state. */
export const RESULT_HEADS: Readonly<Record<Exclude<JobState, 'running'>, string>> = {
  succeeded: 'Succeeded',
  'succeeded-with-warnings': 'Succeeded, with warnings',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
};
