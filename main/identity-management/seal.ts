import { randomBytes, randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { overwrite, splitSecret, workstationSigner, type ScryptParameters } from '../crypto/index.js';
import type { Person } from './acting.js';
import type { IdentityFile, StoredIdentity, UnsignedIdentities } from './identity-file.js';
import { authenticated, checkIdentities, identitiesKey } from './identity-mac.js';
import { checkName, nameKey } from './names.js';
import { checkPassphrase } from './passphrase-rules.js';
import {
  closeKeys,
  disabledLogin,
  makePersonalKeys,
  openLogin,
  wrongLogin,
  type Login,
  type PersonalKeys,
} from './personal-keys.js';
import { combineSealed, sealShareFor } from './sealed-shares.js';

/** The master key of an unlocked workstation, and who unlocked it. The holder overwrites it when done. */
export interface Unlocked {
  readonly masterKey: Uint8Array;
  /** Those whose shares opened it. */
  readonly administrators: readonly string[];
  /** The first who logged in. */
  readonly person: Person;
}

const THRESHOLD = 2;

/**
 * First start: makes the Admin identities. The master key is random, and exists afterwards only as shares, any two of
 * which give it back; each share is sealed for its identity, whose keys are sealed under scrypt of its passphrase.
 */
export async function makeIdentities(
  logins: readonly Login[],
  parts: { readonly clock: Clock; readonly scrypt: ScryptParameters },
): Promise<Result<{ readonly file: IdentityFile; readonly unlocked: Unlocked }>> {
  if (logins.length < THRESHOLD) {
    return fail('two-needed', `The first start makes at least ${THRESHOLD} Admin identities; ${logins.length} came.`, {
      advice: 'Give two: --admin NAME=PASSPHRASE-FILE --admin NAME=PASSPHRASE-FILE, one for each person.',
    });
  }
  const workstationId = randomUUID();
  const createdAt = parts.clock.now();
  const made = await newAdministrators(logins, { workstationId, createdAt, scrypt: parts.scrypt, taken: [] });
  if (!made.ok) return made;
  const masterKey = Uint8Array.from(randomBytes(32));
  const signer = workstationSigner(masterKey);
  signer.close();
  const draft: Omit<UnsignedIdentities, 'shares'> = {
    format: 'keyferry-identities-2',
    workstationId,
    createdAt,
    revision: 1,
    threshold: THRESHOLD,
    signingKey: Buffer.from(signer.publicKey).toString('hex'),
    identities: made.value,
  };
  const file = await splitAnew(draft, masterKey);
  const administrators = made.value.map(({ name }) => name);
  const person: Person = { name: administrators[0] ?? '', role: 'Administrator' };
  return ok({ file, unlocked: { masterKey, administrators, person } });
}

/** Newcomers with keys of their own, without shares yet. Codes `bad-name`, `name-taken`, `passphrase-shared`, `passphrase-refused`. */
export async function newAdministrators(
  logins: readonly Login[],
  parts: {
    readonly workstationId: string;
    readonly createdAt: number;
    readonly scrypt: ScryptParameters;
    /** Names that are here already. */
    readonly taken: readonly string[];
  },
): Promise<Result<StoredIdentity[]>> {
  const checked = checkNewcomers(logins, parts.taken);
  if (!checked.ok) return checked;
  const identities: StoredIdentity[] = [];
  for (const login of logins) {
    const made = await newIdentity(login, 'Administrator', parts);
    if (!made.ok) return made;
    identities.push(made.value);
  }
  return ok(identities);
}

/** One newcomer; name and passphrase were checked. */
export async function newIdentity(
  login: Login,
  role: StoredIdentity['role'],
  parts: { readonly workstationId: string; readonly createdAt: number; readonly scrypt: ScryptParameters },
): Promise<Result<StoredIdentity>> {
  const name = login.name.trim();
  const keys = await makePersonalKeys({ ...login, name }, parts);
  return keys.ok ? ok({ name, role, state: 'active', createdAt: parts.createdAt, ...keys.value }) : keys;
}

/**
 * Splits the master key anew among the active Administrators and authenticates the file. Shares of earlier splittings open
 * nothing together with these.
 */
export async function splitAnew(
  draft: Omit<UnsignedIdentities, 'shares'>,
  masterKey: Uint8Array,
): Promise<IdentityFile> {
  const holders = draft.identities.filter(isShareHolder);
  const set = await splitSecret(masterKey, { threshold: draft.threshold, shares: holders.length });
  const [first] = set;
  if (!first) throw new Error('A splitting has shares.');
  const identities = draft.identities.map(({ sealedShare: _, ...identity }) => {
    const share = set[holders.findIndex(({ name }) => name === identity.name)];
    return share ? { ...identity, sealedShare: sealShareFor(identity, share) } : identity;
  });
  overwrite(...set.map(({ share }) => share));
  const key = identitiesKey(masterKey);
  try {
    const { setId, commitment } = first;
    return authenticated({ ...draft, identities, shares: { setId, commitment } }, key);
  } finally {
    overwrite(key);
  }
}

/** Active Administrators hold shares, nobody else. */
export function isShareHolder({ role, state }: Pick<StoredIdentity, 'role' | 'state'>): boolean {
  return role === 'Administrator' && state === 'active';
}

/**
 * Unlocks with so many Administrators as the threshold says; others may come along. `onRefused` hears of a login that was
 * refused: the name of the identity, or undefined for one that does not exist. Nothing tells the caller which of name and
 * passphrase was wrong. Codes `two-needed`, `name-twice`, `login-refused`, `identity-disabled`, `scrypt-parameters`,
 * `identities-altered`, and those of combineShares.
 */
export async function unlock(
  file: IdentityFile,
  logins: readonly Login[],
  onRefused: (name: string | undefined) => void = () => undefined,
): Promise<Result<Unlocked>> {
  const complete = checkQuorum(file, logins);
  if (!complete.ok) return complete;
  const opened: { readonly identity: StoredIdentity; readonly keys: PersonalKeys }[] = [];
  try {
    const found = await Promise.all(logins.map((login) => openLogin(file, login)));
    for (const one of found) if (one.ok && one.value) opened.push(one.value);
    for (const [index, one] of found.entries()) {
      if (!one.ok) return one;
      if (one.value) continue;
      const name = logins[index]?.name ?? '';
      onRefused(file.identities.find((identity) => nameKey(identity.name) === nameKey(name))?.name);
      return wrongLogin(name);
    }
    const disabled = opened.find(({ identity }) => identity.state !== 'active');
    if (disabled) return disabledLogin(disabled.identity.name);
    return await combined(file, opened);
  } finally {
    closeKeys(...opened.map(({ keys }) => keys));
  }
}

async function combined(
  file: IdentityFile,
  opened: readonly { readonly identity: StoredIdentity; readonly keys: PersonalKeys }[],
): Promise<Result<Unlocked>> {
  const holders = opened.filter(({ identity }) => identity.sealedShare !== undefined);
  if (holders.length < file.threshold) return tooFew(file, holders.length);
  const masterKey = await combineSealed(file, holders);
  if (!masterKey.ok) return masterKey;
  const key = identitiesKey(masterKey.value);
  const sound = checkIdentities(file, key);
  overwrite(key);
  const [first] = opened;
  if (!sound.ok || !first) {
    overwrite(masterKey.value);
    return sound.ok ? tooFew(file, 0) : sound;
  }
  const { name, role } = first.identity;
  const administrators = holders.map(({ identity }) => identity.name);
  return ok({ masterKey: masterKey.value, administrators, person: { name, role } });
}

function checkQuorum(file: IdentityFile, logins: readonly Login[]): Result<void> {
  const names = new Set(logins.map((login) => nameKey(login.name)));
  if (names.size < file.threshold) return tooFew(file, names.size);
  const twice = logins.find((login, at) => logins.findIndex(({ name }) => nameKey(name) === nameKey(login.name)) < at);
  if (!twice) return ok(undefined);
  return fail('name-twice', `${twice.name.trim()} came twice.`, { advice: 'Each identity is given once.' });
}

function tooFew({ threshold }: IdentityFile, came: number): Result<never> {
  return fail('two-needed', `Unlocking takes ${threshold} different Admin identities; ${came} came.`, {
    advice: `Give ${threshold === 2 ? 'two' : threshold}: --unlock NAME=PASSPHRASE-FILE --unlock NAME=PASSPHRASE-FILE.`,
  });
}

function checkNewcomers(logins: readonly Login[], taken: readonly string[]): Result<void> {
  const seen = new Set(taken.map(nameKey));
  const passphrases = new Set<string>();
  for (const login of logins) {
    const name = checkName(login.name);
    if (!name.ok) return name;
    if (seen.has(nameKey(name.value)))
      return fail('name-taken', `Two identities are called ${name.value}.`, {
        advice: 'Each person has a name of their own.',
      });
    if (passphrases.has(login.passphrase.normalize('NFKC')))
      return fail('passphrase-shared', 'Two identities have the same passphrase.', {
        advice: 'Each person chooses one and tells nobody.',
      });
    seen.add(nameKey(name.value));
    passphrases.add(login.passphrase.normalize('NFKC'));
    const accepted = checkPassphrase(login.passphrase, name.value);
    if (!accepted.ok) return accepted;
  }
  return ok(undefined);
}
