import { ok, type Result } from '../../../../shared/result.js';
import type { Ceremonies, CeremonyRun } from '../../../ceremonies/index.js';
import type { Context } from '../context.js';
import type { Ask } from './ask.js';
import { foldNote } from './step-screen.js';

/** Each person signs on paper now, or later with an own key. */
export async function signingRound(
  context: Context,
  { ceremonies, run, ask }: { readonly ceremonies: Ceremonies; readonly run: CeremonyRun; readonly ask: Ask },
): Promise<Result<void>> {
  const { record } = run.current();
  const signed = new Set(record?.signatures.map(({ by }) => by));
  const people = run.plan.people.filter(({ name }) => !signed.has(name));
  if (!record || people.length === 0) return ok(undefined);
  const { groups, words } = record.fingerprint;
  context.note(
    [
      '\nThe ceremony has ended. SHA-256 of its record, to be read aloud:',
      `    ${(groups ?? '').replace(/^(.{39}) /, '$1\n    ')}`,
      ...foldNote(words?.join(' ') ?? '', 4),
      ...foldNote(
        'Each person signs by hand: the printed record, or the last page of the script. Or later, with a key.',
      ),
    ].join('\n'),
  );
  for (const { name } of people) {
    const done = await signature(context, { ceremonies, run, ask }, name);
    if (!done.ok) return done.failure.code === 'cancelled' ? ok(undefined) : done;
  }
  return ok(undefined);
}

async function signature(
  context: Context,
  { ceremonies, run, ask }: { readonly ceremonies: Ceremonies; readonly run: CeremonyRun; readonly ask: Ask },
  by: string,
): Promise<Result<unknown>> {
  for (;;) {
    const typed = await ask(`${by}: p signed on paper, d signed and does not agree, Enter later: `, '');
    if (!typed.ok || typed.value === '') return typed;
    if (typed.value === 'p') return ceremonies.signedOnPaper(run, { by, says: 'agree' });
    if (typed.value !== 'd') {
      context.note('That is none of them.');
      continue;
    }
    const why = await ask('Why: ');
    if (!why.ok) return why;
    if (why.value !== '') return ceremonies.signedOnPaper(run, { by, says: 'disagree', remark: why.value });
    context.note('Who does not agree says why.');
  }
}
