import { Option, type Command, type OptionValues } from 'commander';
import type { Need } from '../../../shared/contract/index.js';
import type { Context } from './context.js';
import type { Outcome } from './outcome.js';

/** Carries a command out: makes its context, prints its outcome, keeps its exit code. */
export type Invoke = (command: Command, work: (context: Context) => Promise<Outcome>) => Promise<void>;

/** One command as it is declared in commands/. */
export interface CommandSpec<O extends OptionValues> {
  readonly name: string;
  /** `<needed>`, `[optional]` or `[many...]`, each with its explanation. */
  readonly args?: readonly (readonly [name: string, explanation: string])[];
  readonly summary: string;
  /** The least role that may give it; `anybody` where nothing is unlocked (docs/roles.md). */
  readonly role: Need;
  /** Something of it takes a second Administrator: it gets the options of approval.ts. */
  readonly approval?: true;
  /** Further sentences of its --help. */
  readonly about?: string;
  /** Whole command lines; the first is the one of docs/cli.md. */
  readonly examples: readonly [string, ...string[]];
  readonly options?: readonly Option[];
  readonly run: (context: Context, args: readonly string[], options: O) => Promise<Outcome>;
}

/** Adds a command under its parent. */
export function addCommand<O extends OptionValues>(parent: Command, invoke: Invoke, spec: CommandSpec<O>): void {
  const command = parent.command(spec.name).summary(spec.summary);
  const title = asSentence(spec.summary);
  command.description(spec.about === undefined ? title : `${title}\n\n${spec.about}`);
  for (const [name, explanation] of spec.args ?? []) command.argument(name, explanation);
  for (const option of spec.options ?? []) command.addOption(option);
  if (spec.approval) for (const option of approvalOptions()) command.addOption(option);
  ROLES_OF_COMMANDS.set(command, spec.role);
  command.addHelpText('after', exampleText(spec.examples));
  command.action(() =>
    invoke(command, (context) =>
      spec.run({ ...context, command: fullName(command), need: spec.role }, command.args, command.opts<O>()),
    ),
  );
}

/** With its families: `ceremony kek make`. */
function fullName(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${fullName(parent)} ${command.name()}` : command.name();
}

const ROLES_OF_COMMANDS = new WeakMap<Command, Need>();

/** The role that a command names; undefined for a family. */
export function roleOfCommand(command: Command): Need | undefined {
  return ROLES_OF_COMMANDS.get(command);
}

/** How a second Administrator confirms it: here and now, or elsewhere by files. */
function approvalOptions(): readonly Option[] {
  return [
    option('--approve <name=file>', 'the second Administrator and the file of the passphrase'),
    option('--justification <text>', 'why; it stands in the log'),
    option('--request-file <file>', 'do nothing yet: write what is to be approved elsewhere'),
    option('--approval <file>', 'the approval that came back (keyferry approve)'),
  ];
}

/** Adds a family of commands (`key`, `group` ...). */
export function addFamily(parent: Command, name: string, summary: string, example: string): Command {
  return parent
    .command(name)
    .summary(summary)
    .description(asSentence(summary))
    .addHelpText('after', exampleText([example]));
}

/** An option. */
export function option(flags: string, explanation: string): Option {
  return new Option(flags, explanation);
}

/** An option that must be there. */
export function needed(flags: string, explanation: string): Option {
  return new Option(flags, explanation).makeOptionMandatory();
}

/** An option that can be given again and again. */
export function repeatable(flags: string, explanation: string): Option {
  return new Option(flags, explanation).argParser<readonly string[] | undefined>((value, before) => [
    ...(before ?? []),
    value,
  ]);
}

/** In a list a summary stands in lower case, above a help text as a sentence. */
function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function exampleText(examples: readonly string[]): string {
  return `\n${examples.length > 1 ? 'Examples' : 'Example'}:\n${examples.map((example) => `  ${example}`).join('\n')}`;
}
