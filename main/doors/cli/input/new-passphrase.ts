import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { pathOf } from './json-file.js';
import { readSmallText } from './small-file.js';

const LARGEST = 4200;

/**
 * A new passphrase: from a file, or asked for twice; how strong it is stands on standard error. Codes `passphrase-needed`,
 * `file-refused`, `passphrase-refused`, `passphrases-differ`, `cancelled`.
 */
export async function newPassphrase(
  context: Context,
  name: string,
  file: string | undefined,
  flag: string,
): Promise<Result<string>> {
  const { checkPassphrase, passphraseHint } = await import('../../../identity-management/index.js');
  const given = file === undefined ? await asked(context, name, flag) : fromFile(context, name, file);
  if (!given.ok) return given;
  const accepted = checkPassphrase(given.value, name);
  if (!accepted.ok) return accepted;
  const hint = passphraseHint(given.value, name);
  if (hint.score < 3) context.note(`The passphrase of ${name}: ${hint.sentence}`);
  return given;
}

function fromFile(context: Context, name: string, file: string): Result<string> {
  const what = { what: 'passphrase file', holds: `the passphrase of ${name}`, limit: LARGEST };
  const read = readSmallText(pathOf(context, file), what);
  if (!read.ok) return read;
  if (read.value.open)
    context.note(`Warning: others may read the passphrase file ${file}. Close it: chmod 600 ${file}`);
  return ok(read.value.text);
}

async function asked({ terminal }: Context, name: string, flag: string): Promise<Result<string>> {
  if (!terminal.inIsTerminal) {
    return fail('passphrase-needed', `${name} types a new passphrase, and nobody sits here to be asked.`, {
      advice: `Give it in a file: ${flag} FILE.`,
    });
  }
  const first = await terminal.askHidden(`New passphrase of ${name}:`);
  if (!first.ok) return first;
  const again = await terminal.askHidden(`The new passphrase of ${name} once more:`);
  if (!again.ok || again.value === first.value) return again;
  return fail('passphrases-differ', `The two passphrases of ${name} are not the same.`, {
    advice: 'Nothing was changed. Start again.',
  });
}
