import { createHash } from 'node:crypto';
import { ceremonyPlan, type CeremonyPlan, type PlannedStep } from '../../../shared/domain/ceremony/plan.js';
import type { NewRecordLine, RecordedOutput, StepLine } from '../../../shared/domain/ceremony/record.js';
import {
  exceptionInput,
  stepInput,
  type ExceptionInput,
  type RunView,
  type StepInput,
} from '../../../shared/domain/ceremony/view.js';
import { firstIssue } from '../../../shared/first-issue.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { NewLogEvent } from '../../../shared/domain/log-event.js';
import { insertCeremonyOutput, type StoredCeremony } from '../../store/tables/ceremonies.js';
import { hashOfLine, recordText } from '../record/chain.js';
import { readSignature } from '../record/signatures.js';
import { stepsOf } from '../plan/default-steps.js';
import type { OutputFile } from '../work.js';
import { expectedOf, mayBeLeft } from './expected.js';
import type { OutFolder } from './out-folder.js';
import type { CeremonyParts } from './parts.js';
import { perform, type Performed } from './perform.js';
import { positionOf, type Position } from './position.js';
import { aloudHex } from './read-aloud.js';
import { recordFileName, RunFiles } from './run-files.js';
import { RunRecord } from './run-record.js';
import type { Application } from './self-hash.js';
import { viewOf, whoMay, type SceneParts } from './step-view.js';

/** What came of an answer. */
export interface StepOutcome {
  readonly result: StepLine['result'];
  /** What was written to the folder of the outputs. */
  readonly outputs: readonly RecordedOutput[];
  readonly view: RunView;
}

/**
 * One ceremony while it runs. All of its state is in the store: a step, its line of the record, its outputs and its event of the
 * log are kept in one transaction, so whatever happens to the machine, the ceremony stands between two steps.
 */
export class CeremonyRun {
  readonly plan: CeremonyPlan;
  readonly planSha256: string;
  readonly folder: OutFolder;
  readonly #parts: CeremonyParts;
  readonly #files: RunFiles;
  readonly #steps: readonly PlannedStep[];
  readonly #application: Application;
  readonly #record: RunRecord;
  #busy = false;

  private constructor(stored: StoredCeremony, folder: OutFolder, application: Application, parts: CeremonyParts) {
    this.plan = ceremonyPlan.parse(JSON.parse(stored.plan));
    this.planSha256 = stored.planSha256;
    this.folder = folder;
    this.#parts = parts;
    this.#files = new RunFiles(this.plan, folder, parts.store);
    this.#application = application;
    this.#steps = stepsOf(this.plan);
    this.#record = new RunRecord(this.plan, parts);
  }

  /** The run of a ceremony that stands in the store; outputs that are missing in the folder are written. */
  static of(
    stored: StoredCeremony,
    folder: OutFolder,
    application: Application,
    parts: CeremonyParts,
  ): Result<CeremonyRun> {
    const tidied = folder.tidy();
    if (!tidied.ok) return tidied;
    const run = new CeremonyRun(stored, folder, application, parts);
    const written = run.#files.writeMissing(() => run.record());
    return written.ok ? ok(run) : written;
  }

  /** Where it stands, and the step everybody looks at. */
  current(): RunView {
    const { plan, planSha256 } = this;
    const position = this.#position();
    const { end, sheets } = position;
    const step = end ? undefined : viewOf(this.#steps, position.step, position.waiting, this.#scene());
    const fingerprint = end && hashOfLine(this.lines.at(-1) ?? '');
    return {
      ...{
        id: plan.id,
        kind: plan.kind,
        mode: plan.mode,
        purpose: plan.purpose,
        place: plan.place,
        planSha256,
        sheets,
        people: plan.people.map(({ name }) => name),
      },
      state: end?.result ?? 'running',
      ...(step ? { step } : {}),
      outputs: this.#outputs(),
      ...(fingerprint === undefined
        ? {}
        : {
            record: {
              file: recordFileName(plan),
              fingerprint: aloudHex('SHA-256 of the record', fingerprint),
              signatures: this.signatureLines()
                .map(readSignature)
                .map(({ by, as, says, on }) => ({ by, as, says, on })),
            },
          }),
    };
  }

  /** The lines of the record so far. */
  get lines(): readonly string[] {
    return this.#record.lines;
  }

  signatureLines(): readonly string[] {
    return this.#record.signatures();
  }

  /** The record as a file. */
  record(): string {
    return this.#record.text();
  }

  /**
   * Answers the step. Codes `bad-input`, `wrong-answer`, `wrong-word`, `bad-time`, `people-missing`, `not-the-actor`: nothing was
   * recorded, answer again. `sheet-needed`, `ceremony-ended`, `ceremony-busy`; `file-exists` and `output-not-written` of the disk.
   */
  async act(given: StepInput, by: string): Promise<Result<StepOutcome>> {
    const parsed = stepInput.safeParse(given);
    if (!parsed.success) return firstIssue(parsed.error);
    if (this.#busy) return fail('ceremony-busy', 'The step before is not finished yet.', { advice: 'Wait for it.' });
    this.#busy = true;
    try {
      return await this.#act(parsed.data, by);
    } finally {
      this.#busy = false;
    }
  }

  async #act(input: StepInput, by: string): Promise<Result<StepOutcome>> {
    const ready = this.#ready();
    if (!ready.ok) return ready;
    const { step: number, waiting } = ready.value;
    const step = this.#steps[number - 1];
    if (!step) throw new Error('A running ceremony has a step.');
    if (waiting) return sheetNeeded(waiting);
    const who = whoMay(step, this.#scene());
    if (!who.includes(by))
      return fail('not-the-actor', `${by} cannot do this step.`, { advice: `It is done by ${who.join(' or ')}.` });
    const written = this.#files.writeMissing(() => this.record());
    if (!written.ok) return written;
    const scene = { ...this.#scene(), recordSoFar: () => recordText(this.lines) };
    const performed = await perform(step, input, scene);
    if (!performed.ok) return performed;
    return this.#keep(step, number, by, performed.value);
  }

  /** Records a step: everything or nothing. */
  #keep(step: PlannedStep, number: number, by: string, performed: Performed): Result<StepOutcome> {
    const files = performed.files ?? [];
    const odd = this.#files.free(files);
    if (!odd.ok) return odd;
    const outputs = files.map(recorded);
    const last = performed.result === 'passed' && number === this.#steps.length;
    const line: NewRecordLine = {
      type: 'step',
      step: number,
      kind: step.kind,
      text: step.text,
      actor: step.actor,
      expected: expectedOf(this.plan, this.planSha256, step),
      observed: performed.observed.map(({ name, value }) => ({ name, value })),
      result: performed.result,
      by,
      outputs,
      ...(step.group === undefined ? {} : { group: step.group }),
      ...(performed.agreements ? { agreements: [...performed.agreements] } : {}),
    };
    this.#record.append(last ? [line, { type: 'end', result: 'completed', by: this.#leader() }] : [line], (tx) => {
      performed.record?.(tx);
      for (const { name, bytes, secret = false } of files)
        insertCeremonyOutput(tx, this.plan.id, { file: name, step: number, bytes, secret });
    });
    performed.afterCommit?.();
    const written = this.#files.writeMissing(() => this.record());
    if (!written.ok) return written;
    return ok({ result: performed.result, outputs, view: this.current() });
  }

  /**
   * Writes an exception sheet, at any moment. Where a step waits for one, `then` says what follows. Codes `bad-input`,
   * `then-needed`, `may-not-go-on`, `ceremony-ended`.
   */
  exception(given: ExceptionInput): Result<RunView> {
    const parsed = exceptionInput.safeParse(given);
    if (!parsed.success) return firstIssue(parsed.error);
    const ready = this.#ready();
    if (!ready.ok) return ready;
    const { step, waiting, sheets } = ready.value;
    const { then, ...sheet } = parsed.data;
    if (waiting && then === undefined)
      return fail('then-needed', 'The sheet does not say what follows.', {
        advice: 'Say whether the step is done again, or left behind.',
      });
    if (waiting && then === 'go-on' && !mayBeLeft(waiting.kind, this.plan.mode))
      return fail('may-not-go-on', 'This step has to be done: it cannot be left behind.', {
        advice: 'Do it again, or abort the ceremony.',
      });
    this.#record.append([
      { type: 'exception', sheet: sheets + 1, step, ...sheet, then: waiting && then ? then : 'note' },
    ]);
    return ok(this.current());
  }

  /** Ends it before its last step. Codes `bad-input`, `ceremony-ended`, `ceremony-busy`, and those of the disk. */
  abort(why: string, by = this.#leader()): Result<RunView> {
    const reason = why.trim();
    if (reason === '' || reason.length > 2000)
      return fail('bad-input', 'An aborted ceremony says why, in a few words.', { advice: 'Say what happened.' });
    if (this.#busy) return fail('ceremony-busy', 'The step before is not finished yet.', { advice: 'Wait for it.' });
    const ready = this.#ready();
    if (!ready.ok) return ready;
    const result = ready.value.waiting?.result === 'failed' ? 'failed' : 'aborted';
    this.#record.append([{ type: 'end', result, why: reason, by }]);
    const written = this.#files.writeMissing(() => this.record());
    return written.ok ? ok(this.current()) : written;
  }

  /** Notes that it goes on after an interruption. */
  resumed(): void {
    const { step, end } = this.#position();
    if (!end) this.#record.append([{ type: 'resumed', step, by: this.#leader() }]);
  }

  /** Keeps a signature that was checked, with its event, and brings it to the file of the record. */
  addSignature(line: string, event: NewLogEvent): Result<RunView> {
    this.#record.addSignature(line, event);
    const written = this.#files.writeMissing(() => this.record());
    return written.ok ? ok(this.current()) : written;
  }

  #ready(): Result<Position> {
    const position = this.#position();
    return position.end
      ? fail('ceremony-ended', `The ceremony has ended: ${position.end.result}.`, {
          advice: 'Its record can still be signed.',
        })
      : ok(position);
  }

  #position(): Position {
    return positionOf(this.#record.read, ({ kind }) => mayBeLeft(kind, this.plan.mode));
  }

  #outputs(): RecordedOutput[] {
    return this.#record.read.flatMap((line) => (line.type === 'step' ? line.outputs : []));
  }

  #leader(): string {
    return this.plan.people.find(({ role }) => role === 'leader')?.name ?? '';
  }

  #scene(): SceneParts {
    const { work, interfaces, links, clock } = this.#parts;
    const packages = this.#record.read.flatMap((line) =>
      line.type === 'step' && line.kind === 'export' && line.result === 'passed' ? line.outputs : [],
    );
    return {
      ...{ plan: this.plan, planSha256: this.planSha256, work, packages, interfaces },
      ...(links ? { links } : {}),
      application: this.#application,
      now: () => clock.now(),
    };
  }
}

function sheetNeeded({ step, result }: StepLine): Result<never> {
  return fail(
    'sheet-needed',
    `Step ${step} ${result === 'failed' ? 'failed' : 'differed'}: it waits for an exception sheet.`,
    {
      advice: 'Write what was expected, what happened and what was decided; or abort the ceremony.',
    },
  );
}

function recorded({ name, bytes }: OutputFile): RecordedOutput {
  return { file: name, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
