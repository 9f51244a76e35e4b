import type { Command } from 'commander';
import { z } from 'zod';
import type { RunView } from '../../../../shared/domain/ceremony/view.js';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { CeremonyRun } from '../../../ceremonies/index.js';
import { planIn } from '../ceremony/files.js';
import type { ApprovalOptions } from '../approval.js';
import type { Ask } from '../ceremony/ask.js';
import { interview } from '../ceremony/interview.js';
import { openRun } from '../ceremony/open-run.js';
import { signingRound } from '../ceremony/signing-round.js';
import { addCommand, needed, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { pathOf, readTextFile } from '../input/json-file.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { facts, table } from '../show/table.js';
import { iso, when } from '../show/times.js';

interface RunOptions extends ApprovalOptions {
  readonly out: string;
  readonly answers?: string;
}

const answersFile = z.strictObject({
  format: z.literal('keyferry-ceremony-answers-1'),
  answers: z.array(z.string().max(2000)).max(5000),
});

export function addCeremonyRunCommands(family: Command, invoke: Invoke): void {
  addCommand<RunOptions>(family, invoke, {
    name: 'run',
    role: 'Administrator',
    args: [['<plan>', 'the plan, YAML or JSON']],
    summary: 'hold the ceremony, step by step; the same command takes it up again',
    about:
      'Everything is recorded as it is done; Ctrl-C, a crash or a power loss leave it between two steps. ' +
      'A second Administrator confirms the beginning of a PRODUCTION ceremony. Typing ! at any question gives the menu: it differs, exception sheet, show the step again, abort, leave.',
    examples: ['keyferry ceremony run plan.yaml --out outputs'],
    options: [
      needed('--out <folder>', 'a new folder for the outputs and the record; nothing in it is ever written over'),
      option('--answers <file>', 'for a rehearsal: what would be typed, in order; = is what is shown to be typed'),
    ],
    approval: true,
    run: hold,
  });
  addCommand(family, invoke, {
    name: 'list',
    role: 'Auditor',
    summary: 'the ceremonies of this workstation, the newest first',
    examples: ['keyferry ceremony list'],
    run: list,
  });
}

async function hold(context: Context, [file = '']: readonly string[], options: RunOptions): Promise<Outcome> {
  const plan = await planIn(context, file);
  if (!plan.ok) return plan;
  const scripted =
    options.answers === undefined ? ok(undefined) : answersIn(context, options.answers, plan.value.plan.mode);
  if (!scripted.ok) return scripted;
  if (!scripted.value && !context.terminal.inIsTerminal)
    return wrongUsage(
      'A ceremony asks people, and nobody sits here.',
      'Run it at a terminal; for a rehearsal: --answers FILE.',
    );
  return withWorkstation(context, async (session) => {
    const { ceremonies } = session.workstation;
    const folder = pathOf(context, options.out);
    const begun = await openRun(context, session, { plan: plan.value, folder, approval: options });
    if ('instead' in begun) return begun.instead;
    const { run, resumed } = begun.opened;
    if (resumed) context.note('This ceremony was begun before: it goes on where it stood.');
    const ask: Ask = scripted.value ? answering(scripted.value) : (question) => context.terminal.ask(question);
    const held = await interview(context, run, { ask, people: !scripted.value, signal: session.signal });
    if (!held.ok) return refused(held.failure, { data: { run: run.current() } });
    const left = scripted.value?.length ?? 0;
    if (left > 0) return fail('answers-left', `${left} answers were left over when the ceremony had ended.`);
    const printed = await printRecord(context, run);
    if (!printed.ok) return printed;
    if (!scripted.value) {
      const signed = await signingRound(context, { ceremonies, run, ask });
      if (!signed.ok) return signed;
    }
    const view = run.current();
    return done({ run: view, folder: run.folder.path }, endText(view, run.folder.path));
  });
}

/** Strict: an answer too few or too many is a mistake in the list. */
function answering(answers: string[]): Ask {
  return (question, shown) => {
    const answer = answers.shift();
    if (answer === undefined)
      return Promise.resolve(fail('answers-missing', `The list of answers ends before: ${question.trim()}`));
    return Promise.resolve(
      answer !== '='
        ? ok(answer)
        : shown === undefined
          ? fail('answers-missing', `Nothing is shown to be typed at: ${question.trim()}`)
          : ok(shown),
    );
  };
}

function answersIn(context: Context, file: string, mode: string): Result<string[]> {
  if (mode !== 'PRACTICE')
    return fail('usage', 'A list of answers is for rehearsals: PRODUCTION is answered by people.');
  const content = readTextFile(context, file, 1024 * 1024);
  if (!content.ok) return content;
  try {
    const parsed = answersFile.safeParse(JSON.parse(content.value));
    if (parsed.success) return ok(parsed.data.answers);
  } catch {
    // Said below.
  }
  return fail('bad-input', 'This is no list of answers.', {
    advice: 'It is {"format":"keyferry-ceremony-answers-1","answers":["CONFIRM","=", ...]}.',
  });
}

/** Prints the record, with room for ink; once only. */
async function printRecord(context: Context, run: CeremonyRun): Promise<Result<void>> {
  const name = run.current().record?.file.replace(/jsonl$/, 'pdf') ?? 'record.pdf';
  const there = run.folder.names();
  if (!there.ok || there.value.includes(name)) return there.ok ? ok(undefined) : there;
  const { recordPdf } = await import('../../../ceremonies/index.js');
  const pdf = await recordPdf(Buffer.from(run.record(), 'utf8'), context.surroundings.clock.now());
  if (!pdf.ok) return pdf;
  return run.folder.put(name, pdf.value);
}

function endText(view: RunView, folder: string): string {
  const { record, outputs } = view;
  return [
    `Ceremony ${view.id} (${view.mode}): ${view.state}.`,
    facts([
      ['Folder', folder],
      ['Record', record?.file ?? ''],
      ['SHA-256', (record?.fingerprint.groups ?? '').replace(/^(.{39}) /, '$1\n')],
      ['Words', record?.fingerprint.words?.join(' ') ?? ''],
      ['Sheets', String(view.sheets)],
      ['Outputs', outputs.map(({ file, sha256 }) => `${file}\n${sha256}`).join('\n')],
    ]),
    '',
    'Sign it with keys:   keyferry ceremony sign',
    'Verify it anywhere:  keyferry ceremony verify',
  ].join('\n');
}

function list(context: Context): Promise<Outcome> {
  return withWorkstation(context, ({ workstation }) => {
    const { ceremonies } = workstation;
    const found = ceremonies.list();
    const rows = found.map(({ id, mode, kind, state, step, total, begunAt }) => [
      id,
      mode,
      kind,
      state,
      `${step}/${total}`,
      when(begunAt),
    ]);
    const data = found.map(({ begunAt, endedAt, ...rest }) => ({
      ...rest,
      begunAt: iso(begunAt),
      ...(endedAt === undefined ? {} : { endedAt: iso(endedAt) }),
    }));
    const text =
      rows.length === 0
        ? 'No ceremony was begun here.'
        : table(['CEREMONY', 'MODE', 'KIND', 'STATE', 'STEP', 'BEGUN'], rows);
    return Promise.resolve(done({ ceremonies: data }, text));
  });
}
