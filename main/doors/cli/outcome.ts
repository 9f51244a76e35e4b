import type { Failure } from '../../../shared/result.js';

/** What a command has to say: `text` for people, `data` for programs (--json). */
export type Outcome =
  | {
      readonly ok: true;
      readonly data: Record<string, unknown>;
      readonly text: string;
      /** It was said already, while the command still ran. */
      readonly said?: true;
    }
  | {
      readonly ok: false;
      readonly failure: Failure;
      /** What there is to know besides the failure (the job, the list of checks). */
      readonly data?: Record<string, unknown>;
      readonly text?: string;
    };

/** A command that did what it was asked. */
export function done(data: Record<string, unknown>, text: string): Outcome {
  return { ok: true, data, text };
}

/** A command that ended well and has nothing more to say. */
export const SAID: Outcome = { ok: true, data: {}, text: '', said: true };

/** A command that was refused or failed. */
export function refused(failure: Failure, more: { data?: Record<string, unknown>; text?: string } = {}): Outcome {
  return { ok: false, failure, ...more };
}

/** The command line itself was wrong: exit code 2. */
export function wrongUsage(message: string, advice?: string): Outcome & { readonly ok: false } {
  return { ok: false, failure: { code: 'usage', message, ...(advice === undefined ? {} : { advice }) } };
}

export const EXIT_DONE = 0;
export const EXIT_REFUSED = 1;
export const EXIT_USAGE = 2;

/** Failures that lie in how the command was written, not in what it met. */
const USAGE_CODES: ReadonlySet<string> = new Set([
  'usage',
  'bad-input',
  'bad-name',
  'bad-fault',
  'bad-vault-name',
  'setting-unknown',
  'two-needed',
  'unlock-needed',
  'secret-needed',
  'confirm-needed',
  'approval-needed',
  'justification-needed',
  'quorum-needed',
]);

/** 0 done, 1 refused or failed, 2 wrong usage. */
export function exitCodeOf(outcome: Outcome): number {
  if (outcome.ok) return EXIT_DONE;
  return USAGE_CODES.has(outcome.failure.code) ? EXIT_USAGE : EXIT_REFUSED;
}
