import { scrypt } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result.js';
import { overwrite, ownBytes } from './bytes.js';

/** scrypt's cost (RFC 7914): memory is 128 * N * r bytes. */
export interface ScryptParameters {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** security.md's least: 128 MiB and about half a second. */
export const DEFAULT_SCRYPT: ScryptParameters = { N: 131_072, r: 8, p: 1 };

/** More than this is not a parameter but an attack on the workstation's memory. */
const MOST_MEMORY = 1024 ** 3;

/**
 * 32 bytes of key from a passphrase, which is normalised first (NFKC), so that the same text typed on another keyboard
 * gives the same key. Code `scrypt-parameters` when the stored cost is impossible.
 */
export function stretchPassphrase(
  passphrase: string,
  salt: Uint8Array,
  { N, r, p }: ScryptParameters,
): Promise<Result<Uint8Array>> {
  const memory = 128 * N * r;
  const sane = Number.isInteger(N) && N >= 2 && (N & (N - 1)) === 0 && r >= 1 && p >= 1 && p <= 16;
  if (!sane || memory > MOST_MEMORY) {
    return Promise.resolve(fail('scrypt-parameters', `The stored scrypt cost N=${N}, r=${r}, p=${p} is not usable.`));
  }
  const text = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, { N, r, p, maxmem: memory + 128 * r * p + 1024 * 1024 }, (error, key) => {
      overwrite(text);
      if (error) {
        reject(error);
        return;
      }
      resolve(ok(ownBytes(key)));
      overwrite(key);
    });
  });
}
