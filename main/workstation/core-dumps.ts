import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether a crash of this process would write its memory, master key included, to the disk. */
export type CoreDumps =
  { readonly kind: 'off' } | { readonly kind: 'on' } | { readonly kind: 'unknown'; readonly why: string };

/** What this module needs of the machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** /proc/self/limits; undefined where there is none. */
  readonly limits: () => string | undefined;
  /** Runs a program to its end; throws when it is not there or fails. */
  readonly run: (program: string, args: readonly string[]) => void;
}

const PATIENCE_MS = 2000;

const thisMachine: Machine = {
  platform: process.platform,
  limits: () => {
    try {
      return readFileSync('/proc/self/limits', 'utf8');
    } catch {
      return undefined;
    }
  },
  run: (program, args) => void execFileSync(program, [...args], { timeout: PATIENCE_MS, stdio: 'ignore' }),
};

/**
 * Switches core dumps off for this process and its children, before the master key is in its memory. Node has no call for
 * setrlimit; on Linux another program (util-linux's prlimit) may set the limit of a running process. On macOS only who
 * starts a process can (scripts/start.mjs does); Windows writes none unless it is told to.
 */
export function switchOffCoreDumps(machine: Machine = thisMachine): CoreDumps {
  const before = coreDumps(machine);
  if (before.kind !== 'on') return before;
  try {
    machine.run('prlimit', ['--pid', String(process.pid), '--core=0:0']);
  } catch {
    return before;
  }
  return coreDumps(machine);
}

/** How it stands, where the system tells. */
export function coreDumps({ platform, limits }: Machine = thisMachine): CoreDumps {
  if (platform === 'win32')
    return { kind: 'unknown', why: 'Windows writes none unless Windows Error Reporting is told to (LocalDumps).' };
  const soft = platform === 'linux' ? /^Max core file size\s+(\S+)/m.exec(limits() ?? '')?.[1] : undefined;
  if (soft === undefined) return { kind: 'unknown', why: 'This system does not tell; see: ulimit -c.' };
  return { kind: soft === '0' ? 'off' : 'on' };
}
