import { ceremonyPlan, type CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { CeremonySummary, RunView } from '../../../shared/domain/ceremony/view.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import type { Signer } from '../../crypto/index.js';
import {
  allCeremonies,
  ceremonyById,
  ceremonyLines,
  ceremonySignatures,
  insertCeremony,
  insertCeremonyLine,
  type StoredCeremony,
} from '../../store/tables/ceremonies.js';
import { checkPlan } from '../plan/check-plan.js';
import { stepsOf } from '../plan/default-steps.js';
import type { ReadPlan } from '../plan/read-plan.js';
import { plannedKey } from '../plan/signing-keys.js';
import { canonical, chain, readOwnLine, recordText, signRecord } from '../record/chain.js';
import { RECORD_FORMAT, type BeginLine, type RecordedOutput } from '../../../shared/domain/ceremony/record.js';
import { CeremonyRun } from './ceremony-run.js';
import { mayBeLeft } from './expected.js';
import { OutFolder } from './out-folder.js';
import type { CeremonyParts, KnownSigner } from './parts.js';
import { positionOf } from './position.js';
import { begunEvent, signedEvent } from './run-log.js';

/** Begun, or taken up again where it stood. */
export interface OpenedRun {
  readonly run: CeremonyRun;
  readonly resumed: boolean;
}

/** What somebody says below the record. */
export interface Said {
  readonly by: string;
  readonly says: 'agree' | 'disagree';
  readonly remark?: string;
}

/** The ceremonies of a workstation. */
export class Ceremonies {
  readonly #parts: CeremonyParts;

  constructor(parts: CeremonyParts) {
    this.#parts = parts;
  }

  /**
   * Begins a ceremony, or resumes it where the same plan was begun and has not ended. Codes `plan-not-ready` (everything that is
   * wrong), `plan-changed`, `ceremony-ended`, `not-a-folder`, `not-built`, and those of the disk.
   */
  open({ plan, sha256 }: ReadPlan, outFolder: string): Result<OpenedRun> {
    const application = this.#parts.application();
    if (!application.ok) return application;
    const begins = this.wouldBegin({ plan, sha256 }, outFolder);
    if (!begins.ok) return begins;
    const folder = new OutFolder(outFolder);
    const before = ceremonyById(this.#parts.store, plan.id);
    if (before) return this.#resume(before, { folder, application: application.value });
    const made = folder.make();
    if (!made.ok) return made;
    const stored = this.#begin(plan, sha256, application.value);
    const run = CeremonyRun.of(stored, folder, application.value, this.#parts);
    return run.ok ? ok({ run: run.value, resumed: false }) : run;
  }

  /** Whether `open` would begin it anew, or only resume it; nothing is done. Codes as `open`. */
  wouldBegin({ plan, sha256 }: ReadPlan, outFolder: string): Result<boolean> {
    const before = ceremonyById(this.#parts.store, plan.id);
    if (before) return before.planSha256 === sha256 ? ok(false) : planChanged(before);
    const application = this.#parts.application();
    if (!application.ok) return application;
    const names = new OutFolder(outFolder).names();
    if (!names.ok) return names;
    const { problems } = checkPlan(plan, {
      now: this.#parts.clock.now(),
      filesInOutFolder: names.value,
      applicationSha256: application.value.sha256,
    });
    return problems.length > 0 ? notReady(plan, problems) : ok(true);
  }

  /** Every ceremony that was begun here, the newest first. */
  list(): CeremonySummary[] {
    return allCeremonies(this.#parts.store).map((stored) => this.#summary(stored));
  }

  /** The plan and the record of a ceremony, ended or not. Code `ceremony-not-found`. */
  find(id: string): Result<{ readonly stored: StoredCeremony; readonly plan: CeremonyPlan; readonly record: string }> {
    const { store } = this.#parts;
    const stored = ceremonyById(store, id);
    if (!stored) {
      return fail('ceremony-not-found', `No ceremony ${id} was begun on this workstation.`, {
        advice: 'See the ceremonies there are: keyferry ceremony list.',
      });
    }
    const record = recordText(ceremonyLines(store, id), ceremonySignatures(store, id));
    return ok({ stored, plan: ceremonyPlan.parse(JSON.parse(stored.plan)), record });
  }

  /**
   * A participant signs the record of an ended ceremony with an own key. Codes `not-ended`, `not-a-participant`,
   * `already-signed`, `unknown-key`.
   */
  sign(run: CeremonyRun, said: Said, signer: Pick<Signer, 'publicKey' | 'sign'>): Result<RunView> {
    const key = Buffer.from(signer.publicKey).toString('hex');
    const known = this.#signersOf(run.plan).some(({ name, key: one }) => one === key && same(name, said.by));
    if (!known) {
      return fail(
        'unknown-key',
        `This key is not known as ${said.by}'s: neither the plan nor the identities name it.`,
        {
          advice: 'Sign with the key of the identity, or by hand on the printed record.',
        },
      );
    }
    return this.#signed(run, said, 'key', signer);
  }

  /** A participant has signed the printed record by hand; the workstation signs that it was so. Codes as `sign`. */
  signedOnPaper(run: CeremonyRun, said: Said): Result<RunView> {
    return this.#signed(run, said, 'paper', this.#parts.signer);
  }

  /** The line that says that somebody signed the printed record by hand, for a file of the record; and its event. */
  paperLine(begin: BeginLine, fingerprint: string, { by, says, remark }: Said): Result<string> {
    const { clock, signer, store, log, actor } = this.#parts;
    const { plan } = begin;
    if (begin.workstationKey !== Buffer.from(signer.publicKey).toString('hex'))
      return fail('other-workstation-record', 'This record was made by another workstation, which alone can note it.');
    const time = new Date(clock.now()).toISOString();
    const body = {
      by,
      as: 'participant',
      says,
      on: 'paper',
      time,
      ...(remark === undefined ? {} : { remark }),
    } as const;
    const words = `${by} signed the record on paper and ${says === 'agree' ? 'agrees' : 'does not agree'}`;
    store.commit((tx) => log.append(tx, [signedEvent(plan, actor.name, words)]));
    return ok(signRecord(fingerprint, body, signer));
  }

  /** What a ceremony wrote: names, sizes, hashes. */
  outputsOf(id: string): RecordedOutput[] {
    const lines = ceremonyLines(this.#parts.store, id).map(readOwnLine);
    return lines.flatMap((line) => (line.type === 'step' ? line.outputs : []));
  }

  #signed(
    run: CeremonyRun,
    { by, says, remark }: Said,
    on: 'key' | 'paper',
    signer: Pick<Signer, 'publicKey' | 'sign'>,
  ): Result<RunView> {
    const { record } = run.current();
    if (!record) return fail('not-ended', 'The ceremony has not ended: its record cannot be signed yet.');
    if (!run.plan.people.some(({ name }) => name === by))
      return fail('not-a-participant', `${by} is not among the people of the plan.`, {
        advice: `They are ${run.plan.people.map(({ name }) => name).join(', ')}.`,
      });
    if (record.signatures.some((one) => one.as === 'participant' && one.by === by))
      return fail('already-signed', `${by} has signed this record already.`);
    const time = new Date(this.#parts.clock.now()).toISOString();
    const body = { by, as: 'participant', says, on, time, ...(remark === undefined ? {} : { remark }) } as const;
    const line = signRecord(record.fingerprint.value, body, signer);
    const words = `${by} signed the record ${on === 'key' ? 'with an own key' : 'on paper'} and ${says === 'agree' ? 'agrees' : 'does not agree'}`;
    return run.addSignature(line, signedEvent(run.plan, this.#parts.actor.name, words));
  }

  #begin(plan: CeremonyPlan, planSha256: string, application: { version: string; sha256: string }): StoredCeremony {
    const { store, clock, log, actor, workstationId, signer } = this.#parts;
    const now = clock.now();
    const stored: StoredCeremony = { id: plan.id, plan: canonical(plan), planSha256, state: 'running', begunAt: now };
    const begin = chain(
      [],
      {
        type: 'begin',
        format: RECORD_FORMAT,
        ceremony: plan.id,
        kind: plan.kind,
        mode: plan.mode,
        planSha256,
        plan,
        workstationId,
        workstationKey: Buffer.from(signer.publicKey).toString('hex'),
        application: { version: application.version, sha256: application.sha256 },
        signers: this.#signersOf(plan),
        by: plan.people.find(({ role }) => role === 'leader')?.name ?? '',
      },
      now,
    );
    store.commit((tx) => {
      insertCeremony(tx, stored);
      insertCeremonyLine(tx, plan.id, 1, begin.text);
      log.append(tx, [begunEvent(plan, actor.name, planSha256)]);
    });
    return stored;
  }

  #resume(
    stored: StoredCeremony,
    { folder, application }: { readonly folder: OutFolder; readonly application: { version: string; sha256: string } },
  ): Result<OpenedRun> {
    const run = CeremonyRun.of(stored, folder, application, this.#parts);
    if (!run.ok) return run;
    // An ended one is opened for its signatures and its outputs; nothing is noted.
    run.value.resumed();
    return ok({ run: run.value, resumed: true });
  }

  /** Identities of the workstation that are people of the plan, and whose key the plan names. */
  #signersOf(plan: CeremonyPlan): KnownSigner[] {
    const identities = this.#parts.signers();
    return plan.people.flatMap((person) => {
      const { name } = person;
      const planned = plannedKey(person);
      const key = planned.ok ? planned.value : undefined;
      return [
        ...(key === undefined ? [] : [{ name, key }]),
        ...identities.filter((one) => same(one.name, name) && one.key !== key).map((one) => ({ name, key: one.key })),
      ];
    });
  }

  #summary({ id, plan, planSha256, state, begunAt, endedAt }: StoredCeremony): CeremonySummary {
    const parsed = ceremonyPlan.parse(JSON.parse(plan));
    const lines = ceremonyLines(this.#parts.store, id).map(readOwnLine);
    const { step, sheets } = positionOf(lines, ({ kind }) => mayBeLeft(kind, parsed.mode));
    const total = stepsOf(parsed).length;
    return {
      ...{
        id,
        kind: parsed.kind,
        mode: parsed.mode,
        purpose: parsed.purpose,
        planSha256,
        state,
        begunAt,
        sheets,
        total,
      },
      step: Math.min(step, total),
      ...(endedAt === undefined ? {} : { endedAt }),
    };
  }
}

function planChanged({ id, planSha256 }: StoredCeremony): Result<never> {
  return fail('plan-changed', `A ceremony ${id} was begun here with another plan (SHA-256 ${planSha256}).`, {
    advice: 'Go on with the plan it was begun with, or give this plan another id.',
  });
}

function notReady(plan: CeremonyPlan, problems: readonly string[]): Result<never> {
  const lines = problems.map((problem) => `- ${problem}`).join('\n');
  return fail('plan-not-ready', `The ceremony ${plan.id} cannot begin:\n${lines}`, {
    advice: 'Mend the plan, then check it before anybody meets.',
  });
}

function same(one: string, other: string): boolean {
  return one.trim().normalize('NFC').toLowerCase() === other.trim().normalize('NFC').toLowerCase();
}
