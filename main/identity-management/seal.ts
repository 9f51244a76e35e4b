import { randomBytes, randomUUID } from 'node:crypto';
import { localName } from '../../shared/domain/credential.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import {
  combineShares,
  decodeShare,
  encodeShare,
  openOnce,
  overwrite,
  sealOnce,
  splitSecret,
  stretchPassphrase,
  type ScryptParameters,
  type SecretShare,
} from '../crypto/index.js';
import type { IdentityFile, StoredIdentity } from './identity-file.js';
import { checkPassphrase } from './passphrase-rules.js';

/** Somebody at the door. */
export interface Login {
  readonly name: string;
  readonly passphrase: string;
}

/** The master key of an unlocked workstation, and who unlocked it. The holder overwrites it when done. */
export interface Unlocked {
  readonly masterKey: Uint8Array;
  readonly administrators: readonly string[];
}

const THRESHOLD = 2;

/**
 * First start: makes the Admin identities. The master key is random, and exists afterwards only as shares, any two of
 * which give it back; each share is sealed under scrypt of its identity's passphrase.
 */
export async function makeIdentities(
  logins: readonly Login[],
  parts: { readonly clock: Clock; readonly scrypt: ScryptParameters },
): Promise<Result<{ readonly file: IdentityFile; readonly unlocked: Unlocked }>> {
  const checked = checkNewcomers(logins);
  if (!checked.ok) return checked;
  const masterKey = Uint8Array.from(randomBytes(32));
  const set = await splitSecret(masterKey, { threshold: THRESHOLD, shares: logins.length });
  const createdAt = parts.clock.now();
  const identities: StoredIdentity[] = [];
  for (const [index, login] of logins.entries()) {
    const share = set[index];
    if (!share) throw new Error('There are fewer shares than identities.');
    const stored = await sealShare(login, share, { createdAt, scrypt: parts.scrypt });
    if (!stored.ok) return stored;
    identities.push(stored.value);
  }
  const file: IdentityFile = {
    format: 'keyferry-identities-1',
    workstationId: randomUUID(),
    createdAt,
    threshold: THRESHOLD,
    identities,
  };
  return ok({ file, unlocked: { masterKey, administrators: logins.map((login) => login.name.trim()) } });
}

/**
 * Unlocks with two different Admin identities. Nothing tells which of name and passphrase was wrong.
 * Codes `two-needed`, `name-twice`, `login-refused`, `scrypt-parameters`, and those of combineShares.
 */
export async function unlock(file: IdentityFile, logins: readonly Login[]): Promise<Result<Unlocked>> {
  const names = new Set(logins.map((login) => nameKey(login.name)));
  if (names.size < file.threshold) {
    return fail('two-needed', `Unlocking takes ${file.threshold} different Admin identities; ${names.size} came.`, {
      advice: 'Give two: --unlock NAME=PASSPHRASE-FILE --unlock NAME=PASSPHRASE-FILE.',
    });
  }
  const twice = logins.find((login, at) => logins.some((other, before) => before < at && isSame(other, login)));
  if (twice) {
    return fail('name-twice', `${twice.name.trim()} came twice.`, { advice: 'Each identity is given once.' });
  }
  const opened = await Promise.all(logins.map((login) => openShare(file, login)));
  const shares: SecretShare[] = [];
  for (const [index, share] of opened.entries()) {
    if (!share.ok) return share;
    if (!share.value) return wrongLogin(logins[index]?.name ?? '');
    shares.push(share.value);
  }
  const masterKey = await combineShares(shares);
  overwrite(...shares.map((share) => share.share));
  if (!masterKey.ok) return masterKey;
  return ok({ masterKey: masterKey.value, administrators: logins.map((login) => storedName(file, login.name)) });
}

function checkNewcomers(logins: readonly Login[]): Result<void> {
  if (logins.length < THRESHOLD) {
    return fail('two-needed', `The first start makes at least ${THRESHOLD} Admin identities; ${logins.length} came.`, {
      advice: 'Give two: --admin NAME=PASSPHRASE-FILE --admin NAME=PASSPHRASE-FILE, one for each person.',
    });
  }
  const seen = new Set<string>();
  const passphrases = new Set<string>();
  for (const login of logins) {
    const name = localName.safeParse(login.name);
    if (!name.success || login.name.includes('=')) {
      return fail('bad-name', `"${login.name}" is no name for an identity.`, {
        advice: 'Use 1 to 127 characters without "=".',
      });
    }
    if (seen.has(nameKey(name.data)))
      return fail('name-taken', `Two identities are called ${name.data}.`, {
        advice: 'Each person has a name of their own.',
      });
    if (passphrases.has(login.passphrase.normalize('NFKC')))
      return fail('passphrase-shared', 'Two identities have the same passphrase.', {
        advice: 'Each person chooses one and tells nobody.',
      });
    seen.add(nameKey(name.data));
    passphrases.add(login.passphrase.normalize('NFKC'));
    const accepted = checkPassphrase(login.passphrase, name.data);
    if (!accepted.ok) return accepted;
  }
  return ok(undefined);
}

async function sealShare(
  login: Login,
  share: SecretShare,
  parts: { readonly createdAt: number; readonly scrypt: ScryptParameters },
): Promise<Result<StoredIdentity>> {
  const name = login.name.trim();
  const salt = randomBytes(16);
  const key = await stretchPassphrase(login.passphrase, salt, parts.scrypt);
  if (!key.ok) return key;
  const plain = Buffer.from(JSON.stringify(encodeShare(share)), 'utf8');
  const sealed = sealOnce(key.value, plain, Buffer.from(name, 'utf8'));
  overwrite(key.value, plain, share.share);
  return ok({
    name,
    role: 'Administrator',
    createdAt: parts.createdAt,
    scrypt: { ...parts.scrypt, salt: salt.toString('hex') },
    sealedShare: Buffer.from(sealed).toString('hex'),
  });
}

/** ok(undefined): no such identity, or not its passphrase. */
async function openShare(file: IdentityFile, login: Login): Promise<Result<SecretShare | undefined>> {
  const known = file.identities.find((identity) => nameKey(identity.name) === nameKey(login.name));
  // An unknown name costs the same time as a wrong passphrase.
  const identity = known ?? file.identities[0];
  if (!identity) throw new Error('The identity file is empty.');
  const { salt, ...parameters } = identity.scrypt;
  const key = await stretchPassphrase(login.passphrase, Buffer.from(salt, 'hex'), parameters);
  if (!key.ok) return key;
  const plain = openOnce(key.value, Buffer.from(identity.sealedShare, 'hex'), Buffer.from(identity.name, 'utf8'));
  overwrite(key.value);
  if (!plain.ok || !known) return ok(undefined);
  const share = decodeShare(JSON.parse(Buffer.from(plain.value).toString('utf8')));
  overwrite(plain.value);
  return share;
}

/** Whether this is an Admin identity with its passphrase; for somebody who comes back to a locked window. */
export async function isLogin(file: IdentityFile, login: Login): Promise<Result<boolean>> {
  const opened = await openShare(file, login);
  if (!opened.ok) return opened;
  if (opened.value) overwrite(opened.value.share);
  return ok(opened.value !== undefined);
}

/**
 * Seals the share of one identity under a new passphrase, with a fresh salt; the others stay as they are.
 * Codes `login-refused`, `passphrase-refused`, `passphrase-unchanged`.
 */
export async function resealShare(
  file: IdentityFile,
  login: Login,
  newPassphrase: string,
  scrypt: ScryptParameters,
): Promise<Result<IdentityFile>> {
  const share = await openShare(file, login);
  if (!share.ok) return share;
  const name = storedName(file, login.name);
  const old = file.identities.find((identity) => identity.name === name);
  if (!share.value || !old) return wrongLogin(login.name);
  const accepted = checkChange(name, login.passphrase, newPassphrase);
  if (!accepted.ok) {
    overwrite(share.value.share);
    return accepted;
  }
  const { createdAt } = old;
  const sealed = await sealShare({ name, passphrase: newPassphrase }, share.value, { createdAt, scrypt });
  if (!sealed.ok) return sealed;
  const identities = file.identities.map((identity) => (identity === old ? sealed.value : identity));
  return ok({ ...file, identities });
}

function checkChange(name: string, old: string, wanted: string): Result<void> {
  if (old === wanted) {
    return fail('passphrase-unchanged', `The new passphrase of ${name} is the old one.`, {
      advice: 'Choose another one; nothing was changed.',
    });
  }
  return checkPassphrase(wanted, name);
}

function storedName(file: IdentityFile, name: string): string {
  return file.identities.find((identity) => nameKey(identity.name) === nameKey(name))?.name ?? name;
}

/** Names compare without regard to case, to spaces around, and to how a keyboard composes its letters. */
function nameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

function isSame(one: Login, other: Login): boolean {
  return nameKey(one.name) === nameKey(other.name);
}

function wrongLogin(name: string): Result<never> {
  return fail('login-refused', `The login of ${name} was refused: the name or the passphrase is not right.`, {
    advice: 'Check which passphrase file belongs to which name. Nothing was unlocked.',
  });
}
