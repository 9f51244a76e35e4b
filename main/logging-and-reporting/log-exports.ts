import type { Actor } from '../../shared/domain/actor.js';
import { basename, resolve } from 'node:path';
import type { ExportFormat, ExportReceipt, LogFilter } from '../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { exportEvents, BLOCK_ROWS, type ExportWork, type WrittenEvents } from './export-file.js';
import { manifestFile, signManifest, statementOf } from './manifest.js';
import { cannotWrite, NewFile, type ExportPlace } from './new-file.js';
import type { SystemLog } from './system-log.js';

/** What Export File asks for. */
export type LogExport = ExportPlace & { readonly filter: LogFilter; readonly format: ExportFormat };

/** System Logs > Export File: a file of events, and beside it a signed manifest. */
export class LogExports {
  readonly #log: SystemLog;
  readonly #clock: Clock;
  readonly #actor: Actor;

  constructor(parts: { readonly log: SystemLog; readonly clock: Clock; readonly actor: Actor }) {
    this.#log = parts.log;
    this.#clock = parts.clock;
    this.#actor = parts.actor;
  }

  /**
   * Writes the events up to a checkpoint that is signed now, and `FILE.manifest.json`. It is logged with the file's SHA-256
   * before the file gets its name: an export that cannot be logged does not happen. Codes as exportEvents, and
   * `no-checkpoint`.
   */
  async export(
    { filter, ...request }: LogExport,
    work: Pick<ExportWork, 'signal' | 'onProgress' | 'pause'> = {},
  ): Promise<Result<ExportReceipt & { readonly manifest: string }>> {
    const checkpoint = this.#log.checkpoint('export');
    if (!checkpoint) return fail('no-checkpoint', 'This log has no key to sign a manifest with.');
    const place = { file: manifestFile(resolve(request.file)), overwrite: request.overwrite };
    let manifest: NewFile | undefined;
    const noted = { done: false };
    try {
      manifest = new NewFile(place);
      const beside = manifest;
      const written = await exportEvents(this.#events(filter, checkpoint.size), request, {
        ...work,
        beforePlacing: (done) => {
          beside.write(this.#manifest(done, { filter, format: request.format, checkpoint: checkpoint.note }));
          beside.finish();
          this.#note(done, request.format, filter);
          noted.done = true;
          return ok(undefined);
        },
      });
      if (!written.ok) return noted.done ? this.#undone(request.file, written) : written;
      manifest.put();
      const { file, rows, sha256 } = written.value;
      return ok({ file, rows, sha256, manifest: place.file });
    } catch (error) {
      const failed = cannotWrite(place.file, error);
      return noted.done ? this.#undone(place.file, failed) : failed;
    } finally {
      manifest?.discard();
    }
  }

  /** It was logged, and then its name could not be given: that is logged, too. */
  #undone(file: string, failed: Result<never>): Result<never> {
    if (failed.ok) return failed;
    const { code, message } = failed.failure;
    this.#log.write({
      service: 'System',
      level: 'ERROR',
      event: 'logs-export-failed',
      actor: this.#actor.name,
      object: file,
      message: `The export could not be put in its place: ${message}`,
      outcome: 'failure',
      reason: code,
    });
    return failed;
  }

  *#events(filter: LogFilter, upTo: number) {
    for (const page of this.#log.pages(filter, { upTo })) yield* page;
  }

  #manifest(
    done: WrittenEvents,
    { filter, format, checkpoint }: { filter: LogFilter; format: ExportFormat; checkpoint: string },
  ): string {
    const { checkpoints } = this.#log;
    if (!checkpoints) throw new Error('A log without a key wrote a checkpoint.');
    return signManifest(
      {
        manifest: 'keyferry-log-manifest-1',
        file: basename(done.file),
        format,
        filter,
        selection: Object.keys(filter).length > 0,
        statement: statementOf(filter, done.rows),
        rows: done.rows,
        firstSequence: done.first,
        lastSequence: done.last,
        sha256: done.sha256,
        blockRows: BLOCK_ROWS,
        blocks: [...done.blocks],
        exportedAt: this.#clock.now(),
        exportedBy: this.#actor.name,
        checkpoint,
        key: checkpoints.verifierKey,
      },
      (message) => checkpoints.sign(message),
    );
  }

  #note({ file, rows, sha256 }: WrittenEvents, format: ExportFormat, filter: LogFilter): void {
    const what = Object.keys(filter).length > 0 ? ', a selection,' : '';
    this.#log.write({
      service: 'System',
      level: 'INFO',
      event: 'logs-exported',
      actor: this.#actor.name,
      object: file,
      message: `Logs exported successfully: ${rows} event(s)${what} as ${format}, SHA-256 ${sha256}.`,
      outcome: 'success',
    });
  }
}
