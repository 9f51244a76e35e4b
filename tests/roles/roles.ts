import type { Command } from 'commander';
import { channelOf, contract, ROOM_NAMES, type Call, type Need } from '../../shared/contract/index.js';
import { roleOfCommand } from '../../main/doors/cli/command-spec.js';
import { buildProgram } from '../../main/doors/cli/program.js';

interface Named {
  readonly name: string;
  readonly need: Need;
  /** A second Administrator confirms it. */
  readonly approval: boolean;
}

/** Every call of the contract with the role it names. */
export const CALLS_BY_ROLE: readonly Named[] = ROOM_NAMES.flatMap((room) =>
  Object.entries<Call>(contract[room].calls).map(([name, { need, approval }]) => ({
    name: channelOf(room, name),
    need,
    approval: approval ?? false,
  })),
);

/** The calls that only look something up. */
export const QUERIES: ReadonlySet<string> = new Set(
  ROOM_NAMES.flatMap((room) =>
    Object.entries<Call>(contract[room].calls).flatMap(([name, { kind }]) =>
      kind === 'query' ? [channelOf(room, name)] : [],
    ),
  ),
);

/** Every command of the command line with the role it names; a command without one does not compile. */
export const COMMANDS_BY_ROLE: readonly Named[] = leaves(buildProgram(() => Promise.resolve()));

function leaves(command: Command, before: readonly string[] = []): Named[] {
  return command.commands.flatMap((child) => {
    const path = [...before, child.name()];
    if (child.commands.length > 0) return leaves(child, path);
    const need = roleOfCommand(child);
    if (need === undefined) throw new Error(`${path.join(' ')} names no role.`);
    return [{ name: path.join(' '), need, approval: child.options.some(({ long }) => long === '--request-file') }];
  });
}

/** docs/roles.md, before prettier. */
export function rolesPage(): string {
  return `# Who may do what

An Administrator may do what an Operator may, an Operator reads what an Auditor reads. _Anybody_ stands beside what must work before
somebody has logged in. No role can change or clear the log. Made by \`tests/roles/roles.test.ts\`, which also tries every call and
every command with a session of each role; made anew by \`npx vitest run -c scripts/config/vitest.config.mjs -u tests/roles\`.

_Second_: a second Administrator, never the one who asked, confirms it with a fresh login; \`administration.set\` and \`config set\` for
the designated device only. Where a change concerns an Administrator, and for the threshold and recovery shares, as many Administrators
as unlock the workstation log in instead, since the master key is split anew.

## Calls of the window

${tableOf('call', CALLS_BY_ROLE)}

## Commands

${tableOf('command', COMMANDS_BY_ROLE)}
`;
}

function tableOf(head: string, rows: readonly Named[]): string {
  const line = ({ name, need, approval }: Named): string => {
    const may = (role: Need): string => (mark(role, need) ? 'yes' : '');
    const cells = [
      `\`${name}\``,
      need === 'anybody' ? 'yes' : '',
      may('Auditor'),
      may('Operator'),
      may('Administrator'),
    ];
    return `| ${[...cells, approval ? 'yes' : ''].join(' | ')} |`;
  };
  return `| ${head} | Anybody | Auditor | Operator | Administrator | Second |\n| --- | --- | --- | --- | --- | --- |\n${rows.map(line).join('\n')}`;
}

const ORDER: readonly Need[] = ['anybody', 'Auditor', 'Operator', 'Administrator'];

/** Said once more here, so that a slip in the contract's own function is found. */
export function mark(role: Need, need: Need): boolean {
  return ORDER.indexOf(role) >= ORDER.indexOf(need);
}
