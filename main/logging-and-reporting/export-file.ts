import { createHash, randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, lstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ExportFormat, ExportReceipt, LogEvent } from '../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { LINE_FORMATS } from './export-formats.js';

/** Bytes gathered before they are written: flat memory however long the log is. */
const CHUNK = 256 * 1024;

/** Where a file is written, and whether one that is there may be replaced. */
export interface ExportPlace {
  readonly file: string;
  readonly overwrite: boolean;
}

/** Writes log events to a file; as exportLines. */
export function exportEvents(
  events: Iterable<LogEvent>,
  request: ExportPlace & { readonly format: ExportFormat },
): Result<ExportReceipt> {
  const { head, row } = LINE_FORMATS[request.format];
  return exportLines(head, map(events, row), request);
}

/**
 * Writes a head and rows, each with its line feed, to a file: aside first, then under its name in one step, so that a
 * half-written export never stands there. Codes `file-exists`, `folder-missing`, `is-a-folder`, `not-writable`, `disk-full`.
 */
export function exportLines(head: string, rows: Iterable<string>, request: ExportPlace): Result<ExportReceipt> {
  const file = resolve(request.file);
  const aside = join(dirname(file), `.keyferry-export-${randomUUID()}`);
  try {
    if (!request.overwrite && lstatSync(file, { throwIfNoEntry: false })) return alreadyThere(file);
    const written = writeLines(aside, head, rows);
    if (request.overwrite) renameSync(aside, file);
    else linkSync(aside, file);
    return ok({ file, ...written });
  } catch (error) {
    return cannotWrite(file, error);
  } finally {
    rmSync(aside, { force: true });
  }
}

function writeLines(aside: string, head: string, lines: Iterable<string>): { rows: number; sha256: string } {
  const hash = createHash('sha256');
  const descriptor = openSync(aside, 'wx', 0o600);
  try {
    let rows = 0;
    let pending = head;
    const flush = (): void => {
      const bytes = Buffer.from(pending, 'utf8');
      hash.update(bytes);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      pending = '';
    };
    for (const line of lines) {
      pending += line;
      rows += 1;
      if (pending.length > CHUNK) flush();
    }
    flush();
    fsyncSync(descriptor);
    return { rows, sha256: hash.digest('hex') };
  } finally {
    closeSync(descriptor);
  }
}

function* map<A, B>(items: Iterable<A>, change: (item: A) => B): Generator<B> {
  for (const item of items) yield change(item);
}

function alreadyThere(file: string): Result<never> {
  return fail('file-exists', `${file} is already there, and nothing was written.`, {
    advice: 'Choose another name, or ask for overwriting explicitly.',
  });
}

function cannotWrite(file: string, error: unknown): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'EEXIST':
      return alreadyThere(file);
    case 'ENOENT':
    case 'ENOTDIR':
      return fail('folder-missing', `The folder of ${file} is not there.`, {
        advice: 'Make the folder first, or choose another place.',
      });
    case 'EISDIR':
      return fail('is-a-folder', `${file} is a folder.`, { advice: 'Give the name of a file.' });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return fail('not-writable', `${file} cannot be written here.`, {
        advice: 'Choose a folder in which you may write.',
      });
    case 'ENOSPC':
      return fail('disk-full', `The disk is full; ${file} was not written.`, {
        advice: 'Make room, or choose another disk.',
      });
    default:
      throw error;
  }
}
