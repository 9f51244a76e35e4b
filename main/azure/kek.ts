import type { KeyVaultKey } from '@azure/keyvault-keys';
import { parseKeyIdentifier, sameKeyName } from '../../shared/azure/names.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { keyTypeOfSpki } from '../crypto/index.js';
import { toKeyVersion } from './convert.js';
import type { Kek, KekRequest } from './types.js';

/**
 * Accepts what the vault answered as the KEK that was asked for, or refuses it: host and name of its id, RSA-HSM, the
 * size, key_ops exactly import. A private key is wrapped under nothing else. Code `kek-unexpected`.
 */
export function checkKek(key: KeyVaultKey, request: KekRequest, host: string): Result<Kek> {
  const version = toKeyVersion(key, { host });
  if (!version.ok) return version;
  const { kid, spki, recoveryLevel } = version.value;
  const id = parseKeyIdentifier(kid);
  if (id?.host.toLowerCase() !== host || !sameKeyName(id.name, request.name)) return unexpected(`its id is ${kid}`);
  if (key.keyType !== 'RSA-HSM') return unexpected(`its type is ${key.keyType ?? 'unknown'}, not RSA-HSM`);
  const type = keyTypeOfSpki(spki);
  if (!type.ok || type.value !== `rsa-${request.bits}`) return unexpected(`it does not have ${request.bits} bits`);
  if (key.keyOperations?.length !== 1 || key.keyOperations[0] !== 'import') {
    return unexpected(`its key_ops are ${key.keyOperations?.join(', ') ?? 'none'}, not import alone`);
  }
  return ok({ name: request.name, kid, spki, recoveryLevel });
}

function unexpected(why: string): Result<never> {
  return fail(
    'kek-unexpected',
    `The vault answered with another KEK than the one asked for: ${why}. No key was wrapped.`,
    {
      advice: 'Do not go on before somebody has looked at this vault: its answer does not fit the request.',
    },
  );
}
