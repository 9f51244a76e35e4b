import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout, wherever the script was called from. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path below the root. */
export function at(...parts) {
  return join(ROOT, ...parts);
}
