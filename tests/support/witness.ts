import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { opensslPublic } from './fixture-keys.js';

/** Opens transfer blobs with OpenSSL alone; the program stands in this repository. */
const OPEN_BYOK = fileURLToPath(new URL('../witness/open-byok', import.meta.url));

/** The public key (SPKI) of what is in a `.byok` file, told by OpenSSL with the private half of the KEK (a PEM file). */
export function openedByOpenssl(byok: string, kek: string): Buffer {
  return opensslPublic(execFileSync(OPEN_BYOK, [byok, kek], { encoding: 'utf8' }));
}
