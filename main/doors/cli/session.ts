import type { Job } from '../../../shared/domain/job.js';
import { mayCall, type Need } from '../../../shared/contract/index.js';
import { fail, ok, type Failure, type Result } from '../../../shared/result.js';
import type { Login } from '../../identity-management/index.js';
import type { Workstation } from '../../workstation.js';
import type { JobOptions } from '../../logging-and-reporting/index.js';
import { workstationOptions, type Context } from './context.js';
import { loginsToUnlock } from './input/logins.js';
import { JobProgress } from './job-progress.js';
import { refused, type Outcome } from './outcome.js';
import { shortId, vaultLabel } from './show/text.js';
import type { Terminal } from './terminal.js';

/** An unlocked workstation while one command works with it. */
export interface Session {
  readonly workstation: Workstation;
  /** The fresh logins that unlocked it: the quorum of this command. */
  readonly logins: readonly Login[];
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** For jobs: the signal, and progress on standard error where that is a terminal. */
  readonly jobOptions: JobOptions;
}

const CANCELLED: Failure = fail('cancelled', 'Cancelled before anything was sent.').failure;

/**
 * Unlocks, works, and seals again whatever happens. With `vault` it first looks after what an earlier run left behind.
 */
export async function withWorkstation(
  context: Context,
  work: (session: Session) => Promise<Outcome>,
  options: { readonly vault?: boolean; readonly need?: Need } = {},
): Promise<Outcome> {
  const { openWorkstation, readIdentities } = await import('../../workstation.js');
  const { LoginPause, RefusedLogins } = await import('../../identity-management/index.js');
  const identities = readIdentities(context.dataFolder);
  if (!identities.ok) return identities;
  const { threshold } = identities.value;
  const administrators = identities.value.identities.filter(({ sealedShare }) => sealedShare !== undefined);
  const logins = await loginsToUnlock(context, { names: administrators.map(({ name }) => name), threshold });
  if (!logins.ok) return logins;
  const progress = new JobProgress(context.terminal);
  const interruption = watchForInterrupts(context.terminal, progress);
  try {
    const before = new RefusedLogins(context.dataFolder);
    const pause = new LoginPause(context.surroundings.clock, () => before.count);
    if (pause.due > 0) context.note(`Wrong passphrases were tried before: this login waits ${pause.due / 1000} s.`);
    const opened = await pause.after(
      () => openWorkstation(context.dataFolder, logins.value, workstationOptions(context)),
      interruption.signal,
    );
    if (!opened.ok) return interruption.signal.aborted ? refused(CANCELLED) : opened;
    const workstation = opened.value;
    try {
      const may = checkRole(context, workstation, options.need ?? context.need);
      if (!may.ok) return may;
      for (const warning of workstation.mended) context.note(`Mended on opening: ${warning}`);
      const { finding } = workstation.headWatch;
      if (finding.kind === 'rolled-back') context.note(`Warning: ${finding.sentence}`);
      const { signal } = interruption;
      const session = { workstation, logins: logins.value, signal, jobOptions: { signal, watcher: progress.watcher } };
      if (options.vault) tellRecovered(context, await workstation.recover(session.jobOptions));
      return signal.aborted ? refused(CANCELLED) : await work(session);
    } finally {
      progress.end();
      await workstation.rememberHead();
      workstation.close();
    }
  } finally {
    interruption.end();
  }
}

/** Whoever works has this role; where not, that stands in the log. Code `not-allowed`. */
export function checkRole({ command }: Context, { person, people }: Workstation, need: Need): Result<void> {
  const { name, role } = person;
  if (mayCall(role, need)) return ok(undefined);
  people.noteNotAllowed(`keyferry ${command}`, need);
  return fail('not-allowed', `This needs the role ${need}; ${name} is an ${role}.`, {
    advice: 'Ask somebody who has it, or say who acts: --as NAME=PASSPHRASE-FILE.',
  });
}

function tellRecovered(context: Context, jobs: readonly Job[]): void {
  for (const job of jobs) {
    const id = shortId(job.id);
    const what = `job ${id} of ${job.groupName} in the vault ${vaultLabel(job.vault, job.practice)}`;
    const said = job.reconciled
      ? `Looked after what ${what} left behind.`
      : `What ${what} left behind could not be looked at; it is tried again the next time.`;
    context.note(`${said} See: keyferry jobs show ${id}`);
  }
}

/** The first Ctrl-C cancels; the next ones are answered, and break nothing. */
function watchForInterrupts(terminal: Terminal, progress: JobProgress): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const end = terminal.onInterrupt(() => {
    progress.aside(
      controller.signal.aborted
        ? 'Already cancelling: it is cleaning up, so that no KEK stays in the vault. Please wait.'
        : 'Cancelling: it stops after the step it is in, and cleans up.',
    );
    controller.abort();
  });
  return { signal: controller.signal, end };
}
