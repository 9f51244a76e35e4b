import canonicalize from 'canonicalize';
import { fail, ok, type Result } from '../../shared/result.js';
import { constantTimeEqual, macOf, subKey } from '../crypto/index.js';
import type { IdentityFile, UnsignedIdentities } from './identity-file.js';

/** The key that authenticates identities.json. The caller overwrites it. */
export function identitiesKey(masterKey: Uint8Array): Uint8Array {
  return subKey(masterKey, 'keyferry/identities');
}

/** The file with its MAC: HMAC-SHA-256 over the RFC 8785 form of everything else in it. */
export function authenticated(identities: UnsignedIdentities, key: Uint8Array): IdentityFile {
  return { ...identities, mac: macHex(identities, key) };
}

/** Whether the file is as somebody wrote it who had the master key. Code `identities-altered`. */
export function checkIdentities({ mac, ...identities }: IdentityFile, key: Uint8Array): Result<void> {
  return constantTimeEqual(Buffer.from(macHex(identities, key), 'hex'), Buffer.from(mac, 'hex'))
    ? ok(undefined)
    : alteredIdentities('identities.json in the data folder was changed by something else than Keyferry.');
}

/** Code `identities-altered`. */
export function alteredIdentities(message: string): Result<never> {
  return fail('identities-altered', message, {
    advice:
      'Nothing was opened or changed. Put the whole data folder back from one backup copy, and find out who did it.',
  });
}

function macHex(identities: UnsignedIdentities, key: Uint8Array): string {
  const text = canonicalize(identities);
  if (text === undefined) throw new Error('Identities are always an object.');
  return Buffer.from(macOf(key, Buffer.from(text, 'utf8'))).toString('hex');
}
