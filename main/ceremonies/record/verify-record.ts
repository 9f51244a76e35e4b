import type { CeremonyPlan, PlannedStep } from '../../../shared/domain/ceremony/plan.js';
import {
  RECORD_START,
  type BeginLine,
  type RecordedOutput,
  type RecordLine,
} from '../../../shared/domain/ceremony/record.js';
import type {
  RecordFinding,
  RecordFindingKind,
  RecordSigner,
  RecordVerification,
} from '../../../shared/domain/ceremony/verification.js';
import { ok, type Result } from '../../../shared/result.js';
import { stepsOf } from '../plan/default-steps.js';
import { planSha256 } from '../plan/read-plan.js';
import { expectedOf, mayBeLeft } from '../run/expected.js';
import { positionOf } from '../run/position.js';
import { hashOfLine, signatureFits } from './chain.js';
import { checkOutputs, type OutputBytes } from './check-outputs.js';
import { beginOf, readRecord, type ReadRecord } from './read-record.js';

/** What a record is verified with; all but the record may be missing. */
export interface VerifyRecordRequest {
  readonly record: Uint8Array;
  /** The plan that it should have been made from. */
  readonly plan?: CeremonyPlan;
  /** Answers the bytes of a file in the folder of the outputs; undefined: not there. */
  readonly outputs?: (file: string) => OutputBytes | undefined;
  /** Ed25519 public keys (hex) that came on another way. */
  readonly keys?: readonly string[];
}

type Tell = (kind: RecordFindingKind, sentence: string, line?: number) => void;

/** Verifies a record alone: nothing of the workstation that made it is needed. Code `not-a-record`. */
export function verifyRecord(request: VerifyRecordRequest): Result<RecordVerification> {
  const read = readRecord(request.record);
  if (!read.ok) return read;
  const record = read.value;
  const findings: RecordFinding[] = [];
  const tell: Tell = (kind, sentence, line) =>
    findings.push({ kind, sentence, ...(line === undefined ? {} : { line }) });
  const begin = beginOf(record);
  const lines = record.lines.map(({ line }) => line);
  checkForm(record, tell);
  checkChain(record, tell);
  const end = checkEnd(record, tell);
  if (begin) checkOrder(begin, record, tell);
  if (begin) checkPlan(begin, lines, request.plan, tell);
  const outputs = lines.flatMap((line) => (line.type === 'step' ? line.outputs : []));
  if (request.outputs) checkOutputs(outputs, request.outputs, tell);
  const fingerprint = end && hashOfLine(record.lines.at(-1)?.text ?? '');
  const signers = checkSignatures(record, { begin, fingerprint, keys: request.keys ?? [] }, tell);
  return ok({
    sound: findings.length === 0,
    findings,
    remarks: remarksOf(begin, lines, signers),
    limits: limitsOf(request, outputs),
    ...(begin ? factsOf(begin) : {}),
    ...(end ? { result: end.result } : {}),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    lines: lines.length,
    steps: lines.filter(({ type }) => type === 'step').length,
    sheets: lines.filter(({ type }) => type === 'exception').length,
    outputs,
    signers,
  });
}

function factsOf({ ceremony, mode, planSha256: plan, workstationId, workstationKey }: BeginLine) {
  return { ceremony, mode, planSha256: plan, workstationId, workstationKey };
}

function checkForm({ unreadable, torn, lines, signatures }: ReadRecord, tell: Tell): void {
  const last = Math.max(0, ...lines.map(({ at }) => at), ...signatures.map(({ at }) => at));
  for (const { at, why } of unreadable) {
    if (torn && at > last) tell('cut-off', `Line ${at} is cut off.`, at);
    else tell('altered', `Line ${at} was changed: ${why}.`, at);
  }
  if (torn && !unreadable.some(({ at }) => at > last)) tell('cut-off', 'The last line has no end.');
  const mixed = lines.find(({ at }) => signatures.some((signature) => signature.at < at));
  if (mixed) tell('altered', `Line ${mixed.at} stands below a signature.`, mixed.at);
}

/** Whether each line follows the one above it. */
function checkChain({ lines }: ReadRecord, tell: Tell): void {
  let previous = RECORD_START;
  let time = '';
  for (const [index, { at, text, line }] of lines.entries()) {
    if (line.number !== index + 1)
      tell('altered', `Line ${at} has the number ${line.number}, and ${index + 1} was next.`, at);
    if (line.previous !== previous)
      tell(
        'altered',
        `Line ${at} does not fit the line above it: one of the two was changed, or a line is missing.`,
        at,
      );
    // A clock that is set back stands in the log as well; here it only must not be hidden.
    if (line.time < time) tell('disorder', `Line ${at} is older than the line above it.`, at);
    previous = hashOfLine(text);
    time = line.time;
  }
}

function checkEnd({ lines }: ReadRecord, tell: Tell) {
  const last = lines.at(-1)?.line;
  if (last?.type === 'end') return last;
  tell('cut-off', 'The record has no end: it is cut off, or the ceremony has not ended.');
  return undefined;
}

function checkOrder(begin: BeginLine, { lines }: ReadRecord, tell: Tell): void {
  const at = new Map(lines.map((one) => [one.line.number, one.at]));
  const position = positionOf(
    lines.map(({ line }) => line),
    ({ kind }) => mayBeLeft(kind, begin.mode),
    ({ number, why }) => tell('disorder', `Line ${at.get(number) ?? number}: ${why}`, at.get(number) ?? number),
  );
  const total = stepsOf(begin.plan).length;
  if (position.end?.result === 'completed' && position.step !== total + 1)
    tell('disorder', `It says completed, and ${position.step - 1} of ${total} steps were done.`);
  const names = lines.flatMap(({ line }) =>
    line.type === 'step' ? line.outputs.map(({ file }) => file.toLowerCase()) : [],
  );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) tell('disorder', `The output ${twice} was written twice.`);
}

/** The record follows the plan in its first line; and that is the plan that was given. */
function checkPlan(begin: BeginLine, lines: readonly RecordLine[], given: CeremonyPlan | undefined, tell: Tell): void {
  const { plan } = begin;
  const sha256 = planSha256(plan);
  if (sha256 !== begin.planSha256)
    tell('plan-differs', 'The plan in the first line has another hash than the line says.', 1);
  if (plan.id !== begin.ceremony || plan.kind !== begin.kind || plan.mode !== begin.mode)
    tell('plan-differs', 'Ceremony, kind or mode in the first line are not those of its plan.', 1);
  if (given && planSha256(given) !== begin.planSha256)
    tell(
      'plan-differs',
      `The record was made from another plan: its SHA-256 is ${begin.planSha256}, that of the plan given ${planSha256(given)}.`,
    );
  const steps = stepsOf(plan);
  for (const line of lines) {
    if (line.type !== 'step') continue;
    const planned = steps[line.step - 1];
    const same = ({ kind, text, actor, group }: PlannedStep): boolean =>
      kind === line.kind && text === line.text && actor === line.actor && group === line.group;
    if (!planned || !same(planned) || expectedOf(plan, begin.planSha256, planned) !== line.expected)
      tell('plan-differs', `Step ${line.step} is not as the plan has it.`);
    const may =
      planned?.kind === 'share-test'
        ? line.by === planned.holder
        : plan.people.some((one) => one.name === line.by && one.role === line.actor);
    if (!may) tell('plan-differs', `Step ${line.step} was done by ${line.by}, who is no ${line.actor} of the plan.`);
  }
}

interface Signed {
  readonly begin: BeginLine | undefined;
  readonly fingerprint: string | undefined;
  readonly keys: readonly string[];
}

function checkSignatures({ signatures }: ReadRecord, { begin, fingerprint, keys }: Signed, tell: Tell): RecordSigner[] {
  if (begin && keys.length > 0 && !keys.includes(begin.workstationKey))
    tell(
      'unknown-key',
      `The record names the workstation key ${begin.workstationKey}, which is none of the keys you gave.`,
      1,
    );
  const seen = new Set<string>();
  const signers = signatures.map(({ at, signature }): RecordSigner => {
    const { by, as, says, on, key } = signature;
    const state =
      fingerprint === undefined || !signatureFits(fingerprint, signature)
        ? 'wrong'
        : known(signature, begin, keys)
          ? 'valid'
          : 'unknown-key';
    if (state === 'wrong') tell('signature-wrong', `Line ${at}: the signature of ${by} does not fit this record.`, at);
    if (state === 'unknown-key')
      tell('unknown-key', `Line ${at}: signed as ${by} with the key ${key}, which nobody named as theirs.`, at);
    if (as === 'participant' && begin && !begin.plan.people.some(({ name }) => name === by))
      tell('unknown-key', `Line ${at}: ${by} is not among the people of the plan.`, at);
    if (seen.has(`${as} ${by}`)) tell('altered', `Line ${at}: ${by} signs a second time.`, at);
    seen.add(`${as} ${by}`);
    return { by, as, says, on, state };
  });
  if (!signers.some(({ as, state }) => as === 'workstation' && state === 'valid'))
    tell('unsigned', 'The workstation has not signed this record.');
  return signers;
}

/** The workstation's key signs for itself and for paper; a participant's is named in the first line, or was given. */
function known(
  { as, by, on, key }: { readonly as: string; readonly by: string; readonly on: string; readonly key: string },
  begin: BeginLine | undefined,
  keys: readonly string[],
): boolean {
  if (as === 'workstation' || on === 'paper')
    return key === begin?.workstationKey && (as === 'participant' || by === begin.workstationId);
  const plain = (name: string): string => name.trim().normalize('NFC').toLowerCase();
  return (
    keys.includes(key) || (begin?.signers.some((one) => one.key === key && plain(one.name) === plain(by)) ?? false)
  );
}

function remarksOf(
  begin: BeginLine | undefined,
  lines: readonly RecordLine[],
  signers: readonly RecordSigner[],
): string[] {
  const remarks: string[] = [];
  if (begin?.mode === 'PRACTICE') remarks.push('PRACTICE: this is a rehearsal; its keys are worth nothing.');
  const end = lines.find((line) => line.type === 'end');
  if (end && end.result !== 'completed')
    remarks.push(`The ceremony ${end.result === 'failed' ? 'failed' : 'was aborted'}: ${end.why ?? ''}`);
  const sheets = lines.filter(({ type }) => type === 'exception').length;
  if (sheets > 0)
    remarks.push(
      sheets === 1 ? 'There is 1 exception sheet: read it.' : `There are ${sheets} exception sheets: read them.`,
    );
  const resumed = lines.filter(({ type }) => type === 'resumed').length;
  if (resumed > 0) remarks.push(`It was interrupted and resumed ${resumed === 1 ? 'once' : `${resumed} times`}.`);
  const apart = lines
    .flatMap((line) => (line.type === 'step' ? (line.agreements ?? []) : []))
    .filter(({ says }) => says === 'disagree');
  for (const { name, remark } of apart)
    remarks.push(`${name} does not agree${remark === undefined ? '' : `: ${remark}`}.`);
  for (const { by } of signers.filter(({ as, says }) => as === 'participant' && says === 'disagree'))
    remarks.push(`${by} signed, and does not agree.`);
  const signed = new Set(
    signers.filter(({ as, state }) => as === 'participant' && state === 'valid').map(({ by }) => by),
  );
  const unsigned = (begin?.plan.people ?? []).filter(({ name }) => !signed.has(name)).map(({ name }) => name);
  if (unsigned.length > 0) remarks.push(`Not signed by ${unsigned.join(', ')}.`);
  return remarks;
}

function limitsOf({ plan, outputs, keys }: VerifyRecordRequest, recorded: readonly RecordedOutput[]): string[] {
  return [
    ...(plan ? [] : ['that it was made from the plan that was agreed: give the plan (--plan).']),
    ...(outputs || recorded.length === 0
      ? []
      : ['that the outputs are those that were written: give their folder (--outputs).']),
    ...(keys && keys.length > 0
      ? []
      : ['whose workstation it was: compare its key with one that came on another way (--key).']),
  ];
}
