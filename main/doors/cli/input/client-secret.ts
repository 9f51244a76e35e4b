import { resolve } from 'node:path';
import { clientSecret } from '../../../../shared/domain/credential.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { expandHome } from '../data-folder.js';
import { readSmallText } from './small-file.js';

const LARGEST = 4096;

/** The client secret of a file that holds nothing else. Codes `file-refused`, `secret-refused`. */
export function secretFromFile(context: Context, file: string): Result<string> {
  const { cwd, home } = context.surroundings;
  const path = resolve(cwd, expandHome(file, home));
  const read = readSmallText(path, { what: 'secret file', holds: 'the client secret', limit: LARGEST });
  if (!read.ok) return read;
  if (read.value.open) context.note(`Warning: others may read the secret file ${file}. Close it: chmod 600 ${file}`);
  return checked(read.value.text);
}

/** Asks for the client secret without echo. Codes `secret-needed`, `secret-refused`, `cancelled`. */
export async function askSecret(context: Context, name: string): Promise<Result<string>> {
  if (!context.terminal.inIsTerminal) {
    return fail('secret-needed', 'The client secret is missing, and nobody sits here to be asked.', {
      advice: 'Give a plain text file that holds it and nothing else: --secret-file FILE.',
    });
  }
  const answer = await context.terminal.askHidden(`Client secret of ${name} (the Value, not the Secret ID):`);
  return answer.ok ? checked(answer.value.trim()) : answer;
}

/** The same rule as the room's, asked earlier: nobody is made to unlock for a secret that will be refused. */
function checked(secret: string): Result<string> {
  const parsed = clientSecret.safeParse(secret);
  return parsed.success
    ? ok(secret)
    : fail('secret-refused', parsed.error.issues[0]?.message ?? 'This is no client secret.');
}
