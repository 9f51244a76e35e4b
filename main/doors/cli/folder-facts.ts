import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FolderFacts {
  readonly exists: boolean;
  /** All its files together. */
  readonly bytes: number;
  /** The newest change of any file, UTC milliseconds. */
  readonly newest?: number;
  /** Sentences about what others could do here. */
  readonly warnings: readonly string[];
}

const OTHERS = 0o077;

/** What can be seen of a data folder from outside, without unlocking it. */
export function lookAtFolder(folder: string): FolderFacts {
  const itself = statSync(folder, { throwIfNoEntry: false });
  if (!itself) return { exists: false, bytes: 0, warnings: [] };
  const warnings: string[] = [];
  if (process.platform !== 'win32') {
    if ((itself.mode & OTHERS) !== 0)
      warnings.push(`Others may look into the data folder. Close it: chmod 700 ${folder}`);
    if (process.getuid && process.getuid() !== 0 && itself.uid !== process.getuid())
      warnings.push('The data folder belongs to another user.');
  }
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => statSync(join(folder, entry.name), { throwIfNoEntry: false }) ?? []);
  if (process.platform !== 'win32' && files.some((file) => (file.mode & OTHERS) !== 0))
    warnings.push(`Others may read files of the data folder. Close them: chmod 600 ${join(folder, '*')}`);
  const newest = files.length > 0 ? Math.max(...files.map((file) => file.mtimeMs)) : undefined;
  return {
    exists: true,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    ...(newest === undefined ? {} : { newest }),
    warnings,
  };
}
