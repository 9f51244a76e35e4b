import type { WorkstationOptions } from '../../workstation.js';
import type { Need } from '../../../shared/contract/index.js';
import { ok, type Result } from '../../../shared/result.js';
import { dataFolder } from './data-folder.js';
import type { Surroundings } from './surroundings.js';
import type { Terminal } from './terminal.js';

/** The options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly dataDir?: string;
  readonly json?: boolean;
  /** NAME=PASSPHRASE-FILE, as often as given. */
  readonly unlock?: readonly string[];
  /** NAME=PASSPHRASE-FILE. */
  readonly as?: string;
}

/** What a command gets. */
export interface Context {
  readonly surroundings: Surroundings;
  readonly terminal: Terminal;
  readonly dataFolder: string;
  readonly unlock: readonly string[];
  /** Who acts; left out: the first of those who unlock. */
  readonly as?: string;
  /** Its name: `key create`. */
  readonly command: string;
  /** The role that the command needs. */
  readonly need: Need;
  readonly json: boolean;
  /** One line on standard error that people should see; never part of the answer. */
  readonly note: (text: string) => void;
}

/** Code `usage` when the data folder cannot be one. */
export function makeContext(surroundings: Surroundings, options: GlobalOptions): Result<Context> {
  const folder = dataFolder(options.dataDir, surroundings);
  if (!folder.ok) return folder;
  const { terminal } = surroundings;
  return ok({
    surroundings,
    terminal,
    dataFolder: folder.value,
    unlock: options.unlock ?? [],
    ...(options.as === undefined ? {} : { as: options.as }),
    // Until the command says which.
    command: 'keyferry',
    need: 'Administrator',
    json: options.json ?? false,
    note: (text) => terminal.err(`${text}\n`),
  });
}

/** How workstations are opened here. */
export function workstationOptions({ surroundings }: Context): WorkstationOptions {
  return { ...surroundings.workstation, clock: surroundings.clock };
}
