import type { ExceptionInput, StepView } from '../../../../shared/domain/ceremony/view.js';
import { ok, type Result } from '../../../../shared/result.js';
import type { CeremonyRun } from '../../../ceremonies/index.js';
import type { Context } from '../context.js';
import { askOrMenu, type Ask, type Turn } from './ask.js';
import { foldNote } from './step-screen.js';

const AGAIN: Result<Turn> = ok({ kind: 'again' });
const MENU_TEXT = [
  '',
  '  d  it differs: say what is seen; an exception sheet follows',
  '  e  exception sheet: note something that happened',
  '  r  read the step again',
  '  a  abort: end the ceremony for good',
  '  q  leave now, and take it up again later',
].join('\n');

/** Where the interview stands. */
export interface At {
  readonly context: Context;
  readonly run: CeremonyRun;
  readonly step: StepView;
  readonly ask: Ask;
}

/** What can be done at any question. */
export async function menu(at: At, by: string): Promise<Result<Turn>> {
  const { context, ask } = at;
  context.note(MENU_TEXT);
  const typed = await ask('Which (d, e, r, a, q; Enter goes back)? ', '');
  if (!typed.ok) return typed;
  switch (typed.value.toLowerCase()) {
    case '':
      return AGAIN;
    case 'd': {
      const seen = await ask('What is seen instead: ');
      return seen.ok ? ok({ kind: 'input', input: { kind: 'differs', seen: seen.value }, by }) : seen;
    }
    case 'e':
      return sheet(at);
    case 'r':
      return ok({ kind: 'again', show: true });
    case 'a':
      return abort(at);
    case 'q':
      return ok({ kind: 'leave' });
    default:
      context.note('That is none of them.');
      return AGAIN;
  }
}

async function abort({ context, run, ask }: At): Promise<Result<Turn>> {
  const sure = await ask('An aborted ceremony cannot be taken up again. Type ABORT to end it: ');
  if (!sure.ok) return sure;
  if (sure.value !== 'ABORT') {
    context.note('Not aborted.');
    return AGAIN;
  }
  const why = await ask('Why: ');
  if (!why.ok) return why;
  const ended = run.abort(why.value);
  return ended.ok ? AGAIN : ended;
}

/** What stands where a step waits: nothing goes on without a sheet. */
export async function waitForSheet(at: At): Promise<Result<Turn>> {
  const start = await at.ask('Enter writes the exception sheet, a aborts the ceremony, q leaves: ', '');
  if (!start.ok) return start;
  switch (start.value.toLowerCase()) {
    case 'a':
      return abort(at);
    case 'q':
      return ok({ kind: 'leave' });
    default:
      return sheet(at);
  }
}

/** An exception sheet; where a step waits for it, what follows is asked too. `!` puts it away. */
async function sheet(at: At): Promise<Result<Turn>> {
  const { context, run, step } = at;
  context.note('Exception sheet (! puts it away)');
  const filled = await fillIn(at, step.waiting);
  if (!filled.ok) return filled;
  if (!filled.value) {
    context.note('Nothing was written.');
    return AGAIN;
  }
  const written = run.exception(filled.value);
  if (!written.ok) return written;
  context.note(`Sheet ${written.value.sheets} is in the record.`);
  return AGAIN;
}

/** undefined: it was put away. */
async function fillIn({ context, ask }: At, waiting: StepView['waiting']): Promise<Result<ExceptionInput | undefined>> {
  const sheet = { expected: '', happened: '', decided: '', by: '' };
  const fields = [
    ['expected', 'What was expected', waiting?.draft.expected],
    ['happened', 'What happened', waiting?.draft.happened],
    ['decided', 'What was decided', undefined],
    ['by', 'By whom', undefined],
  ] as const;
  for (const [member, label, draft] of fields) {
    if (draft !== undefined) context.note(foldNote(`${label}: ${draft}`).join('\n'));
    const question = draft === undefined ? `${label}: ` : '(Enter keeps that, or type it anew): ';
    const typed = await untilSaid(ask, question, draft);
    if (!typed.ok || typed.value === undefined) return typed.ok ? ok(undefined) : typed;
    sheet[member] = typed.value;
  }
  if (!waiting) return ok(sheet);
  const then = await whatFollows(waiting, ask);
  return then.ok ? ok(then.value && { ...sheet, then: then.value }) : then;
}

/** Asks until something is said, or Enter keeps the draft. undefined: `!`. */
async function untilSaid(ask: Ask, question: string, draft: string | undefined): Promise<Result<string | undefined>> {
  for (;;) {
    const typed = await askOrMenu(ask, question, '');
    if (!typed.ok || typed.value !== '') return typed;
    if (draft !== undefined) return ok(draft);
  }
}

/** undefined: `!`. */
async function whatFollows(
  { may }: NonNullable<StepView['waiting']>,
  ask: Ask,
): Promise<Result<'go-on' | 'repeat' | undefined>> {
  if (!may.includes('go-on')) return ok('repeat');
  for (;;) {
    const typed = await askOrMenu(ask, 'r the step is done again, g it is left behind: ', 'r');
    if (!typed.ok || typed.value === undefined) return typed.ok ? ok(undefined) : typed;
    if (typed.value.toLowerCase() === 'g') return ok('go-on');
    if (typed.value.toLowerCase() === 'r') return ok('repeat');
  }
}
