import { justification as rule } from '../../../../shared/contract/identity-management.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';

/** The justification: from --justification, or asked for. Codes `bad-input`, `justification-needed`, `cancelled`. */
export async function justificationOf(context: Context, given: string | undefined): Promise<Result<string>> {
  if (given === undefined && !context.terminal.inIsTerminal) {
    return fail('justification-needed', 'This is logged with a justification, and none was given.', {
      advice: 'Say why in a few words: --justification TEXT.',
    });
  }
  const text = given === undefined ? await context.terminal.ask('Why (it stands in the log): ') : ok(given);
  if (!text.ok) return text;
  const parsed = rule.safeParse(text.value);
  return parsed.success ? ok(parsed.data) : fail('bad-input', parsed.error.issues[0]?.message ?? 'Say why.');
}
