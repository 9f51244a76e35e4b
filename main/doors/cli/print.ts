import type { Failure } from '../../../shared/result.js';
import type { Outcome } from './outcome.js';
import { clean } from './show/text.js';
import type { Terminal } from './terminal.js';

/** Prints what came of a command: the answer on standard output, a failure on standard error; with --json one value. */
export function print(terminal: Terminal, outcome: Outcome, json: boolean): void {
  if (outcome.ok && outcome.said) return;
  if (json) {
    const { ok } = outcome;
    const value = ok ? { ok, ...outcome.data } : { ok, failure: outcome.failure, ...outcome.data };
    terminal.out(`${JSON.stringify(value)}\n`);
    return;
  }
  if (outcome.text) terminal.out(`${outcome.text}\n`);
  if (!outcome.ok) terminal.err(failureText(outcome.failure));
}

function failureText(failure: Failure): string {
  const ids = [
    failure.requestId ? `client request id ${failure.requestId}` : '',
    failure.serviceRequestId ? `Azure request id ${failure.serviceRequestId}` : '',
  ].filter((text) => text !== '');
  return [
    failure.message,
    failure.advice ?? '',
    failure.original ? `Azure said: ${failure.original}` : '',
    ids.length > 0 ? `(${ids.join(', ')})` : '',
  ]
    .filter((text) => text !== '')
    .map((text) => `${clean(text)}\n`)
    .join('');
}
