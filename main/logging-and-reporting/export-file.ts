import { resolve } from 'node:path';
import type { ExportFormat, ExportReceipt, LogEvent } from '../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { LINE_FORMATS } from './formats/index.js';
import { cannotWrite, NewFile, type ExportPlace, type Link } from './new-file.js';

/** Rows of a block: so closely a change is found in a format that holds no hashes. Others have a turn after each. */
export const BLOCK_ROWS = 1000;

/** What was written, and what a manifest says of it. */
export interface WrittenEvents extends ExportReceipt {
  /** Sequence numbers; 0 where there are no rows. */
  readonly first: number;
  readonly last: number;
  /** SHA-256 of the file up to the end of each full block of rows, lower-case hex. */
  readonly blocks: readonly string[];
}

/** How an export goes on beside other work. */
export interface ExportWork {
  readonly link?: Link;
  readonly pause?: () => Promise<void>;
  /** Aborted: nothing is left of it. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (rows: number) => void;
  /** Called when everything is on the disk, before it has its name: what fails here undoes the export. */
  readonly beforePlacing?: (written: WrittenEvents) => Result<void>;
}

const nextTurn = (): Promise<void> => new Promise((done) => setImmediate(done));

/**
 * Writes log events to a file, a block of rows at a time: aside first, then under its name in one step, so that a
 * half-written export never stands there. Codes: those of cannotWrite, and `cancelled`.
 */
export async function exportEvents(
  events: Iterable<LogEvent>,
  request: ExportPlace & { readonly format: ExportFormat },
  work: ExportWork = {},
): Promise<Result<WrittenEvents>> {
  return withNewFile(request, work.link, async (file) => {
    const written = await writeRows(events, LINE_FORMATS[request.format], file, work);
    if (work.signal?.aborted) return fail('cancelled', 'The export was cancelled; nothing was written.');
    file.finish();
    const agreed = work.beforePlacing?.(written) ?? ok(undefined);
    if (!agreed.ok) return agreed;
    file.put();
    return ok(written);
  });
}

async function writeRows(
  events: Iterable<LogEvent>,
  { head, row }: (typeof LINE_FORMATS)[ExportFormat],
  file: NewFile,
  { pause = nextTurn, signal, onProgress }: ExportWork,
): Promise<WrittenEvents> {
  const blocks: string[] = [];
  let [rows, first, last] = [0, 0, 0];
  file.write(head);
  for (const event of events) {
    file.write(row(event));
    rows += 1;
    if (rows === 1) first = event.sequence;
    last = event.sequence;
    if (rows % BLOCK_ROWS !== 0) continue;
    blocks.push(file.sum());
    onProgress?.(rows);
    await pause();
    if (signal?.aborted) break;
  }
  return { file: file.file, rows, sha256: file.sum(), first, last, blocks };
}

/** Writes bytes that are there already, e.g. a report. `beforePlacing` as in ExportWork. Codes as exportEvents. */
export function exportBytes(
  bytes: Uint8Array,
  place: ExportPlace,
  beforePlacing: (sha256: string) => void = () => undefined,
): Result<{ readonly file: string; readonly sha256: string }> {
  let file: NewFile | undefined;
  try {
    file = new NewFile(place);
    file.writeBytes(bytes);
    const sha256 = file.sum();
    file.finish();
    beforePlacing(sha256);
    file.put();
    return ok({ file: file.file, sha256 });
  } catch (error) {
    return refusedByDisk(place, error);
  } finally {
    file?.discard();
  }
}

async function withNewFile<T>(
  place: ExportPlace,
  link: Link | undefined,
  work: (file: NewFile) => Promise<Result<T>>,
): Promise<Result<T>> {
  let file: NewFile | undefined;
  try {
    file = new NewFile(place, link);
    return await work(file);
  } catch (error) {
    return refusedByDisk(place, error);
  } finally {
    file?.discard();
  }
}

function refusedByDisk(place: ExportPlace, error: unknown): Result<never> {
  return cannotWrite(resolve(place.file), error);
}
