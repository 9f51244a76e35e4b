import type { JobState } from '../../shared/domain/job.js';
import type { KeyState } from '../../shared/domain/key.js';
import type { LogLevel } from '../../shared/domain/log-event.js';
import type { Tone } from './Badge.js';

export interface StateWords {
  readonly tone: Tone;
  readonly text: string;
  /** What it means, one sentence. */
  readonly title: string;
}

export const KEY_STATES: Readonly<Record<KeyState, StateWords>> = {
  active: { tone: 'good', text: 'Active', title: 'The active key material under this name in the vault.' },
  older: { tone: 'calm', text: 'Older version', title: 'In the vault, but a newer version is the active one.' },
  'never-pushed': { tone: 'waiting', text: 'Never pushed', title: 'On this workstation only; nothing has left it.' },
  'deleted-on-cloud': { tone: 'off', text: 'Deleted on cloud', title: 'Was in the vault and has been deleted there.' },
  disabled: { tone: 'bad', text: 'Disabled', title: 'Disabled in the vault by us: its public key was not ours.' },
};

export const JOB_STATES_SHOWN: Readonly<Record<JobState, StateWords>> = {
  queued: { tone: 'waiting', text: 'Queued', title: 'Begins by itself when its vault can be reached again.' },
  running: { tone: 'busy', text: 'Running', title: 'Under way.' },
  succeeded: { tone: 'good', text: 'Succeeded', title: 'Done, and compared with the vault.' },
  'succeeded-with-warnings': { tone: 'warn', text: 'With warnings', title: 'Done; read the warnings.' },
  failed: { tone: 'bad', text: 'Failed', title: 'Not done; the messages say why and what to do.' },
  cancelled: { tone: 'off', text: 'Cancelled', title: 'Stopped by somebody, and cleaned up.' },
  interrupted: {
    tone: 'warn',
    text: 'Interrupted',
    title: 'Keyferry ended in the middle; the vault is looked at first.',
  },
};

export const LOG_LEVELS_SHOWN: Readonly<Record<LogLevel, StateWords>> = {
  INFO: { tone: 'info', text: 'INFO', title: 'Completed successfully.' },
  WARN: { tone: 'warn', text: 'WARN', title: 'Completed with recoverable errors.' },
  ERROR: { tone: 'bad', text: 'ERROR', title: 'A command was not able to complete.' },
};
