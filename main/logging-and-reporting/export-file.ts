import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ExportFormat, ExportReceipt, LogEvent } from '../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { LINE_FORMATS } from './export-formats.js';

/** Bytes gathered before they are written: flat memory however long the log is. */
const CHUNK = 256 * 1024;

/** What a file system without hard links says (FAT on a USB stick, some network shares). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

type Link = (from: string, to: string) => void;

/** Where a file is written, and whether one that is there may be replaced. */
export interface ExportPlace {
  readonly file: string;
  readonly overwrite: boolean;
}

/** Writes log events to a file; as exportLines. */
export function exportEvents(
  events: Iterable<LogEvent>,
  request: ExportPlace & { readonly format: ExportFormat },
  link: Link = linkSync,
): Result<ExportReceipt> {
  const { head, row } = LINE_FORMATS[request.format];
  return exportLines(head, map(events, row), request, link);
}

/**
 * Writes a head and rows, each with its line feed, to a file: aside first, then under its name in one step, so that a
 * half-written export never stands there. Codes `file-exists`, `folder-missing`, `is-a-folder`, `name-refused`,
 * `not-writable`, `disk-full`, `disk-failed`.
 */
export function exportLines(
  head: string,
  rows: Iterable<string>,
  request: ExportPlace,
  link: Link = linkSync,
): Result<ExportReceipt> {
  return putFile(request, (aside) => writeLines(aside, head, rows), link);
}

/**
 * Puts a file in place in one step: `write` makes it aside, whole and on the disk. Codes as exportLines.
 */
export function putFile<T extends object>(
  request: ExportPlace,
  write: (aside: string) => T,
  link: Link = linkSync,
): Result<T & { readonly file: string }> {
  const file = resolve(request.file);
  const aside = join(dirname(file), `.keyferry-export-${randomUUID()}`);
  try {
    if (!request.overwrite && lstatSync(file, { throwIfNoEntry: false })) return alreadyThere(file);
    const written = write(aside);
    if (request.overwrite) renameSync(aside, file);
    else putWhereNothingIs(aside, file, link);
    return ok({ ...written, file });
  } catch (error) {
    return cannotWrite(file, error);
  } finally {
    removeAside(aside);
  }
}

/** A link never replaces anything; where there are none, a copy that must be the first does the same. */
function putWhereNothingIs(aside: string, file: string, link: Link): void {
  try {
    link(aside, file);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error;
    copyFileSync(aside, file, constants.COPYFILE_EXCL);
    const descriptor = openSync(file, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}

function removeAside(aside: string): void {
  try {
    rmSync(aside, { force: true });
  } catch (error) {
    // Where its folder is none, nothing was written either.
    if (codeOf(error) !== 'ENOTDIR' && codeOf(error) !== 'EACCES') throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
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
  const code = codeOf(error);
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
    case 'EDQUOT':
      return fail('disk-full', `The disk is full; ${file} was not written.`, {
        advice: 'Make room, or choose another disk.',
      });
    case 'ENAMETOOLONG':
    case 'EINVAL':
    case 'ELOOP':
      return fail('name-refused', `The name ${file} cannot be used on this disk.`, {
        advice: 'Choose a shorter name of plain letters and digits.',
      });
    case '':
      throw error;
    default:
      return fail('disk-failed', `The disk refused to write ${file} (${code}).`, {
        advice: 'Check the disk, or choose another one.',
      });
  }
}
