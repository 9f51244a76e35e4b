import type { RecordedOutput } from '../../../shared/domain/ceremony/record.js';
import { JSONL } from '../../logging-and-reporting/index.js';
import { fileNameOf } from '../file-name.js';
import { sha256 } from '../packages/signed-file.js';
import { recordPdf } from '../record/record-pdf.js';
import { scriptPdf } from '../script/script-pdf.js';
import type { Result } from '../../../shared/result.js';
import { ok } from '../../../shared/result.js';
import type { BinderParts } from './gather.js';

/** The parts of a binder, in the order of its table of contents. */
export const BINDER_PARTS = {
  plan: 'Plan',
  script: 'Script',
  record: 'Record',
  exceptions: 'Exception sheets',
  outputs: 'Outputs',
  closing: 'Closing record',
  stubs: 'Stubs of the escrow shares',
  signatures: 'Signatures',
  log: 'Log excerpt',
  checkpoints: 'Log checkpoints',
  files: 'Files of the folder',
} as const;
export type BinderPart = keyof typeof BINDER_PARTS;
export const PART_NAMES = [
  ...(['plan', 'script', 'record', 'exceptions', 'outputs', 'closing', 'stubs'] as const),
  ...(['signatures', 'log', 'checkpoints', 'files'] as const),
] satisfies readonly BinderPart[];

/** A file of a binder, and the part that it is, or belongs to. */
export interface BinderFile {
  readonly part: BinderPart;
  readonly name: string;
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** Every part as a file of its own; what the ceremony does not have has none. Codes of recordPdf. */
export async function binderFiles(parts: BinderParts): Promise<Result<readonly BinderFile[]>> {
  const { begin, recordText, record, closing, escrow, events, checkpoints, madeAt } = parts;
  const printed = await recordPdf(bytesOf(recordText), madeAt);
  if (!printed.ok) return printed;
  const of = { ceremony: begin.ceremony, mode: begin.mode, recordSha256: parts.fingerprint };
  const file = (part: BinderPart, name: string, what: string, bytes: Uint8Array): BinderFile => ({
    ...{ part, what, bytes },
    name: nameInBinder(parts, `${String(PART_NAMES.indexOf(part) + 1).padStart(2, '0')}-${name}`),
  });
  return ok([
    file('plan', 'plan.json', 'plan', json(begin.plan)),
    file('script', 'script.pdf', 'script, to print', await scriptPdf(begin.plan, madeAt)),
    file('record', 'record.jsonl', 'record, to verify', bytesOf(recordText)),
    file('record', 'record.pdf', 'record, to read', printed.value),
    file('exceptions', 'exceptions.json', 'exception sheets', json({ ...of, sheets: parts.sheets })),
    file(
      'outputs',
      'outputs.json',
      'what the ceremony wrote: names, sizes, SHA-256',
      json({ ...of, outputs: parts.outputs }),
    ),
    ...(closing ? [file('closing', 'closing.json', 'closing record of the online half', closing.bytes)] : []),
    ...(escrow
      ? [file('stubs', 'share-stubs.json', 'shares: who holds which; none of them', json(stubsOf(of, escrow)))]
      : []),
    file(
      'signatures',
      'signatures.json',
      'who signed the record, how and with what state',
      json({ ...of, ...signersOf(parts) }),
    ),
    file(
      'log',
      'log.jsonl',
      'events of the log about this ceremony',
      bytesOf(events.map((one) => JSONL.row(one)).join('')),
    ),
    ...checkpoints.map(({ size, note }) =>
      file(
        'checkpoints',
        `log-${String(size).padStart(6, '0')}.checkpoint`,
        `signed checkpoint over ${size} events`,
        bytesOf(note),
      ),
    ),
  ]);

  function signersOf({ verification }: BinderParts) {
    return {
      verified: verification.signers,
      signatures: record.signatures.map(({ signature }) => signature),
      agreements: agreementsOf(parts),
    };
  }
}

/** What people said at the step at which everybody answers for themselves. */
export function agreementsOf({ record }: Pick<BinderParts, 'record'>) {
  return record.lines.flatMap(({ line }) =>
    line.type === 'step' ? (line.agreements ?? []).map((one) => ({ ...one, step: line.step, time: line.time })) : [],
  );
}

/** The name of a file of the binder: ceremony, and the mark of a rehearsal. */
export function nameInBinder({ begin }: Pick<BinderParts, 'begin'>, name: string): string {
  return fileNameOf(begin, `${begin.ceremony}-${name}`);
}

/** A file by its size and SHA-256. */
export function asOutput(file: string, bytes: Uint8Array): RecordedOutput {
  return { file, size: bytes.length, sha256: sha256(bytes) };
}

/** JSON to read. */
export function json(value: object): Uint8Array {
  return bytesOf(`${JSON.stringify(value, null, 2)}\n`);
}

function stubsOf(of: object, { setId, threshold, shares, madeAt }: NonNullable<BinderParts['escrow']>): object {
  return { ...of, set: setId, threshold, madeAt: new Date(madeAt).toISOString(), shares };
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'utf8'));
}
