import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/result.js';
import type { ReadPlan } from '../../../ceremonies/index.js';
import type { Context } from '../context.js';
import { pathOf } from '../input/json-file.js';

/** Reads a file of at most so many bytes. Code `file-refused`. */
export function readBytes(context: Context, file: string, limit: number): Result<Uint8Array> {
  const path = pathOf(context, file);
  try {
    if (statSync(path).size > limit)
      return fail('file-refused', `The file ${path} is larger than ${limit} bytes.`, { advice: 'Give another file.' });
    return ok(readFileSync(path));
  } catch {
    return fail('file-refused', `The file ${path} cannot be read.`, { advice: 'Check the path.' });
  }
}

/** Reads a plan. Codes `file-refused`, `bad-plan`. */
export async function planIn(context: Context, file: string): Promise<Result<ReadPlan>> {
  const { LARGEST_PLAN, readPlan } = await import('../../../ceremonies/index.js');
  const bytes = readBytes(context, file, LARGEST_PLAN + 1);
  return bytes.ok ? readPlan(bytes.value) : bytes;
}

/** Size and hash of the files in a folder. */
export function outputsIn(folder: string): (file: string) => { size: number; sha256: string } | undefined {
  return (file) => {
    try {
      const bytes = readFileSync(join(folder, file));
      return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    } catch {
      return undefined;
    }
  };
}
