import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result.js';
import {
  makeBoxKeys,
  openOnce,
  overwrite,
  sealOnce,
  signerOf,
  stretchPassphrase,
  type ScryptParameters,
} from '../crypto/index.js';
import type { StoredIdentity } from './identity-file.js';
import { byName } from './names.js';

/** Somebody at the door. */
export interface Login {
  readonly name: string;
  readonly passphrase: string;
}

const KEY = 32;

/** The private keys of somebody who logged in. The holder overwrites them when done. */
export interface PersonalKeys {
  /** X25519. */
  readonly boxKey: Uint8Array;
  /** Ed25519. */
  readonly signingKey: Uint8Array;
}

/** What is needed of an identity to open its keys; also in a key file that is carried elsewhere. */
export type KeyHolder = Pick<StoredIdentity, 'name' | 'scrypt' | 'sealedKeys'>;
type StoredKeys = Pick<StoredIdentity, 'scrypt' | 'publicKey' | 'signingKey' | 'sealedKeys'>;

/** Makes the key pairs of a newcomer, the private halves sealed under the passphrase. Code `scrypt-parameters`. */
export async function makePersonalKeys(
  login: Login,
  { workstationId, scrypt }: { readonly workstationId: string; readonly scrypt: ScryptParameters },
): Promise<Result<StoredKeys>> {
  const box = makeBoxKeys();
  const signingKey = Uint8Array.from(randomBytes(KEY));
  const signer = signerOf(signingKey);
  signer.close();
  const keys: PersonalKeys = { boxKey: box.privateKey, signingKey };
  const sealed = await sealPersonalKeys(login, keys, { workstationId, scrypt });
  closeKeys(keys);
  if (!sealed.ok) return sealed;
  return ok({ ...sealed.value, publicKey: toHex(box.publicKey), signingKey: toHex(signer.publicKey) });
}

/** Seals private keys under scrypt of a passphrase, with a fresh salt. Code `scrypt-parameters`. */
export async function sealPersonalKeys(
  { name, passphrase }: Login,
  { boxKey, signingKey }: PersonalKeys,
  { workstationId, scrypt }: { readonly workstationId: string; readonly scrypt: ScryptParameters },
): Promise<Result<Pick<StoredIdentity, 'scrypt' | 'sealedKeys'>>> {
  const salt = randomBytes(16);
  const key = await stretchPassphrase(passphrase, salt, scrypt);
  if (!key.ok) return key;
  const plain = Buffer.concat([boxKey, signingKey]);
  const sealed = sealOnce(key.value, plain, placeOf(workstationId, name));
  overwrite(key.value, plain);
  return ok({ scrypt: { ...scrypt, salt: toHex(salt) }, sealedKeys: toHex(sealed) });
}

/** Opens the keys of one holder; undefined: not the passphrase. Code `scrypt-parameters`. */
export async function openPersonalKeys(
  holder: KeyHolder,
  passphrase: string,
  workstationId: string,
): Promise<Result<PersonalKeys | undefined>> {
  const { salt, ...parameters } = holder.scrypt;
  const key = await stretchPassphrase(passphrase, Buffer.from(salt, 'hex'), parameters);
  if (!key.ok) return key;
  const plain = openOnce(key.value, Buffer.from(holder.sealedKeys, 'hex'), placeOf(workstationId, holder.name));
  overwrite(key.value);
  if (!plain.ok || plain.value.length !== 2 * KEY) return ok(undefined);
  const keys = { boxKey: plain.value.slice(0, KEY), signingKey: plain.value.slice(KEY) };
  overwrite(plain.value);
  return ok(keys);
}

/** Who this login is, with the keys; undefined: no such identity, or not its passphrase. Both take the same time. */
export async function openLogin(
  { identities, workstationId }: { readonly identities: readonly StoredIdentity[]; readonly workstationId: string },
  { name, passphrase }: Login,
): Promise<Result<{ readonly identity: StoredIdentity; readonly keys: PersonalKeys } | undefined>> {
  const known = byName(identities, name);
  const tried = known ?? identities[0];
  if (!tried) throw new Error('The identity file is empty.');
  const keys = await openPersonalKeys(tried, passphrase, workstationId);
  if (!keys.ok) return keys;
  if (keys.value && known) return ok({ identity: known, keys: keys.value });
  if (keys.value) closeKeys(keys.value);
  return ok(undefined);
}

/** Overwrites them. */
export function closeKeys(...all: readonly PersonalKeys[]): void {
  for (const { boxKey, signingKey } of all) overwrite(boxKey, signingKey);
}

/** Nothing tells which of name and passphrase was wrong. Code `login-refused`. */
export function wrongLogin(name: string): Result<never> {
  return fail('login-refused', `The login of ${name.trim()} was refused: the name or the passphrase is not right.`, {
    advice: 'Check name and passphrase (or which passphrase file belongs to which name). Nothing was unlocked.',
  });
}

/** Code `identity-disabled`; told only to somebody who knows the passphrase. */
export function disabledLogin(name: string): Result<never> {
  return fail('identity-disabled', `The identity ${name} is disabled.`, {
    advice: 'An Administrator can enable it again.',
  });
}

function placeOf(workstationId: string, name: string): Uint8Array {
  return Buffer.from(`keyferry/identity ${workstationId} ${name}`, 'utf8');
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
