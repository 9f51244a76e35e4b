import type { StepView } from '../../../../shared/domain/ceremony/view.js';
import { fail, ok, type Failure, type Result } from '../../../../shared/result.js';
import type { CeremonyRun, StepOutcome } from '../../../ceremonies/index.js';
import type { Context } from '../context.js';
import { actorOf, inputOf } from './answers.js';
import { MENU, type Ask, type Turn } from './ask.js';
import { menu, waitForSheet, type At } from './menu.js';
import { foldNote, stepScreen } from './step-screen.js';

/** What nobody can answer away: the disk has to be put in order first. */
const OF_THE_DISK = ['file-exists', 'output-not-written', 'not-a-folder'];

interface Interviewed {
  readonly ask: Ask;
  /** People can think again; a list of answers cannot. */
  readonly people: boolean;
  /** Aborted by Ctrl-C while a step works. */
  readonly signal: AbortSignal;
}

/** Goes through the steps until the ceremony has ended or somebody leaves. Codes `ceremony-left`, and those of the disk. */
export async function interview(
  context: Context,
  run: CeremonyRun,
  { ask, people, signal }: Interviewed,
): Promise<Result<void>> {
  let onScreen = '';
  /** Who tries again after a wrong word. */
  let doer: string | undefined;
  for (;;) {
    const { step, mode, id } = run.current();
    if (!step) return ok(undefined);
    if (signal.aborted) return left(step);
    const screen = stepScreen(step, { id, mode });
    // After a wrong word the sentence that says so must not scroll away.
    if (screen !== onScreen) context.note(screen);
    onScreen = screen;
    const turn = await turnOf({ context, run, step, ask }, doer);
    doer = undefined;
    if (turn.ok && turn.value.kind === 'leave') return left(step);
    if (turn.ok && turn.value.kind === 'again') {
      if (turn.value.show) onScreen = '';
      continue;
    }
    const done = turn.ok && turn.value.kind === 'input' ? await run.act(turn.value.input, turn.value.by) : turn;
    if (done.ok) {
      if ('outputs' in done.value) tell(context, done.value);
      continue;
    }
    const { code } = done.failure;
    if (code === 'cancelled') return left(step);
    if (!people || OF_THE_DISK.includes(code)) return done;
    context.note(sentences(done.failure));
    if (turn.ok && turn.value.kind === 'input') doer = turn.value.by;
  }
}

function left({ number, total }: StepView): Result<never> {
  return fail('ceremony-left', `The ceremony stands at step ${number} of ${total}; what was recorded is safe.`, {
    advice: 'The same command takes it up again at this step.',
  });
}

/** The input for a step, or what the menu gave instead. */
async function turnOf(at: At, doer: string | undefined): Promise<Result<Turn>> {
  const { context, step, ask } = at;
  if (step.waiting) return waitForSheet(at);
  const by = doer === undefined ? await actorOf(context, step, ask) : ok(doer);
  if (!by.ok) return by;
  if (by.value === MENU) return menu(at, step.who[0] ?? '');
  const input = await inputOf(context, step, ask);
  if (!input.ok) return input;
  return input.value === undefined ? menu(at, by.value) : ok({ kind: 'input', input: input.value, by: by.value });
}

function tell(context: Context, { result, outputs }: StepOutcome): void {
  context.note({ passed: 'Passed.', failed: 'FAILED.', differs: 'DIFFERS.' }[result]);
  for (const { file, sha256 } of outputs) context.note(`Written: ${file}\n  SHA-256 ${sha256}`);
}

function sentences({ message, advice }: Failure): string {
  return foldNote(advice === undefined ? message : `${message} ${advice}`).join('\n');
}
