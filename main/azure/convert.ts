import type { JsonWebKey, KeyProperties, KeyVaultKey } from '@azure/keyvault-keys';
import { fail, ok, type Result } from '../../shared/result.js';
import { spkiFromPublicJwk, type PublicJwk } from '../crypto/index.js';
import type { KeyVersion, KeyVersionProperties } from './types.js';

/** What the SDK answers, in our words. Code `odd-answer` when Azure left out what it promises. */
export function toKeyVersion(key: KeyVaultKey): Result<KeyVersion> {
  const spki = spkiOf(key.key);
  if (!spki.ok) return spki;
  const { version, recoveryLevel, recoverableDays } = key.properties;
  if (!version || !key.id) return oddAnswer('an answer without a version');
  return ok({
    ...toProperties(key.properties),
    kid: key.id,
    spki: spki.value,
    recoveryLevel: recoveryLevel ?? '',
    ...(recoverableDays === undefined ? {} : { recoverableDays }),
    ...(key.keyOperations ? { usages: [...key.keyOperations] } : {}),
  });
}

export function toProperties(properties: KeyProperties): KeyVersionProperties {
  const { name, version, id, enabled, createdOn, expiresOn, tags } = properties;
  return {
    name,
    version: version ?? '',
    kid: id ?? '',
    enabled: enabled ?? true,
    ...(createdOn ? { createdOn: createdOn.getTime() } : {}),
    ...(expiresOn ? { expiresOn: expiresOn.getTime() } : {}),
    tags: tags ?? {},
  };
}

function spkiOf(key: JsonWebKey | undefined): Result<Uint8Array> {
  const jwk = jwkOf(key);
  if (!jwk) return oddAnswer('an answer without a public key');
  const spki = spkiFromPublicJwk(jwk);
  return spki.ok ? spki : oddAnswer(`a public key that is none (${spki.failure.message})`);
}

function jwkOf(key: JsonWebKey | undefined): PublicJwk | undefined {
  if (!key) return undefined;
  if (key.kty?.startsWith('RSA')) return key.n && key.e ? { kty: 'RSA', n: text(key.n), e: text(key.e) } : undefined;
  const { crv } = key;
  if (crv !== 'P-256' && crv !== 'P-384' && crv !== 'P-521' && crv !== 'P-256K') return undefined;
  return key.x && key.y ? { kty: 'EC', crv, x: text(key.x), y: text(key.y) } : undefined;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function oddAnswer(what: string): Result<never> {
  return fail('odd-answer', `The vault gave ${what}.`, {
    advice: 'Check any proxy in between, then compare with the portal.',
  });
}
