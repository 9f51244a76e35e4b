import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';

const SOURCE = /\.(ts|tsx|json|mjs|css|html|svg|png|woff2)$/;

/**
 * One hash over name, size and time of these files and of every source below these folders, as paths from the root:
 * much quicker than asking a compiler, which reads them.
 */
export function stateOf(files, folders) {
  const hash = createHash('sha256');
  for (const name of [...files, ...folders.flatMap(filesBelow)].sort()) {
    const { size, mtimeMs } = statSync(join(ROOT, name));
    hash.update(`${name}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && SOURCE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}
