import type { RecoveryView } from '../../shared/contract/index.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { combineShares, overwrite, splitSecret, type ScryptParameters, type SecretShare } from '../crypto/index.js';
import type { IdentityBooks } from './identity-books.js';
import { withQuorum, type Quorum } from './identity-changes.js';
import type { IdentityFile } from './identity-file.js';
import { checkIdentities, identitiesKey } from './identity-mac.js';
import { byName, checkName } from './names.js';
import type { Login } from './personal-keys.js';
import { readRecoveryText, recoveryText } from './recovery-text.js';
import { isShareHolder, newAdministrators, splitAnew } from './seal.js';

/** What is printed for one holder, once. */
export interface RecoverySheet {
  readonly holder: string;
  readonly index: number;
  readonly text: string;
}

export type MadeRecovery = RecoveryView & { readonly sheets: readonly RecoverySheet[] };

/** Recovery shares on paper, k of n, for the day when Administrators are gone. */
export class Recovery {
  readonly #books: IdentityBooks;

  constructor(books: IdentityBooks) {
    this.#books = books;
  }

  /**
   * Splits the master key once more, among the holders of the sheets. Nothing of the shares is kept; earlier sheets are worth
   * nothing from then on, but only when `print` has gone well. Codes `bad-threshold`, `bad-name`, `name-twice`, and those of withQuorum and of the disk.
   */
  make(
    wanted: { readonly threshold: number; readonly holders: readonly string[] },
    quorum: Quorum,
    print: (made: MadeRecovery) => Promise<Result<void>> = () => Promise.resolve(ok(undefined)),
  ): Promise<Result<MadeRecovery>> {
    return this.#books.inTurn(async () => {
      const checked = checkHolders(wanted);
      if (!checked.ok) return checked;
      const holders = checked.value;
      const { threshold } = wanted;
      return withQuorum(this.#books, quorum, async (masterKey) => {
        const set = await splitSecret(masterKey, { threshold, shares: holders.length });
        const [first] = set;
        if (!first) throw new Error('A splitting has shares.');
        const { setId, commitment } = first;
        const createdAt = this.#books.parts.clock.now();
        const recovery = { setId, commitment, threshold, holders, createdAt };
        const sheets = set.map((share, at) => ({
          holder: holders[at] ?? '',
          index: share.index,
          text: recoveryText(share),
        }));
        overwrite(...set.map(({ share }) => share));
        const made = { setId, createdAt, threshold, holders, sheets };
        const printed = await print(made);
        if (!printed.ok) return printed;
        const written = this.#books.write(this.#books.next({ recovery }), {
          object: setId,
          events: ['recovery-making', 'recovery-made'],
          messages: [
            `Recovery shares are to be made: ${threshold} of ${holders.length} (${holders.join(', ')}).`,
            `Recovery shares were made: ${threshold} of ${holders.length} (${holders.join(', ')}). Earlier ones are worth nothing.`,
          ],
        });
        return written.ok ? ok(made) : written;
      });
    });
  }

  /** Whether these shares would open the workstation. Nothing is shown or changed; that it was tried is logged. */
  async test(texts: readonly string[]): Promise<Result<{ readonly opens: boolean; readonly sentence: string }>> {
    const { file, parts } = this.#books;
    const opened = await masterKeyFrom(file, texts);
    if (opened.ok) overwrite(opened.value);
    const sentence = opened.ok
      ? `These ${texts.length} recovery shares would open the workstation.`
      : `${opened.failure.message} ${opened.failure.advice ?? ''}`.trim();
    parts.log.write({
      service: 'Identity',
      level: opened.ok ? 'INFO' : 'WARN',
      event: 'recovery-tested',
      actor: parts.acting.name,
      object: file.recovery?.setId ?? file.workstationId,
      outcome: opened.ok ? 'success' : 'failure',
      ...(opened.ok ? {} : { reason: opened.failure.code }),
      message: `Recovery shares were tested: ${opened.ok ? 'they would open the workstation.' : opened.failure.message}`,
    });
    return ok({ opens: opened.ok, sentence });
  }
}

/** The lost-administrator day: what is asked for. */
export interface RecoveryRequest {
  readonly shares: readonly string[];
  /** The new Administrators. */
  readonly administrators: readonly Login[];
  /** Names of Administrators who are gone; they are disabled. */
  readonly lost: readonly string[];
  readonly justification: string;
}

/** The identities after a recovery, not written yet, and the master key, which the caller overwrites. */
export interface Recovered {
  readonly file: IdentityFile;
  readonly masterKey: Uint8Array;
  /** For the log. */
  readonly sentence: string;
}

/**
 * Opens the master key with recovery shares and prepares identities in which the new Administrators hold shares and the
 * lost ones none; the recovery shares are revoked. Codes `no-recovery`, those of readRecoveryText and combineShares,
 * `identities-altered`, `identity-not-found`, and those of newAdministrators.
 */
export async function recoverIdentities(
  file: IdentityFile,
  { shares, administrators, lost }: RecoveryRequest,
  parts: { readonly createdAt: number; readonly scrypt: ScryptParameters },
): Promise<Result<Recovered>> {
  if (administrators.length < 2) {
    return fail('two-needed', `A recovery makes at least 2 new Administrators; ${administrators.length} came.`);
  }
  const opened = await masterKeyFrom(file, shares);
  if (!opened.ok) return opened;
  const masterKey = opened.value;
  const prepared = await prepare();
  if (!prepared.ok) overwrite(masterKey);
  return prepared;

  async function prepare(): Promise<Result<Recovered>> {
    const key = identitiesKey(masterKey);
    const sound = checkIdentities(file, key);
    overwrite(key);
    if (!sound.ok) return sound;
    const unknown = lost.find((name) => !byName(file.identities, name));
    if (unknown !== undefined) return fail('identity-not-found', `There is no identity ${unknown.trim()}.`);
    const { mac: _, recovery: __, shares: ___, workstationId, ...present } = file;
    const taken = file.identities.map(({ name }) => name);
    const made = await newAdministrators(administrators, { workstationId, taken, ...parts });
    if (!made.ok) return made;
    const stayed = file.identities.map((one) =>
      lost.some((name) => byName([one], name)) ? { ...one, state: 'disabled' as const } : one,
    );
    const identities = [...stayed, ...made.value];
    const threshold = Math.min(file.threshold, identities.filter(isShareHolder).length);
    const draft = { ...present, workstationId, identities, threshold, revision: file.revision + 1 };
    const names = made.value.map(({ name }) => name).join(', ');
    const gone = lost.length > 0 ? ` Disabled as lost: ${lost.map((name) => name.trim()).join(', ')}.` : '';
    const lowered = threshold < file.threshold ? ` Unlocking takes ${threshold} Administrators from now on.` : '';
    const sentence = `Recovery shares of the set ${file.recovery?.setId ?? ''} were used: new Administrators are ${names}.${gone}${lowered}`;
    return ok({ file: await splitAnew(draft, masterKey), masterKey, sentence });
  }
}

async function masterKeyFrom({ recovery }: IdentityFile, texts: readonly string[]): Promise<Result<Uint8Array>> {
  if (!recovery) {
    return fail('no-recovery', 'There are no valid recovery shares of this workstation.', {
      advice: 'None were made, or they were used already.',
    });
  }
  const shares: SecretShare[] = [];
  try {
    for (const text of texts) {
      const share = readRecoveryText(text, recovery);
      if (!share.ok) return share;
      shares.push(share.value);
    }
    return await combineShares(shares);
  } finally {
    overwrite(...shares.map(({ share }) => share));
  }
}

function checkHolders({
  threshold,
  holders,
}: {
  readonly threshold: number;
  readonly holders: readonly string[];
}): Result<string[]> {
  const names: string[] = [];
  for (const holder of holders) {
    const name = checkName(holder);
    if (!name.ok) return name;
    if (
      byName(
        names.map((one) => ({ name: one })),
        name.value,
      )
    )
      return fail('name-twice', `${name.value} came twice.`, { advice: 'Each holder gets one sheet.' });
    names.push(name.value);
  }
  return threshold >= 2 && threshold <= names.length
    ? ok(names)
    : fail('bad-threshold', `Of ${names.length} recovery shares, 2 to ${names.length} can be needed.`);
}
