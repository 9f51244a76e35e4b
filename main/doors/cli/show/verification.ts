import type { CheckpointSigner, LogFinding } from '../../../../shared/domain/log-verification.js';
import type { FileVerification, LogVerification } from '../../../logging-and-reporting/index.js';
import { facts } from './table.js';
import { clean, count, fold } from './text.js';
import { whenUtc } from './times.js';

const WIDTH = 100;

/** What a finding is called where it stands in a list. */
function line({ kind, sequence, upTo, sentence, remark }: LogFinding): string {
  // Where it can be told exactly, the sentence says so.
  const where = upTo === undefined ? '' : ` in events ${sequence ?? 1} to ${upTo}`;
  const head = `${remark ? 'Remark' : kind.toUpperCase()}${where}: `;
  return fold(clean(`${head}${sentence}`), WIDTH).join('\n  ');
}

function signerWords({ name, state, time }: CheckpointSigner): string {
  const said = { valid: '', wrong: ' (WRONG)', unknown: ' (key not known)' }[state];
  return `${name}${said}${time === undefined ? '' : `, cosigned ${whenUtc(time)}`}`;
}

function findingLines(findings: readonly LogFinding[]): string[] {
  return findings.map(line);
}

/** A verification of an exported file, for people. */
export function fileVerificationText(found: FileVerification): string {
  const { rows, first, last, selection } = found;
  const span = rows === 0 ? 'no rows' : `${count(rows, 'event')}, ${first} to ${last}`;
  const verdict = found.sound
    ? selection
      ? `Nothing was changed in this selection: ${span}.`
      : `The log in this file is whole: ${span}.`
    : 'THE LOG IN THIS FILE IS NOT WHOLE.';
  const about = facts(
    [
      ['File', found.file],
      ['Format', found.format],
      ['Rows', span],
      ['SHA-256', found.sha256],
      ['Signed by', found.signers.map(signerWords).join('\n')],
      ['Key', found.key === undefined ? '' : `${found.key}${found.keyKnown ? ' (the one you gave)' : ''}`],
    ],
    1000,
  );
  const limits = found.limits.map((limit) => fold(clean(`Not shown: ${limit}`), WIDTH).join('\n  '));
  return [verdict, ...findingLines(found.findings), '', about, ...(limits.length > 0 ? ['', ...limits] : [])].join(
    '\n',
  );
}

/** A verification of the live log, for people. */
export function liveVerificationText(found: LogVerification): string {
  const { events, checkpoints, newest } = found;
  const verdict = found.sound
    ? `The log is sound: ${count(events, 'event')}, each fits its hash and the one before; ${count(checkpoints, 'checkpoint')}, each fits the events and its signature.`
    : 'THE LOG IS NOT SOUND.';
  const [last] = newest;
  const newestText =
    last &&
    `Newest checkpoint: ${count(last.size, 'event')}, ${whenUtc(last.time)} (${last.why}), signed by ${last.signers.map(signerWords).join('; ')}.`;
  return [
    ...fold(verdict, WIDTH),
    ...findingLines(found.findings),
    ...(newestText ? fold(clean(newestText), WIDTH) : []),
  ].join('\n');
}
