import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/result.js';
import { writeFailure } from '../../../store/write-error.js';
import type { Context } from '../context.js';
import { expandHome } from '../data-folder.js';

/** The whole path of a file as it was typed. */
export function pathOf({ surroundings: { cwd, home } }: Context, file: string): string {
  return resolve(cwd, expandHome(file, home));
}

/** Reads a file of at most so many bytes as text. Code `file-refused`. */
export function readTextFile(context: Context, file: string, limit: number): Result<string> {
  const path = pathOf(context, file);
  try {
    if (statSync(path).size > limit)
      return fail('file-refused', `The file ${path} is larger than ${limit} bytes.`, { advice: 'Give another file.' });
    return ok(readFileSync(path, 'utf8'));
  } catch {
    return fail('file-refused', `The file ${path} cannot be read.`, { advice: 'Check the path.' });
  }
}

/** Reads a file of at most so many bytes. Code `file-refused`. */
export function readBytes(context: Context, file: string, limit: number): Result<Uint8Array> {
  const path = pathOf(context, file);
  try {
    if (statSync(path).size > limit)
      return fail('file-refused', `The file ${path} is larger than ${limit} bytes.`, { advice: 'Give another file.' });
    return ok(Uint8Array.from(readFileSync(path)));
  } catch {
    return fail('file-refused', `The file ${path} cannot be read.`, { advice: 'Check the path.' });
  }
}

/** Writes a new file (0600); one that is there is never replaced. Codes `file-exists`, and those of the disk. */
export function writeNewFile(context: Context, file: string, content: string): Result<string> {
  const path = pathOf(context, file);
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    try {
      writeSync(descriptor, content);
    } finally {
      closeSync(descriptor);
    }
    return ok(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return fail('file-exists', `The file ${path} is there already.`, { advice: 'Choose another name.' });
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return fail('file-refused', `The folder of ${path} is not there.`, { advice: 'Check the path.' });
    return { ok: false, failure: writeFailure(error, path) };
  }
}
