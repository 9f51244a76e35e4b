import type { Credential } from '../../../../shared/domain/credential.js';
import type { Job } from '../../../../shared/domain/job.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import type { Failure, Result } from '../../../../shared/result.js';
import type { Login } from '../../../identity-management/index.js';
import type { PracticeAdmin } from '../../../practice-vault/index.js';
import type { Workstation, WorkstationOptions } from '../../../workstation.js';
import type { Story } from './story.js';

/** What all chapters share. */
export interface Stage {
  readonly story: Story;
  /** The temporary data folder. */
  readonly dataFolder: string;
  /** Where the exports go. */
  readonly outputFolder: string;
  readonly options: WorkstationOptions;
  /** The two Administrators of the story. */
  readonly logins: readonly Login[];
  /** Text that nobody can guess, made of so many random bytes: passphrases, the client secret. */
  readonly randomText: (bytes: number) => string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** The stage once the workstation is unlocked and knows its vault. */
export interface Scene extends Stage {
  readonly workstation: Workstation;
  readonly admin: PracticeAdmin;
  readonly credential: Credential;
}

/** The two groups of the story. */
export interface Groups {
  readonly payroll: KeyGroup;
  readonly signing: KeyGroup;
}

/** The name of the vault in the story. */
export const VAULT = 'contoso-practice';

/** A failure where the story needs a success, or the other way round. */
export class StoryBroken extends Error {}

/** The value of a result that the story needs. The sentence of a failure is for whoever reads the demonstration. */
export function needed<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { message, advice, original } = result.failure;
  throw new StoryBroken([message, advice, original].filter((text) => text !== undefined).join(' '));
}

/** The failure of what the story needs to be refused; `what` would otherwise have been allowed. */
export function refused(what: string, result: Result<unknown>): Failure {
  if (result.ok) throw new StoryBroken(`${what} was allowed, and should not be.`);
  return result.failure;
}

/** The job of a result, which must have ended like this. */
export function endedAs(result: Result<Job>, ...states: readonly Job['state'][]): Job {
  const job = needed(result);
  if (!states.includes(job.state)) throw new StoryBroken(`The job ended as ${job.state}: ${job.result ?? ''}`);
  return job;
}
