import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';

interface Asked {
  /** What will happen. */
  readonly what: string;
  /** The name that confirms it. */
  readonly name: string;
}

/**
 * The name that confirms something that cannot be undone: from --confirm, or typed after having read what will happen.
 * Whether it is the right one is for the room to say. Codes `confirm-needed`, `cancelled`.
 */
export async function confirmation(
  context: Context,
  given: string | undefined,
  { what, name }: Asked,
): Promise<Result<string>> {
  if (given !== undefined) return ok(given);
  if (!context.terminal.inIsTerminal) return confirmNeeded({ what, name });
  context.note(what);
  return context.terminal.ask(`Type the name ${name} to do it: `);
}

/** What is answered where nobody can be asked. Code `confirm-needed`. */
export function confirmNeeded({ what, name }: Asked): Result<never> & { readonly ok: false } {
  return fail('confirm-needed', `${what} Nothing was done.`, {
    advice: `Confirm it with the name: --confirm ${name}.`,
  });
}
