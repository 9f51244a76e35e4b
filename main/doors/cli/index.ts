import type { Command, CommanderError } from 'commander';
import { StoreWriteError } from '../../store/types.js';
import { makeContext, type Context, type GlobalOptions } from './context.js';
import { EXIT_DONE, EXIT_USAGE, exitCodeOf, refused, wrongUsage, type Outcome } from './outcome.js';
import { print } from './print.js';
import { buildProgram, namesIn } from './program.js';
import { processSurroundings, type Surroundings } from './surroundings.js';

export type { Surroundings } from './surroundings.js';
export type { Terminal } from './terminal.js';

/**
 * The `keyferry` command. `args` are those after the program's name. Answers the exit code: 0 done, 1 refused or
 * failed, 2 wrong usage. Never throws.
 */
export async function runCli(
  args: readonly string[],
  surroundings: Surroundings = processSurroundings(),
): Promise<number> {
  const { terminal } = surroundings;
  let exitCode = EXIT_DONE;
  const answer = (outcome: Outcome, json: boolean): void => {
    print(terminal, outcome, json);
    exitCode = exitCodeOf(outcome);
  };
  const program = buildProgram(async (command, work) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    answer(await attempt(surroundings, options, work), options.json ?? false);
  });
  // Before the arguments are understood nobody knows better whether JSON is wanted.
  const json = args.slice(0, endOfOptions(args)).includes('--json');
  const told = { out: '', err: '' };
  settle(program, (text, stream) => void (told[stream] += text));
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const { cause } = error;
    if (cause.exitCode === 0) answerHelp(told.out, json, answer, surroundings);
    else if (cause.code === 'commander.help') {
      if (json) answer(wrongUsage('A command is missing.', `There are: ${namesIn(error.command)}.`), true);
      else terminal.err(told.err);
      exitCode = EXIT_USAGE;
    } else answer(wrongUsage(sentence(cause.message), `See: ${pathOf(error.command)} --help.`), json);
  }
  return exitCode;
}

/** What commander found wrong, and in which command. */
class UsageError extends Error {
  override readonly cause: CommanderError;
  readonly command: Command;

  constructor(command: Command, cause: CommanderError) {
    super(cause.message);
    this.command = command;
    this.cause = cause;
  }
}

/** Every command of the tree throws instead of exiting, and writes where it is told. */
function settle(command: Command, write: (text: string, stream: 'out' | 'err') => void): void {
  command.exitOverride((cause) => {
    throw new UsageError(command, cause);
  });
  command.configureOutput({
    writeOut: (text) => write(text, 'out'),
    writeErr: (text) => write(text, 'err'),
    outputError: () => undefined,
    getOutHelpWidth: () => 80,
    getErrHelpWidth: () => 80,
  });
  for (const child of command.commands) settle(child, write);
}

async function attempt(
  surroundings: Surroundings,
  options: GlobalOptions,
  work: (context: Context) => Promise<Outcome>,
): Promise<Outcome> {
  const context = makeContext(surroundings, options);
  if (!context.ok) return context;
  try {
    return await work(context.value);
  } catch (error) {
    if (error instanceof StoreWriteError) return refused(error.failure);
    return unexpected(error, surroundings);
  }
}

/** Exceptions are bugs: one sentence, and no text of theirs, which may hold anything. */
function unexpected(error: unknown, { env, terminal }: Surroundings): Outcome {
  if (env['KEYFERRY_DEBUG'] === '1')
    terminal.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const kind = error instanceof Error ? ('code' in error ? String(error.code) : error.name) : typeof error;
  return refused({
    code: 'unexpected',
    message: `Keyferry met an error of its own (${kind}) and stopped; what was recorded before is safe.`,
    advice: 'Run the command again with KEYFERRY_DEBUG=1 to see where, and report it.',
  });
}

function answerHelp(
  text: string,
  json: boolean,
  answer: (outcome: Outcome, json: boolean) => void,
  { terminal }: Surroundings,
): void {
  if (json) answer({ ok: true, data: { help: text.trimEnd() }, text: '' }, true);
  else terminal.out(text);
}

function endOfOptions(args: readonly string[]): number {
  const end = args.indexOf('--');
  return end < 0 ? args.length : end;
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** "error: unknown option '--x'\n(Did you mean --y?)" as sentences. */
function sentence(message: string): string {
  const [first = '', ...rest] = message.replace(/^error: /, '').split('\n');
  const stop = /[.?!)]$/.test(first) ? first : `${first}.`;
  const text = `${stop.charAt(0).toUpperCase()}${stop.slice(1)}`;
  return [text, ...rest.map((line) => line.replace(/^\((.*)\)$/, '$1'))].join(' ');
}
