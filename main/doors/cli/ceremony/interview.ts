import { basename } from 'node:path';
import type { StepInput, StepView } from '../../../../shared/domain/ceremony/view.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { CeremonyRun } from '../../../ceremonies/index.js';
import type { Context } from '../context.js';
import { clean, fold } from '../show/text.js';
import { readBytes } from './files.js';

/** Where answers come from: people at the terminal, or a list for a rehearsal. Code `cancelled`. */
export type Ask = (question: string, shown?: string) => Promise<Result<string>>;

const WIDTH = 78;
const LARGEST = 1024 * 1024;
/** Typed at any question. */
const MENU = '!';

/** What one turn came to. */
type Turn =
  | { readonly kind: 'input'; readonly input: StepInput; readonly by: string }
  | { readonly kind: 'again' }
  | { readonly kind: 'leave' };

/** Goes through the steps until the ceremony has ended or somebody leaves. Codes `ceremony-left`, and those of the disk. */
export async function interview(
  context: Context,
  run: CeremonyRun,
  { ask, people }: { readonly ask: Ask; readonly people: boolean },
): Promise<Result<void>> {
  for (;;) {
    const { step, mode, id } = run.current();
    if (!step) return ok(undefined);
    context.note(stepText(step, `${id}  ${mode}`));
    const turn = step.waiting ? await sheet(run, step, ask) : await answer(context, run, step, ask);
    if (!turn.ok) return turn.failure.code === 'cancelled' ? left(step) : turn;
    if (turn.value.kind === 'leave') return left(step);
    if (turn.value.kind === 'again') continue;
    const done = await run.act(turn.value.input, turn.value.by);
    if (done.ok) {
      context.note(
        done.value.result === 'passed' ? 'Passed.' : done.value.result === 'failed' ? 'FAILED.' : 'DIFFERS.',
      );
      for (const { file, sha256 } of done.value.outputs) context.note(`Written: ${file}  SHA-256 ${sha256}`);
      continue;
    }
    context.note(`${done.failure.message} ${done.failure.advice ?? ''}`);
    if (['file-exists', 'output-not-written', 'not-a-folder'].includes(done.failure.code)) return done;
    // A list of answers cannot think again.
    if (!people) return done;
  }
}

function left({ number, total }: StepView): Result<never> {
  return fail('ceremony-left', `The ceremony stands at step ${number} of ${total}; what was recorded is safe.`, {
    advice: 'The same command takes it up again at this step.',
  });
}

function stepText(step: StepView, head: string): string {
  const line = '='.repeat(WIDTH);
  const aloud = step.readAloud.flatMap(({ name, value, groups, words }) => [
    '',
    `${name}:`,
    ...fold(groups ?? value, 42).map((part) => `    ${part}`),
    ...(words ? fold(words.join(' '), WIDTH - 4).map((part) => `    ${part}`) : []),
  ]);
  return [
    '',
    line,
    `STEP ${step.number} of ${step.total}   ${step.title}   (${head})`,
    line,
    ...fold(clean(step.text), WIDTH),
    '',
    `Who       ${clean(step.who.join(' or '))} (${step.actor})`,
    ...fold(`Expected  ${clean(step.expected)}`, WIDTH),
    ...step.facts.map(({ name, value }) => clean(`${name}  ${value}`)),
    ...aloud,
    '',
    ...(step.waiting ? [step.waiting.sentence, ''] : []),
  ].join('\n');
}

/** The input for a step, or what the menu gave instead. */
async function answer(context: Context, run: CeremonyRun, step: StepView, ask: Ask): Promise<Result<Turn>> {
  const by = await actor(step, ask);
  if (!by.ok) return by;
  if (by.value === MENU) return menu(run, step, ask);
  const input = await inputOf(context, step, ask);
  if (!input.ok) return input;
  return input.value === undefined ? menu(run, step, ask) : ok({ kind: 'input', input: input.value, by: by.value });
}

async function actor({ who }: StepView, ask: Ask): Promise<Result<string>> {
  if (who.length === 1) return ok(who[0] ?? '');
  const list = who.map((name, at) => `${at + 1} ${name}`).join(', ');
  for (;;) {
    const typed = await ask(`Who does it (${list})? `, '1');
    if (!typed.ok || typed.value === MENU) return typed;
    const name = who[Number(typed.value) - 1] ?? who.find((one) => one.toLowerCase() === typed.value.toLowerCase());
    if (name !== undefined) return ok(name);
  }
}

/** undefined: the menu was asked for. */
async function inputOf(context: Context, { ask: asked }: StepView, ask: Ask): Promise<Result<StepInput | undefined>> {
  const question = async (text: string, shown?: string): Promise<Result<string | undefined>> => {
    const typed = await ask(text, shown);
    return typed.ok && typed.value === MENU ? ok(undefined) : typed;
  };
  switch (asked.kind) {
    case 'go': {
      const typed = await question(`${asked.label}: press Enter. `, '');
      return typed.ok ? ok(typed.value === undefined ? undefined : { kind: 'go' }) : typed;
    }
    case 'word': {
      const typed = await question(`${asked.label}: `, asked.word);
      return typed.ok ? ok(typed.value === undefined ? undefined : { kind: 'word', word: typed.value }) : typed;
    }
    case 'text': {
      const now = new Date(context.surroundings.clock.now()).toISOString().slice(11, 16);
      const typed = await question(`${asked.label}${asked.example === undefined ? '' : ` (${asked.example})`}: `, now);
      return typed.ok ? ok(typed.value === undefined ? undefined : { kind: 'text', text: typed.value }) : typed;
    }
    case 'file': {
      const path = await question(`${asked.label}: `);
      if (!path.ok || path.value === undefined) return path.ok ? ok(undefined) : path;
      const bytes = readBytes(context, path.value, LARGEST);
      if (!bytes.ok) return bytes;
      const kid = await question('Its kid, where the file does not hold it (else press Enter): ', '');
      if (!kid.ok || kid.value === undefined) return kid.ok ? ok(undefined) : kid;
      const more = kid.value === '' ? {} : { kid: kid.value };
      return ok({ kind: 'file', name: basename(path.value), bytes: bytes.value, ...more });
    }
    case 'share': {
      const share = await question(`${asked.label}, or the path of a file that holds it: `);
      if (!share.ok || share.value === undefined) return share.ok ? ok(undefined) : share;
      return ok({ kind: 'share', share: shareText(context, share.value) });
    }
    case 'shares': {
      const shares: string[] = [];
      for (let number = 1; number <= asked.needed; number += 1) {
        const share = await question(`Share ${number} of ${asked.needed}, or the path of its file: `);
        if (!share.ok || share.value === undefined) return share.ok ? ok(undefined) : share;
        shares.push(shareText(context, share.value));
      }
      const path = await question('The escrow file: ');
      if (!path.ok || path.value === undefined) return path.ok ? ok(undefined) : path;
      const escrowFile = readBytes(context, path.value, LARGEST);
      return escrowFile.ok ? ok({ kind: 'shares', shares, escrowFile: escrowFile.value }) : escrowFile;
    }
    case 'agreements': {
      const agreements: { name: string; says: 'agree' | 'disagree'; remark?: string }[] = [];
      for (const name of asked.people) {
        const said = await question(`${name}: yes, or why not? `, 'yes');
        if (!said.ok || said.value === undefined) return said.ok ? ok(undefined) : said;
        const agrees = /^y(?:es)?$/i.test(said.value);
        agreements.push(
          agrees
            ? { name, says: 'agree' }
            : { name, says: 'disagree', ...(said.value === '' ? {} : { remark: said.value }) },
        );
      }
      return ok({ kind: 'agreements', agreements });
    }
  }
}

/** A share is typed, or stands in a file. */
function shareText(context: Context, typed: string): string {
  const bytes = readBytes(context, typed, 10_000);
  return bytes.ok ? Buffer.from(bytes.value).toString('utf8').trim() : typed;
}

async function menu(run: CeremonyRun, step: StepView, ask: Ask): Promise<Result<Turn>> {
  const typed = await ask('d it differs, e exception sheet, r show the step again, a abort, q leave: ', 'r');
  if (!typed.ok) return typed;
  switch (typed.value.toLowerCase()) {
    case 'd': {
      const seen = await ask('What is seen instead: ');
      const by = step.who[0] ?? '';
      return seen.ok ? ok({ kind: 'input', input: { kind: 'differs', seen: seen.value }, by }) : seen;
    }
    case 'e':
      return sheet(run, step, ask);
    case 'a':
      return abort(run, ask);
    case 'q':
      return ok({ kind: 'leave' });
    default:
      return ok({ kind: 'again' });
  }
}

async function abort(run: CeremonyRun, ask: Ask): Promise<Result<Turn>> {
  const sure = await ask('Type ABORT to end the ceremony: ');
  if (!sure.ok) return sure;
  if (sure.value !== 'ABORT') return ok({ kind: 'again' });
  const why = await ask('Why: ');
  if (!why.ok) return why;
  const ended = run.abort(why.value);
  return ended.ok ? ok({ kind: 'again' }) : ended;
}

/** An exception sheet; where a step waits for it, what follows is asked too. */
async function sheet(run: CeremonyRun, step: StepView, ask: Ask): Promise<Result<Turn>> {
  const { waiting } = step;
  if (waiting) {
    const start = await ask('Press Enter to write the exception sheet, a to abort, q to leave: ', '');
    if (!start.ok) return start;
    if (start.value.toLowerCase() === 'a') return abort(run, ask);
    if (start.value.toLowerCase() === 'q') return ok({ kind: 'leave' });
  }
  const expected = await ask(`Expected${waiting ? ` (Enter: ${waiting.draft.expected})` : ''}: `, '');
  if (!expected.ok) return expected;
  const happened = await ask(`Happened${waiting ? ` (Enter: ${waiting.draft.happened})` : ''}: `, '');
  if (!happened.ok) return happened;
  const decided = await ask('Decided: ');
  if (!decided.ok) return decided;
  const by = await ask('Who decided: ');
  if (!by.ok) return by;
  let then: { readonly then?: 'go-on' | 'repeat' } = {};
  if (waiting) {
    const typed = waiting.may.includes('go-on') ? await ask('r do it again, g go on without it: ', 'r') : ok('r');
    if (!typed.ok) return typed;
    then = { then: typed.value.toLowerCase() === 'g' ? 'go-on' : 'repeat' };
  }
  const written = run.exception({
    expected: expected.value || (waiting?.draft.expected ?? ''),
    happened: happened.value || (waiting?.draft.happened ?? ''),
    decided: decided.value,
    by: by.value,
    ...then,
  });
  return written.ok ? ok({ kind: 'again' }) : written;
}
