import type { ClosingRecord } from '../../../shared/domain/ceremony/packages.js';
import type { BeginLine, ExceptionLine, RecordedOutput } from '../../../shared/domain/ceremony/record.js';
import type { RecordVerification } from '../../../shared/domain/ceremony/verification.js';
import type { LogEvent } from '../../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { SystemLog } from '../../logging-and-reporting/index.js';
import { ceremonyKeks, escrowOf, uploadsOf, type EscrowRecord } from '../../store/tables/ceremony-files.js';
import type { StoredCheckpoint } from '../../store/tables/checkpoints.js';
import type { Store } from '../../store/index.js';
import { readClosingRecord } from '../packages/closing-record.js';
import { fingerprintIn, readWhole } from '../record/record-pdf.js';
import type { ReadRecord } from '../record/read-record.js';
import { verifyRecord } from '../record/verify-record.js';
import type { Ceremonies } from '../run/ceremonies.js';

const CHECKPOINTS_AT_ONCE = 100;

/** Everything that a binder holds. */
export interface BinderParts {
  readonly begin: BeginLine;
  /** The record as a file, and taken apart. */
  readonly recordText: string;
  readonly record: ReadRecord;
  /** SHA-256 of its end line. */
  readonly fingerprint: string;
  readonly verification: RecordVerification;
  readonly sheets: readonly ExceptionLine[];
  readonly outputs: readonly RecordedOutput[];
  readonly closing?: { readonly bytes: Uint8Array; readonly read: ClosingRecord };
  /** What is known of the shares without any of them; undefined: nothing was split. */
  readonly escrow?: EscrowRecord;
  /** The events of the log that tell of this ceremony. */
  readonly events: readonly LogEvent[];
  /** Signed notes over the log from the ceremony's first event on, until one is over all of them; and the newest. */
  readonly checkpoints: readonly StoredCheckpoint[];
  /** UTC milliseconds. */
  readonly madeAt: number;
}

/** What a binder is gathered from. */
export interface BinderSources {
  readonly ceremonies: Pick<Ceremonies, 'find'>;
  readonly log: Pick<SystemLog, 'each' | 'checkpoint' | 'checkpoints'>;
  readonly store: Pick<Store, 'all' | 'get'>;
  readonly clock: { now(): number };
}

/** Files from elsewhere: the record with signatures that were added to it since, the closing record of the online half. */
export interface BinderFiles {
  readonly record?: Uint8Array;
  readonly closing?: Uint8Array;
}

/**
 * Gathers what a binder of an ended ceremony holds. Codes `ceremony-not-found`, `not-ended`, `other-record`, `record-broken`,
 * `other-closing`, those of the files.
 */
export function gatherBinder(sources: BinderSources, id: string, files: BinderFiles = {}): Result<BinderParts> {
  const { store, log, clock } = sources;
  const found = sources.ceremonies.find(id);
  if (!found.ok) return found;
  const own = found.value.record;
  const recordText = files.record ? joined(own, files.record) : ok(own);
  if (!recordText.ok) return recordText;
  const bytes = Buffer.from(recordText.value, 'utf8');
  const read = readWhole(bytes);
  if (!read.ok) return read;
  const { record, begin } = read.value;
  const fingerprint = fingerprintIn(record);
  if (fingerprint === undefined)
    return fail('not-ended', `The ceremony ${id} has not ended: a binder is made of what is finished.`, {
      advice: 'Hold it to its end, or abort it.',
    });
  const verification = verifyRecord({ record: bytes, plan: found.value.plan, keys: [begin.workstationKey] });
  if (!verification.ok) return verification;
  const lines = record.lines.map(({ line }) => line);
  const outputs = lines.flatMap((line) => (line.type === 'step' ? line.outputs : []));
  const closing = closingOf(store, { begin, outputs, given: files.closing });
  if (!closing.ok) return closing;
  const escrow = escrowOf(store, id);
  const events = eventsOf(sources, id);
  log.checkpoint('asked-for');
  return ok({
    ...{ begin, recordText: recordText.value, record, fingerprint, verification: verification.value, outputs, events },
    sheets: lines.flatMap((line) => (line.type === 'exception' ? [line] : [])),
    ...(closing.value ? { closing: closing.value } : {}),
    ...(escrow ? { escrow } : {}),
    checkpoints: checkpointsOver(log, events),
    madeAt: clock.now(),
  });
}

/** Our record with the signatures of both: nothing but signatures may differ. */
function joined(own: string, given: Uint8Array): Result<string> {
  const read = readWhole(given);
  if (!read.ok) return read;
  const { lines, signatures } = read.value.record;
  const ours = own.split('\n').filter((line) => line !== '');
  if (lines.some(({ text }, at) => text !== ours[at]) || isLine(ours[lines.length]))
    return fail('other-record', 'The given record is not the one of this ceremony on this workstation.', {
      advice: 'Give the file that the ceremony wrote, with the signatures below it.',
    });
  const added = signatures.map(({ text }) => text).filter((text) => !ours.includes(text));
  const whole = [...ours, ...added].map((line) => `${line}\n`).join('');
  const verified = verifyRecord({ record: Buffer.from(whole, 'utf8') });
  if (!verified.ok) return verified;
  const wrong = verified.value.findings[0];
  return wrong ? fail('record-broken', `The given record is not sound: ${wrong.sentence}`) : ok(whole);
}

function isLine(text: string | undefined): boolean {
  return text !== undefined && !text.includes('"type":"signature"');
}

/** The closing record that was given, or the one that this workstation wrote itself; of exactly this ceremony. */
function closingOf(
  store: BinderSources['store'],
  {
    begin,
    outputs,
    given,
  }: { readonly begin: BeginLine; readonly outputs: readonly RecordedOutput[]; readonly given: Uint8Array | undefined },
): Result<BinderParts['closing']> {
  const fits = ({ ceremony, planSha256, packageSha256, ceremonyWorkstation }: ClosingRecord): boolean =>
    ceremony === begin.ceremony &&
    planSha256 === begin.planSha256 &&
    ceremonyWorkstation.key === begin.workstationKey &&
    outputs.some((output) => output.sha256 === packageSha256);
  if (given) {
    const read = readClosingRecord(given);
    if (!read.ok) return read;
    return fits(read.value)
      ? ok({ bytes: given, read: read.value })
      : fail('other-closing', 'The closing record is not of this ceremony: plan, workstation or package differ.', {
          advice: 'Give the closing record that the upload of this very package wrote.',
        });
  }
  for (const { closing } of uploadsOf(store, begin.ceremony)) {
    const read = closing && readClosingRecord(closing);
    if (closing && read?.ok && fits(read.value)) return ok({ bytes: closing, read: read.value });
  }
  return ok(undefined);
}

/** By the object, which is the ceremony, a key of it, or a KEK that was made for it. */
function eventsOf({ log, store }: BinderSources, id: string): LogEvent[] {
  const keks = ceremonyKeks(store).filter(({ ceremony }) => ceremony === id);
  const objects = new Set([id, ...keks.map(({ vault, name }) => `${vault}/${name}`)]);
  const found = new Map<number, LogEvent>();
  for (const text of [id, ...keks.map(({ name }) => name)])
    for (const event of log.each({ text }))
      if (objects.has(event.object) || event.object.startsWith(`${id}/`)) found.set(event.sequence, event);
  return [...found.values()].sort((one, other) => one.sequence - other.sequence);
}

function checkpointsOver({ checkpoints }: BinderSources['log'], events: readonly LogEvent[]): StoredCheckpoint[] {
  const [first, last] = [events[0]?.sequence, events.at(-1)?.sequence];
  if (!checkpoints || first === undefined || last === undefined) return [];
  const found: StoredCheckpoint[] = [];
  for (let after = first - 1; (found.at(-1)?.size ?? 0) < last;) {
    const some = checkpoints.after(after, CHECKPOINTS_AT_ONCE);
    const whole = some.findIndex(({ size }) => size >= last);
    found.push(...(whole === -1 ? some : some.slice(0, whole + 1)));
    if (some.length < CHECKPOINTS_AT_ONCE) break;
    after = some.at(-1)?.size ?? Infinity;
  }
  const newest = checkpoints.newest();
  if (newest && newest.size !== found.at(-1)?.size) found.push(newest);
  return found;
}
