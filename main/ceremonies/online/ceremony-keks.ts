import { randomBytes } from 'node:crypto';
import { VAULT_NAME_PATTERN, VAULT_NAME_RULE } from '../../../shared/azure/names.js';
import { describeFailure } from '../../../shared/describe-failure.js';
import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { NewLogEvent } from '../../../shared/domain/log-event.js';
import { addPeriod, parsePeriod } from '../../../shared/domain/period.js';
import { fail, ok, type Failure, type Result } from '../../../shared/result.js';
import { fingerprints } from '../../crypto/index.js';
import { CallLog } from '../../logging-and-reporting/index.js';
import { ceremonyKeks, putCeremonyKek, type CeremonyKekRecord } from '../../store/tables/ceremony-files.js';
import { checkMode } from '../keys/read-kek.js';
import { makeKekPackage } from '../packages/kek-package.js';
import type { OnlineParts } from './parts.js';

const DAY_MS = 86_400_000;
/** What a KEK lives unless told otherwise. */
export const KEK_VALID = '14d';

export interface NewKek {
  readonly credential: string;
  readonly vault: string;
  /** `14d`. */
  readonly valid?: string;
  readonly plan?: CeremonyPlan;
}

export interface MadeKek {
  readonly record: CeremonyKekRecord;
  readonly spkiSha256: string;
  readonly thumbprint: string;
  /** The KEK package. */
  readonly file: Uint8Array;
}

/**
 * KEKs for ceremonies. Each lives until its keys are back, it is removed here, or it expires; they are kept apart from those
 * of jobs, which are removed when a crash leaves them behind.
 */
export class CeremonyKeks {
  readonly #parts: OnlineParts;

  constructor(parts: OnlineParts) {
    this.#parts = parts;
  }

  /** Those that may be in a vault, the newest last; with `all` those that are gone too. */
  list({ all = false } = {}): CeremonyKekRecord[] {
    return ceremonyKeks(this.#parts.store).filter(({ state }) => all || isThere(state));
  }

  /** By its name, or its kid. Code `kek-not-found`. */
  find(name: string): Result<CeremonyKekRecord> {
    const kek = ceremonyKeks(this.#parts.store).find((one) => one.name === name || one.kid === name);
    return kek
      ? ok(kek)
      : fail('kek-not-found', `There is no KEK ${name} for a ceremony here.`, {
          advice: 'See them all: ceremony kek list.',
        });
  }

  byKid(kid: string): CeremonyKekRecord | undefined {
    return ceremonyKeks(this.#parts.store).find((kek) => kek.kid === kid);
  }

  /**
   * Makes a KEK in the vault and its package. It is in the books before the vault is asked. `keep` is given the package's bytes and
   * says whether they are on their medium: when not, the KEK is removed again. Codes `not-designated`, `bad-period`,
   * `bad-vault-name`, `kek-life-short`, `credential-not-found`, those of another mode and of the connection.
   */
  async make(
    wanted: NewKek,
    keep: (made: MadeKek) => Promise<Result<void>> = () => Promise.resolve(ok(undefined)),
    signal?: AbortSignal,
  ): Promise<Result<MadeKek>> {
    const record = this.#plan(wanted);
    if (!record.ok) return record;
    const calls = this.#listen(record.value);
    const connection = await this.#connect(record.value, calls);
    if (!connection.ok) return connection;
    this.#commit(record.value, calls);
    const warm = await connection.value.warmUp(signal);
    if (!warm.ok) return this.#notMade({ ...record.value, state: 'absent' }, calls, warm.failure);
    const { name, bits, expiresOn, ceremony } = record.value;
    const tags = { 'made-by': 'keyferry', purpose: 'ceremony-kek', workstation: this.#parts.workstationId };
    const made = await connection.value.createKek(
      { name, bits: this.#parts.settings.kekBits, expiresOn, tags: { ...tags, ...(ceremony ? { ceremony } : {}) } },
      signal,
    );
    // After a clear refusal there is none; whether an unclear end left one behind is seen when it is removed.
    if (!made.ok) {
      const unclear = made.failure.code === 'push-unclear' || made.failure.code === 'cancelled';
      return this.#notMade(unclear ? record.value : { ...record.value, state: 'absent' }, calls, made.failure);
    }
    const { kid, spki } = made.value;
    const created: CeremonyKekRecord = { ...record.value, kid, spki, state: 'created' };
    const prints = fingerprints(spki);
    if (!prints.ok) throw new Error(prints.failure.message);
    this.#commit(created, calls, {
      level: 'INFO',
      event: 'ceremony-kek-made',
      outcome: 'success',
      message: `Made the KEK ${name} (RSA-HSM ${bits}) for ${ceremony ?? 'a ceremony'}, until ${iso(expiresOn)}; SPKI SHA-256 ${prints.value.spkiSha256}.`,
    });
    const kek: MadeKek = { record: created, ...prints.value, file: this.#packageOf(created, kid, spki) };
    const kept = await keep(kek);
    if (kept.ok) return ok(kek);
    await this.remove(name);
    return kept;
  }

  /** Removes a KEK from its vault, purged where it allows that. Codes `kek-not-found`, `credential-not-found`, those of the connection. */
  async remove(name: string): Promise<Result<CeremonyKekRecord>> {
    const found = this.find(name);
    if (!found.ok) return found;
    const record = found.value;
    if (!isThere(record.state)) return ok(record);
    const calls = this.#listen(record);
    const connection = await this.#connect(record, calls);
    if (!connection.ok) return connection;
    const removed = await connection.value.removeKey(record.name, { purge: true });
    if (!removed.ok) {
      this.#commit(record, calls, {
        level: 'WARN',
        event: 'ceremony-kek-left',
        outcome: 'failure',
        reason: removed.failure.code,
        message: `The KEK ${name} could not be removed: ${describeFailure(removed.failure)}`,
      });
      return removed;
    }
    const gone: CeremonyKekRecord = { ...record, state: removed.value.outcome };
    this.#commit(gone, calls, {
      level: 'INFO',
      event: 'ceremony-kek-removed',
      outcome: 'success',
      message: `Removed the KEK ${name} (${removed.value.outcome}).`,
    });
    return ok(gone);
  }

  #plan({ credential: credentialName, vault, valid = KEK_VALID, plan }: NewKek): Result<CeremonyKekRecord> {
    const { settings, clock, actor, keyManagement } = this.#parts;
    const designated = keyManagement.cloud.designated();
    if (!designated.ok) return designated;
    if (!VAULT_NAME_PATTERN.test(vault))
      return fail('bad-vault-name', `"${vault}" is no vault name.`, { advice: VAULT_NAME_RULE });
    const period = parsePeriod(valid);
    if (!period.ok) return period;
    const credential = this.#parts.credentialByName(credentialName);
    if (!credential.ok) return credential;
    const practice = credential.value.cloud === 'practice';
    const createdAt = clock.now();
    const expiresOn = addPeriod(createdAt, period.value);
    const fits = plan ? checkPlan(plan, { vault, practice, expiresOn }) : ok(undefined);
    if (!fits.ok) return fits;
    return ok({
      name: `keyferry-ceremony-kek-${randomBytes(8).toString('hex')}`,
      credentialId: credential.value.id,
      vault,
      ...(plan ? { ceremony: plan.id } : {}),
      practice,
      bits: settings.kekBits,
      madeBy: actor.name,
      createdAt,
      // Azure keeps whole seconds.
      expiresOn: Math.floor(expiresOn / 1000) * 1000,
      state: 'planned',
    });
  }

  #packageOf(kek: CeremonyKekRecord, kid: string, spki: Uint8Array): Uint8Array {
    const { workstationId, signer } = this.#parts;
    const { vault, expiresOn, practice, ceremony, createdAt: madeAt, madeBy } = kek;
    const more = ceremony === undefined ? {} : { ceremony };
    return makeKekPackage({ kid, vault, spki, expiresOn, practice, ...more, madeAt, madeBy, workstationId }, signer);
  }

  async #connect(record: CeremonyKekRecord, calls: CallLog) {
    const credential = this.#parts.credentialById(record.credentialId);
    return credential.ok ? this.#parts.connect(credential.value, record.vault, calls) : credential;
  }

  #listen({ vault, name }: CeremonyKekRecord): CallLog {
    return new CallLog(this.#parts.clock, { actor: this.#parts.actor.name, object: `${vault}/${name}` });
  }

  #notMade(record: CeremonyKekRecord, calls: CallLog, failure: Failure): Result<never> {
    this.#commit(record, calls, {
      level: 'ERROR',
      event: 'ceremony-kek-not-made',
      outcome: 'failure',
      reason: failure.code,
      message: `The KEK ${record.name} could not be made: ${describeFailure(failure)}`,
    });
    return { ok: false, failure };
  }

  readonly #logged = new WeakMap<CallLog, number>();

  /** The record, what the connection told since, and one event of our own, in one transaction. */
  #commit(
    record: CeremonyKekRecord,
    calls: CallLog,
    event?: Pick<NewLogEvent, 'level' | 'event' | 'message' | 'outcome' | 'reason'>,
  ): void {
    const { store, log, actor } = this.#parts;
    const told = calls.events.slice(this.#logged.get(calls) ?? 0);
    this.#logged.set(calls, calls.events.length);
    const object = `${record.vault}/${record.name}`;
    store.commit((tx) => {
      putCeremonyKek(tx, record);
      log.append(tx, [
        ...told,
        ...(event ? [{ service: 'Azure Service', actor: actor.name, object, ...event } as const] : []),
      ]);
    });
  }
}

/** Whether it may stand in the vault. */
export function isThere(state: CeremonyKekRecord['state']): boolean {
  return state === 'planned' || state === 'created';
}

function checkPlan(
  plan: CeremonyPlan,
  kek: { readonly vault: string; readonly practice: boolean; readonly expiresOn: number },
): Result<void> {
  const mode = checkMode(plan.mode, kek.practice, 'The Cloud Credential');
  if (!mode.ok) return mode;
  const vaults = [plan.kek?.vault, ...plan.keys.map(({ vault }) => vault)].filter((vault) => vault !== undefined);
  const other = vaults.find((vault) => vault.toLowerCase() !== kek.vault.toLowerCase());
  if (other !== undefined)
    return fail('kek-wrong-vault', `The plan names the vault ${other}, and the KEK is to be made in ${kek.vault}.`);
  const end = Date.parse(`${plan.date}T00:00:00Z`) + 2 * DAY_MS;
  if (kek.expiresOn >= end) return ok(undefined);
  return fail(
    'kek-life-short',
    `The ceremony is planned for ${plan.date}; a KEK that lives until ${iso(kek.expiresOn)} would not outlast it and the way back.`,
    { advice: 'Give it a longer life: --valid 30d, or make it nearer to the day.' },
  );
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}
