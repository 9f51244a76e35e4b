import { createHash } from 'node:crypto';
import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { RecordedOutput } from '../../../shared/domain/ceremony/record.js';
import type { LogEvent } from '../../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { recordPdf } from '../record/record-pdf.js';
import { OutFolder } from '../run/out-folder.js';
import { scriptPdf } from '../script/script-pdf.js';

export interface BinderParts {
  readonly plan: CeremonyPlan;
  readonly record: string;
  readonly outputs: readonly RecordedOutput[];
  /** Events of the log about this ceremony. */
  readonly events: readonly LogEvent[];
  /** The newest checkpoint of the log, a signed note. */
  readonly checkpoint: string;
  /** UTC milliseconds. */
  readonly madeAt: number;
}

/**
 * Everything an auditor wants of one ceremony in a new folder. Of the outputs only names, sizes and hashes are in it: a share or an
 * escrow file never lies in a binder. Codes `file-exists`, and those of the disk.
 */
export async function makeBinder(path: string, parts: BinderParts): Promise<Result<readonly RecordedOutput[]>> {
  const folder = new OutFolder(path);
  const names = folder.names();
  if (!names.ok) return names;
  if (names.value.length > 0)
    return fail('file-exists', `The folder ${folder.path} is not empty, and nothing is ever written over.`, {
      advice: 'Give a new folder.',
    });
  const { plan, record, events, checkpoint, madeAt, outputs } = parts;
  const printed = await recordPdf(Buffer.from(record, 'utf8'), madeAt);
  if (!printed.ok) return printed;
  const mark = plan.mode === 'PRACTICE' ? 'PRACTICE-' : '';
  const text = (content: string): Uint8Array => Buffer.from(content, 'utf8');
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['1-plan.json', text(`${JSON.stringify(plan, null, 2)}\n`)],
    ['2-script.pdf', await scriptPdf(plan, madeAt)],
    ['3-record.jsonl', text(record)],
    ['4-record.pdf', printed.value],
    ['5-outputs.sha256', text(outputs.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join(''))],
    ['6-log.jsonl', text(events.map((event) => `${JSON.stringify(event)}\n`).join(''))],
    ['7-log.checkpoint', text(checkpoint)],
  ];
  const written: RecordedOutput[] = [];
  for (const [name, bytes] of files) {
    const file = `${mark}${plan.id}-${name}`;
    const put = folder.put(file, bytes);
    if (!put.ok) return put;
    written.push({ file, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  return ok(written);
}
