import type { CeremonyMode } from '../../../../shared/domain/ceremony/plan.js';
import type { ReadAloudValue, StepView } from '../../../../shared/domain/ceremony/view.js';
import { clean, fold } from '../show/text.js';

/** Fits a terminal of 80 columns. */
const WIDTH = 78;
const RULE = '='.repeat(WIDTH);
const LABEL = 10;

/** The step as it stands on the terminal, ready to be read out. */
export function stepScreen(step: StepView, { id, mode }: { readonly id: string; readonly mode: CeremonyMode }): string {
  const { readAloud, waiting } = step;
  const sameBelow = readAloud.some(({ value }) => value === step.expected);
  return [
    '',
    RULE,
    `STEP ${step.number} of ${step.total}   ${step.title}   (${id}, ${mode})`,
    RULE,
    ...fold(clean(step.text), WIDTH),
    '',
    ...labelled('Who', `${step.who.join(' or ')} (${step.actor})`),
    ...labelled('Expected', sameBelow ? 'exactly the value below, the same on every paper' : step.expected),
    ...step.facts.flatMap(({ name, value }) => hanging(`${name}: ${value}`, 4)),
    ...readAloud.flatMap(aloudLines),
    '',
    ...(waiting ? foldNote(waiting.sentence) : ['(! at any question: it differs, exception sheet, abort, leave)']),
  ].join('\n');
}

/** A sentence for people, folded and indented; each line of it stays one. */
export function foldNote(text: string, indent = 0): string[] {
  const lines = text.split('\n').flatMap((line) => fold(clean(line), WIDTH - indent));
  return lines.map((line) => ' '.repeat(indent) + line);
}

function aloudLines({ name, value, groups, words }: ReadAloudValue): string[] {
  const shown = groups === undefined ? atSlashes(clean(value)) : fold(groups, 42);
  return ['', `${name}:`, ...shown.map((part) => `    ${part}`), ...foldNote(words?.join(' ') ?? '', 4)];
}

/** An address is longer than a line: it is broken where one takes breath. */
function atSlashes(value: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of value.split(/(?<=\/)(?=[^/])/)) {
    if (line !== '' && line.length + part.length > WIDTH - 4) {
      lines.push(line);
      line = '';
    }
    line += part;
  }
  return [...lines, line];
}

function labelled(label: string, text: string): string[] {
  return fold(clean(text), WIDTH - LABEL).map((line, at) => `${(at === 0 ? label : '').padEnd(LABEL)}${line}`);
}

function hanging(text: string, indent: number): string[] {
  return fold(clean(text), WIDTH - indent).map((line, at) => `${at === 0 ? '' : ' '.repeat(indent)}${line}`);
}
