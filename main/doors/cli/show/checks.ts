import { styleText } from 'node:util';
import type { Terminal } from '../terminal.js';
import { clean, fold } from './text.js';

/** One line of a list of checks: of the environment, or of a pre-flight. */
export interface Check {
  readonly title: string;
  readonly outcome: 'passed' | 'warning' | 'failed' | 'not-checked';
  readonly finding: string;
  /** The one thing to do about it. */
  readonly advice?: string;
  readonly requestId?: string;
}

const MARKS = { passed: 'ok', warning: 'warning', failed: 'FAILED', 'not-checked': '-' } as const;
const COLOURS = { passed: 'green', warning: 'yellow', failed: 'red', 'not-checked': 'gray' } as const;

/** The list as a table: mark, title, what was found, and below it what to do. */
export function checkList(
  checks: readonly Check[],
  terminal: Pick<Terminal, 'columns' | 'outIsTerminal'>,
  noColour: boolean,
): string {
  const titleWidth = Math.max(...checks.map((check) => check.title.length));
  const indent = 7 + 2 + titleWidth + 2;
  const width = Math.max(30, Math.min(terminal.columns, 110) - indent);
  const coloured = terminal.outIsTerminal && !noColour;
  return checks
    .flatMap((check) => {
      const mark = MARKS[check.outcome].padEnd(7);
      const head = `${coloured ? styleText(COLOURS[check.outcome], mark) : mark}  ${check.title.padEnd(titleWidth)}  `;
      const advice = check.advice ? fold(`To do: ${clean(check.advice)}`, width) : [];
      const lines = [...fold(clean(check.finding), width), ...advice];
      return lines.map((line, index) => (index === 0 ? head : ' '.repeat(indent)) + line);
    })
    .join('\n');
}

/** "13 checks: 11 ok, 1 warning, 1 failed." */
export function checkSummary(checks: readonly Check[]): string {
  const number = (outcome: Check['outcome']): number => checks.filter((check) => check.outcome === outcome).length;
  const parts = [
    `${number('passed')} ok`,
    ...(number('warning') > 0 ? [`${number('warning')} with a warning`] : []),
    ...(number('failed') > 0 ? [`${number('failed')} failed`] : []),
    ...(number('not-checked') > 0 ? [`${number('not-checked')} not checked`] : []),
  ];
  return `${checks.length} checks: ${parts.join(', ')}.`;
}
