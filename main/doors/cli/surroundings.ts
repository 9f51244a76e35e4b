import { homedir } from 'node:os';
import { systemClock, type Clock } from '../../clock/clock.js';
import type { WorkstationOptions } from '../../workstation.js';
import { processTerminal, type Terminal } from './terminal.js';

/** Everything the command line takes from outside. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly cwd: string;
  readonly clock: Clock;
  /** Tests weaken scrypt here and hold the keychain and the practice vault. */
  readonly workstation: Omit<WorkstationOptions, 'clock'>;
}

/** The surroundings of this process. */
export function processSurroundings(): Surroundings {
  return {
    terminal: processTerminal(),
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
    clock: systemClock,
    workstation: {},
  };
}
