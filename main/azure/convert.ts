import type { KeyProperties, KeyVaultKey } from '@azure/keyvault-keys';
import { z } from 'zod';
import { parseKeyIdentifier, sameKeyName } from '../../shared/azure/names.js';
import { ok, type Result } from '../../shared/result.js';
import { spkiFromPublicJwk, type PublicJwk } from '../crypto/index.js';
import { oddAnswer } from './odd-answer.js';
import type { DeletedKeyState, KeyVersion, KeyVersionProperties } from './types.js';

/*
 * What the SDK answers, in our words. The SDK passes on what the vault said without looking at it, so it is looked at
 * here: types, sizes, and that a key is one of this vault.
 */

const text = z.string().max(1024);
const date = z.date().refine((value) => !Number.isNaN(value.getTime()));

const properties = z.looseObject({
  name: text,
  version: text.optional(),
  id: text.optional(),
  enabled: z.boolean().optional(),
  createdOn: date.optional(),
  expiresOn: date.optional(),
  tags: z.record(text, text).optional(),
  recoveryLevel: text.optional(),
  recoverableDays: z.number().optional(),
  scheduledPurgeDate: date.optional(),
});

const number = z.instanceof(Uint8Array);
const key = z.looseObject({
  id: text.optional(),
  keyType: text.optional(),
  keyOperations: z.array(text).max(64).optional(),
  key: z
    .looseObject({
      kty: text.optional(),
      crv: text.optional(),
      n: number.optional(),
      e: number.optional(),
      x: number.optional(),
      y: number.optional(),
    })
    .optional(),
  properties,
});

/** Where an answer must belong: the vault's host, and the key's name where one was asked for. */
export interface Expected {
  readonly host: string;
  readonly name?: string;
}

/** A whole key. Code `odd-answer` when Azure left out what it promises, or it is none of this vault. */
export function toKeyVersion(answer: KeyVaultKey, expected: Expected): Result<KeyVersion> {
  const parsed = key.safeParse(answer);
  if (!parsed.success) return oddAnswer(`an answer that is no key (${parsed.error.issues[0]?.path.join('.') ?? ''})`);
  const { id } = parsed.data;
  const { version, recoveryLevel, recoverableDays } = parsed.data.properties;
  if (!version || !id) return oddAnswer('an answer without a version');
  if (!belongs(id, expected)) return oddAnswer('a key of another name or vault than was asked for');
  const spki = spkiOf(parsed.data.key);
  if (!spki.ok) return spki;
  return ok({
    ...propertiesOf(parsed.data.properties),
    kid: id,
    spki: spki.value,
    recoveryLevel: recoveryLevel ?? '',
    ...(recoverableDays === undefined ? {} : { recoverableDays }),
    ...(parsed.data.keyOperations ? { usages: parsed.data.keyOperations } : {}),
  });
}

/** A line of a list. Code `odd-answer`. */
export function toProperties(answer: KeyProperties, expected: Expected): Result<KeyVersionProperties> {
  const parsed = properties.safeParse(answer);
  if (!parsed.success) return oddAnswer('a list that holds something else than keys');
  const { id } = parsed.data;
  // The list of all keys names them without a version.
  if (id !== undefined && !belongs(parsed.data.version ? id : `${id}/${'0'.repeat(32)}`, expected))
    return oddAnswer('a list with keys of another name or vault than was asked for');
  return ok(propertiesOf(parsed.data));
}

/** A soft-deleted key. Code `odd-answer`. */
export function toDeletedState(answer: { readonly properties: unknown }): Result<DeletedKeyState> {
  const parsed = properties.safeParse(answer.properties);
  if (!parsed.success) return oddAnswer('an answer that is no deleted key');
  const { recoveryLevel = '', scheduledPurgeDate } = parsed.data;
  return ok({
    recoveryLevel,
    purgeable: recoveryLevel.includes('Purgeable'),
    ...(scheduledPurgeDate ? { scheduledPurgeOn: scheduledPurgeDate.getTime() } : {}),
  });
}

function propertiesOf(facts: z.infer<typeof properties>): KeyVersionProperties {
  const { name, version, id, enabled, createdOn, expiresOn, tags } = facts;
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

function belongs(kid: string, { host, name }: Expected): boolean {
  const id = parseKeyIdentifier(kid);
  return id?.host.toLowerCase() === host && (name === undefined || sameKeyName(id.name, name));
}

function spkiOf(jwk: z.infer<typeof key>['key']): Result<Uint8Array> {
  const known = jwkOf(jwk);
  if (!known) return oddAnswer('an answer without a public key');
  const spki = spkiFromPublicJwk(known);
  return spki.ok ? spki : oddAnswer(`a public key that is none (${spki.failure.message})`);
}

function jwkOf(jwk: z.infer<typeof key>['key']): PublicJwk | undefined {
  if (!jwk) return undefined;
  const { kty, crv, n, e, x, y } = jwk;
  if (kty?.startsWith('RSA')) return n && e ? { kty: 'RSA', n: base64url(n), e: base64url(e) } : undefined;
  if (crv !== 'P-256' && crv !== 'P-384' && crv !== 'P-521' && crv !== 'P-256K') return undefined;
  return x && y ? { kty: 'EC', crv, x: base64url(x), y: base64url(y) } : undefined;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
