import type { EndLine, ExceptionLine, RecordLine, StepLine } from '../../../shared/domain/ceremony/record.js';

/** Where a ceremony stands, told from its record alone: so a resumed run and a verification see the same. */
export interface Position {
  /** The step that is next, from 1; one more than there are when all are done. */
  readonly step: number;
  /** The step differed or failed, and nobody has decided what follows. */
  readonly waiting?: StepLine;
  readonly sheets: number;
  readonly end?: EndLine;
}

/** What does not fit the order: which line, and why. */
export interface Disorder {
  readonly number: number;
  readonly why: string;
}

/** Walks the lines of a record in order. `mayGoOn` says which steps may be left behind after a sheet. */
export function positionOf(
  lines: readonly RecordLine[],
  mayGoOn: (step: StepLine) => boolean,
  disorder: (found: Disorder) => void = () => undefined,
): Position {
  let position: Position = { step: 1, sheets: 0 };
  for (const line of lines) {
    const wrong = (why: string): void => disorder({ number: line.number, why });
    if (position.end) wrong('It stands after the end.');
    if ((line.type === 'begin') !== (line.number === 1))
      wrong(line.type === 'begin' ? 'The record begins a second time.' : 'The record does not begin at its beginning.');
    switch (line.type) {
      case 'begin':
        break;
      case 'resumed':
        if (line.step !== position.step)
          wrong(`It was resumed at step ${line.step}, and stood at step ${position.step}.`);
        break;
      case 'end':
        position = { ...position, end: line };
        break;
      case 'step':
        position = afterStep(position, line, wrong);
        break;
      case 'exception':
        position = afterSheet(position, line, { mayGoOn, wrong });
        break;
    }
  }
  return position;
}

function afterStep(position: Position, line: StepLine, wrong: (why: string) => void): Position {
  if (line.step !== position.step) wrong(`It is step ${line.step}, where step ${position.step} was next.`);
  if (position.waiting) wrong('A step was done while an exception sheet was missing.');
  const { waiting: _, ...rest } = position;
  return line.result === 'passed' ? { ...rest, step: line.step + 1 } : { ...rest, waiting: line };
}

function afterSheet(
  position: Position,
  line: ExceptionLine,
  { mayGoOn, wrong }: { readonly mayGoOn: (step: StepLine) => boolean; readonly wrong: (why: string) => void },
): Position {
  const { waiting, ...rest } = { ...position, sheets: position.sheets + 1 };
  if (line.sheet !== rest.sheets) wrong(`It is sheet ${line.sheet}, where sheet ${rest.sheets} was next.`);
  if (line.step !== position.step) wrong(`It belongs to step ${line.step}, and step ${position.step} was next.`);
  if ((line.then === 'note') !== (waiting === undefined))
    wrong(waiting ? 'The sheet does not say what follows.' : 'The sheet decides something that nobody asked.');
  if (!waiting || line.then === 'note') return waiting ? { ...rest, waiting } : rest;
  if (line.then === 'repeat') return rest;
  if (!mayGoOn(waiting)) wrong(`Step ${waiting.step} (${waiting.kind}) may not be left behind.`);
  return { ...rest, step: waiting.step + 1 };
}
