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
import { fail, type Result } from '../../shared/result.js';

/** Bytes gathered before they are written: flat memory however long the file gets. */
const CHUNK = 256 * 1024;

/** What a file system without hard links says (FAT on a USB stick, some network shares). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

export type Link = (from: string, to: string) => void;

/** Where a file is written, and whether one that is there may be replaced. */
export interface ExportPlace {
  readonly file: string;
  readonly overwrite: boolean;
}

/**
 * A file that is written aside first and gets its name in one step, so that half of it never stands there. Its methods
 * throw what the file system throws; see `cannotWrite`.
 */
export class NewFile {
  readonly file: string;
  readonly #overwrite: boolean;
  readonly #link: Link;
  readonly #aside: string;
  readonly #hash = createHash('sha256');
  #descriptor: number | undefined;
  #pending = '';

  /** Throws EEXIST where something is there that must not be replaced. */
  constructor(place: ExportPlace, link: Link = linkSync) {
    this.file = resolve(place.file);
    this.#overwrite = place.overwrite;
    this.#link = link;
    const there = lstatSync(this.file, { throwIfNoEntry: false });
    if (there && !place.overwrite) throw codedError('EEXIST');
    if (there?.isDirectory()) throw codedError('EISDIR');
    this.#aside = join(dirname(this.file), `.keyferry-export-${randomUUID()}`);
    this.#descriptor = openSync(this.#aside, 'wx', 0o600);
  }

  write(text: string): void {
    this.#pending += text;
    if (this.#pending.length > CHUNK) this.#flush(Buffer.from(this.#pending, 'utf8'));
  }

  writeBytes(bytes: Uint8Array): void {
    this.#flush(Buffer.from(this.#pending, 'utf8'));
    this.#flush(bytes);
  }

  /** SHA-256 of everything so far, lower-case hex. */
  sum(): string {
    this.#flush(Buffer.from(this.#pending, 'utf8'));
    return this.#hash.copy().digest('hex');
  }

  /** Brings it to the disk. */
  finish(): void {
    this.#flush(Buffer.from(this.#pending, 'utf8'));
    if (this.#descriptor === undefined) return;
    fsyncSync(this.#descriptor);
    this.#close();
  }

  /** Gives it its name. */
  put(): void {
    this.finish();
    if (this.#overwrite) renameSync(this.#aside, this.file);
    else putWhereNothingIs(this.#aside, this.file, this.#link);
  }

  /** Removes what was written aside; nothing to do after `put`. */
  discard(): void {
    this.#close();
    try {
      rmSync(this.#aside, { force: true });
    } catch (error) {
      // Where its folder is none, nothing was written either.
      if (codeOf(error) !== 'ENOTDIR' && codeOf(error) !== 'EACCES') throw error;
    }
  }

  #flush(bytes: Uint8Array): void {
    if (this.#descriptor === undefined) return;
    this.#pending = '';
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length;) at += writeSync(this.#descriptor, bytes, at);
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
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

function codedError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * What the file system said, as a sentence; any other error is thrown again. Codes `file-exists`, `folder-missing`,
 * `is-a-folder`, `name-refused`, `not-writable`, `disk-full`, `disk-failed`.
 */
export function cannotWrite(file: string, error: unknown): Result<never> {
  const code = codeOf(error);
  switch (code) {
    case 'EEXIST':
      return fail('file-exists', `${file} is already there, and nothing was written.`, {
        advice: 'Choose another name, or ask for overwriting explicitly.',
      });
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
