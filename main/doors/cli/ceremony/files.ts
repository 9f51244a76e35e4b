import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../../../shared/result.js';
import type { ReadPlan } from '../../../ceremonies/index.js';
import type { Context } from '../context.js';
import { readBytes } from '../input/json-file.js';

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
