import type { Command } from 'commander';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { KeyFile } from '../../../identity-management/index.js';
import { actText } from '../approval.js';
import { addCommand, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { readTextFile, writeNewFile } from '../input/json-file.js';
import { justificationOf } from '../input/justification.js';
import { askLogin, readOneLogin } from '../input/logins.js';
import { done, wrongUsage, type Outcome } from '../outcome.js';
import { whenUtc } from '../show/times.js';

interface ApproveOptions {
  readonly out: string;
  readonly keyFile?: string;
  readonly justification?: string;
}

export function addApproveCommand(program: Command, invoke: Invoke): void {
  addCommand<ApproveOptions>(program, invoke, {
    name: 'approve',
    role: 'anybody',
    args: [['<request>', 'the file that --request-file wrote']],
    summary: 'confirm a request of another Administrator, here or elsewhere',
    about:
      'It shows exactly what is asked, and signs that and nothing else. With --key-file no data folder is needed. ' +
      'Whether the signer may approve is decided where the approval is used.',
    examples: [
      'keyferry approve ask.json --as bob=bob.txt --justification "seen and right" --out answer.json',
      'keyferry approve ask.json --as bob=bob.txt --key-file bob-key.json --out answer.json',
    ],
    options: [
      needed('--out <file>', 'a new file for the approval'),
      option('--key-file <file>', 'your key file (keyferry identity key-file)'),
      option('--justification <text>', 'why; it stands in the log'),
    ],
    run: approve,
  });
}

async function approve(context: Context, [file = '']: readonly string[], options: ApproveOptions): Promise<Outcome> {
  const { checkRequest, LARGEST_FILE, parseRequest, signApproval } =
    await import('../../../identity-management/index.js');
  const now = context.surroundings.clock.now();
  const content = readTextFile(context, file, LARGEST_FILE);
  if (!content.ok) return content;
  const request = parseRequest(content.value);
  if (!request.ok) return request;
  const asker = await loginOf(context);
  if (!asker.ok) return asker;
  const key = await keyOf(context, asker.value.name, options.keyFile);
  if (!key.ok) return key;
  const sound = checkRequest(request.value, key.value, now);
  if (!sound.ok) return sound;
  const { askedBy, expiresAt } = request.value;
  if (!context.json) context.note(`${actText(request.value, askedBy)}\nValid until ${whenUtc(expiresAt)}.`);
  const justification = await justificationOf(context, options.justification);
  if (!justification.ok) return justification;
  const { passphrase } = asker.value;
  const signed = await signApproval(request.value, key.value, { passphrase, justification: justification.value, now });
  if (!signed.ok) return signed;
  const written = writeNewFile(context, options.out, `${JSON.stringify(signed.value, null, 2)}\n`);
  if (!written.ok) return written;
  return done(
    { approval: signed.value, file: written.value },
    `${key.value.name} confirmed it; the approval is in ${written.value}. It can be used once, by ${askedBy}, until ${whenUtc(expiresAt)}.`,
  );
}

async function loginOf(context: Context) {
  if (context.as !== undefined) return readOneLogin(context, '--as', context.as);
  if (context.terminal.inIsTerminal) return askLogin(context, 'Your name: ');
  return wrongUsage('Who approves?', 'Say it: --as NAME=PASSPHRASE-FILE.');
}

/** The key file, or what the data folder's identities.json holds of this name. */
async function keyOf(context: Context, name: string, file: string | undefined): Promise<Result<KeyFile>> {
  const { keyFileOf, LARGEST_FILE, parseKeyFile, readIdentityFile, sameName } =
    await import('../../../identity-management/index.js');
  if (file !== undefined) {
    const content = readTextFile(context, file, LARGEST_FILE);
    const key = content.ok ? parseKeyFile(content.value) : content;
    if (!key.ok || sameName(key.value.name, name)) return key;
    return fail('not-a-key-file', `This is the key file of ${key.value.name}, not of ${name}.`);
  }
  const identities = readIdentityFile(context.dataFolder);
  if (!identities.ok) return identities;
  if (!identities.value) {
    return fail('not-initialised', `There is no workstation in ${context.dataFolder}.`, {
      advice: 'Elsewhere, give your key file: --key-file FILE.',
    });
  }
  const holder = identities.value.identities.find((one) => sameName(one.name, name));
  return holder
    ? ok(keyFileOf(identities.value, holder))
    : fail('login-refused', `The login of ${name} was refused: the name or the passphrase is not right.`);
}
