import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { Login } from '../../../identity-management/index.js';
import type { Context } from '../context.js';
import { expandHome } from '../data-folder.js';
import { readSmallText } from './small-file.js';

/** Longer than the longest passphrase the rooms take (1024 characters of at most four bytes). */
const LARGEST = 4200;
const PEOPLE = ['first', 'second'] as const;
const PLACES = [...PEOPLE, 'third', 'fourth', 'fifth'] as const;

/** Compared as the rooms do; without loading them. */
const sameName = (one: string, other: string): boolean =>
  one.trim().normalize('NFC').toLowerCase() === other.trim().normalize('NFC').toLowerCase();

/**
 * Who unlocks: those of --unlock, and where somebody sits at the terminal the missing ones are asked for; first of all who
 * acts (--as). Codes `unlock-needed`, `usage`, `file-refused`, `cancelled`.
 */
export async function loginsToUnlock(
  context: Context,
  { names, threshold }: { readonly names: readonly string[]; readonly threshold: number },
): Promise<Result<readonly Login[]>> {
  const given = readLogins(context, '--unlock', context.unlock);
  if (!given.ok) return given;
  const acts = context.as === undefined ? undefined : readLogin(context, '--as', context.as);
  if (acts && !acts.ok) return acts;
  const logins = [...given.value];
  if (logins.length < threshold) {
    if (!context.terminal.inIsTerminal) {
      if (logins.length === 0) return notGiven(threshold);
    } else {
      if (logins.length === 0)
        context.note(`${inWords(threshold)} administrators unlock this workstation (${names.join(', ')}).`);
      for (let number = logins.length; number < threshold; number += 1) {
        const login = await askLogin(context, `Name of the ${PLACES[number] ?? 'next'} Admin identity: `);
        if (!login.ok) return login;
        logins.push(login.value);
      }
    }
  }
  // Less than the threshold: the room knows how many it takes, and says so.
  if (!acts) return ok(logins);
  return ok([acts.value, ...logins.filter(({ name }) => !sameName(name, acts.value.name))]);
}

/** One login of an option that takes NAME=PASSPHRASE-FILE. Codes `usage`, `file-refused`. */
export function readOneLogin(context: Context, flag: string, value: string): Result<Login> {
  return readLogin(context, flag, value);
}

/**
 * Who becomes an Admin identity: those of --admin, or two that are asked for, each passphrase twice.
 * Codes `two-needed`, `usage`, `file-refused`, `cancelled`, `passphrase-refused`, `passphrases-differ`.
 */
export async function loginsToMake(context: Context, admins: readonly string[]): Promise<Result<readonly Login[]>> {
  if (admins.length > 0) return readLogins(context, '--admin', admins);
  if (!context.terminal.inIsTerminal) {
    return fail('two-needed', 'The first start makes two Admin identities, and nobody sits here to be asked.', {
      advice: 'Give two: --admin NAME=PASSPHRASE-FILE --admin NAME=PASSPHRASE-FILE, one for each person.',
    });
  }
  context.note(
    'Two people look after this workstation; it takes both to unlock it.\n' +
      'Each chooses a name and a passphrase: 15 characters or more, a sentence is best, spaces are welcome.',
  );
  const { checkPassphrase } = await import('../../../identity-management/index.js');
  const logins: Login[] = [];
  for (const person of PEOPLE) {
    const login = await askLogin(context, `Name of the ${person} Admin identity: `);
    if (!login.ok) return login;
    const accepted = checkPassphrase(login.value.passphrase, login.value.name);
    if (!accepted.ok) return accepted;
    const again = await context.terminal.askHidden(`The passphrase of ${login.value.name} once more:`);
    if (!again.ok) return again;
    if (again.value !== login.value.passphrase) {
      return fail('passphrases-differ', `The two passphrases of ${login.value.name} are not the same.`, {
        advice: 'Nothing was made. Start again.',
      });
    }
    logins.push(login.value);
  }
  return ok(logins);
}

function notGiven(threshold: number): Result<readonly Login[]> {
  const people = inWords(threshold).toLowerCase();
  return fail(
    'unlock-needed',
    `This needs the workstation unlocked by ${people} administrators, and nobody sits here to be asked.`,
    { advice: `Give ${people}: --unlock NAME=PASSPHRASE-FILE --unlock NAME=PASSPHRASE-FILE.` },
  );
}

function inWords(number: number): string {
  return ['Two', 'Three', 'Four', 'Five'][number - 2] ?? String(number);
}

/** Asks who it is, and for the passphrase. Code `cancelled`. */
export async function askLogin({ terminal }: Context, question: string): Promise<Result<Login>> {
  const name = await terminal.ask(question);
  if (!name.ok) return name;
  const passphrase = await terminal.askHidden(`Passphrase of ${name.value}:`);
  return passphrase.ok ? ok({ name: name.value, passphrase: passphrase.value }) : passphrase;
}

function readLogins(context: Context, flag: string, values: readonly string[]): Result<readonly Login[]> {
  const logins: Login[] = [];
  for (const value of values) {
    const login = readLogin(context, flag, value);
    if (!login.ok) return login;
    logins.push(login.value);
  }
  return ok(logins);
}

function readLogin(context: Context, flag: string, value: string): Result<Login> {
  const at = value.indexOf('=');
  const name = value.slice(0, at).trim();
  const file = value.slice(at + 1);
  if (at < 0 || name === '' || file === '') {
    // What was typed instead may be a passphrase: it is not repeated.
    return fail('usage', `${flag} takes a name and the path of a file, with = between them.`, {
      advice: `Write ${flag} NAME=PASSPHRASE-FILE. A passphrase itself never stands in a command.`,
    });
  }
  const { cwd, home } = context.surroundings;
  const read = readSmallText(resolve(cwd, expandHome(file, home)), {
    what: 'passphrase file',
    holds: `the passphrase of ${name}`,
    limit: LARGEST,
  });
  if (!read.ok) return read;
  if (read.value.open)
    context.note(`Warning: others may read the passphrase file ${file}. Close it: chmod 600 ${file}`);
  return ok({ name, passphrase: read.value.text });
}
