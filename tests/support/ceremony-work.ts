import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { CeremonyKek, CeremonyWork, StepWork } from '../../main/ceremonies/index.js';
import {
  combineShares,
  decodeShare,
  encodeShare,
  fingerprints,
  generateKeyPair,
  makeTransferBlob,
  openOnce,
  sealOnce,
  spkiFromPkcs8,
  splitSecret,
} from '../../main/crypto/index.js';
import { readSetting, writeSetting } from '../../main/store/tables/settings.js';
import type { Store, Transaction } from '../../main/store/index.js';
import type { CeremonyPlan } from '../../shared/domain/ceremony/plan.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { must } from './must.js';

const kekFile = z.strictObject({ kid: z.string(), spki: z.string(), vault: z.string(), practice: z.boolean() });
/** The KEK as the double reads it: a file of its own, since packages are the business of others. */
export type KekFile = z.infer<typeof kekFile>;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const AAD = Buffer.from('double', 'utf8');
const refuse = (code: string, message: string): Result<never> =>
  fail(code, message, { advice: 'Bring the right one.' });

/**
 * The work of a ceremony in place of the real one: real EC keys, real wrapping, real shares, kept as settings of the store. TEST
 * MATERIAL: its keys lie in the clear.
 */
export class WorkDouble implements CeremonyWork {
  readonly #store: Store;
  /** How often a key was made, recorded or not. */
  made = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  readKek(plan: CeremonyPlan, file: Uint8Array): Result<StepWork & { readonly kek: CeremonyKek }> {
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(file).toString('utf8'));
    } catch {
      return refuse('not-a-kek', 'This file is no KEK.');
    }
    const parsed = kekFile.safeParse(value);
    if (!parsed.success) return refuse('not-a-kek', 'This file is no KEK.');
    if (parsed.data.vault !== plan.kek?.vault) return refuse('kek-of-another-vault', 'This KEK is of another vault.');
    const kek = kekOf(parsed.data);
    const facts = [
      { name: 'kid', value: kek.kid },
      { name: 'SHA-256', value: kek.spkiSha256 },
    ];
    return ok({ facts, kek, record: (tx) => this.#put(tx, plan, 'kek', JSON.stringify(parsed.data)) });
  }

  kekOf(plan: CeremonyPlan): CeremonyKek | undefined {
    const text = this.#get(plan, 'kek');
    return text === undefined ? undefined : kekOf(kekFile.parse(JSON.parse(text)));
  }

  async generate(plan: CeremonyPlan, key: CeremonyPlan['keys'][number]): Promise<Result<StepWork>> {
    if (this.#get(plan, `key ${key.group}`) !== undefined) return refuse('generated-twice', 'There is a key already.');
    const pair = await generateKeyPair(key.type);
    this.made += 1;
    return ok({ facts: factsOf(pair.spki), record: (tx) => this.#put(tx, plan, `key ${key.group}`, hex(pair.pkcs8)) });
  }

  fingerprintsOf(plan: CeremonyPlan, group: string) {
    const pkcs8 = this.#get(plan, `key ${group}`);
    return pkcs8 === undefined ? undefined : must(fingerprints(must(spkiFromPkcs8(unhex(pkcs8)))));
  }

  wrap(plan: CeremonyPlan, { group }: CeremonyPlan['keys'][number]): Promise<Result<StepWork>> {
    const [pkcs8, kek] = [this.#get(plan, `key ${group}`), this.kekOf(plan)];
    if (pkcs8 === undefined || !kek) return Promise.resolve(refuse('nothing-to-wrap', 'Key or KEK is missing.'));
    const bytes = must(makeTransferBlob({ pkcs8: unhex(pkcs8), kek, generator: 'double' }));
    return Promise.resolve(ok({ facts: [{ name: 'KEK', value: kek.kid }], files: [{ name: `${group}.byok`, bytes }] }));
  }

  async split(plan: CeremonyPlan): Promise<Result<StepWork>> {
    const secret = Uint8Array.from(randomBytes(32));
    const keys = Object.fromEntries(plan.keys.map(({ group }) => [group, this.#get(plan, `key ${group}`) ?? '']));
    const sealed = sealOnce(secret, Buffer.from(JSON.stringify(keys), 'utf8'), AAD);
    const { threshold, holders } = plan.escrow ?? { threshold: 2, holders: [] };
    const shares = await splitSecret(secret, { threshold, shares: holders.length });
    const sheets = shares.map((share, at) => ({
      name: `share-${holders[at] ?? ''}.json`,
      bytes: Buffer.from(JSON.stringify(encodeShare(share)), 'utf8'),
      secret: true as const,
    }));
    const set = shares[0]?.setId ?? '';
    return ok({
      facts: [{ name: 'Set', value: set }],
      files: [{ name: `${plan.id}.escrow`, bytes: sealed }, ...sheets],
      record: (tx) => this.#put(tx, plan, 'set', set),
    });
  }

  testShare(plan: CeremonyPlan, holder: string, share: string): Result<StepWork> {
    const read = decode(share);
    if (!read.ok) return read;
    const mine = read.value.index === (plan.escrow?.holders.indexOf(holder) ?? -1) + 1;
    if (!mine || read.value.setId !== this.#get(plan, 'set'))
      return refuse('share-of-another', 'Not the share of this holder.');
    return ok({ facts: [{ name: 'Share', value: String(read.value.index) }] });
  }

  async recover(plan: CeremonyPlan, escrowFile: Uint8Array, shares: readonly string[]): Promise<Result<StepWork>> {
    const read = shares.map(decode);
    for (const one of read) if (!one.ok) return one;
    const secret = await combineShares(read.flatMap((one) => (one.ok ? [one.value] : [])));
    if (!secret.ok) return secret;
    const opened = openOnce(secret.value, escrowFile, AAD);
    if (!opened.ok) return opened;
    const keys = z.record(z.string(), z.string()).parse(JSON.parse(Buffer.from(opened.value).toString('utf8')));
    return ok({
      facts: Object.entries(keys).flatMap(([, pkcs8]) => factsOf(must(spkiFromPkcs8(unhex(pkcs8))))),
      record: (tx) => {
        for (const [group, pkcs8] of Object.entries(keys)) this.#put(tx, plan, `key ${group}`, pkcs8);
      },
    });
  }

  destroy(plan: CeremonyPlan, { group }: CeremonyPlan['keys'][number]): Result<StepWork> {
    if (readSetting(this.#store, `double gone ${group}`) !== undefined)
      return refuse('destroyed-twice', 'It is gone already.');
    return ok({
      facts: [{ name: 'Destroyed', value: group }],
      record: (tx) => writeSetting(tx, `double gone ${group}`, plan.id),
    });
  }

  exportPackage(plan: CeremonyPlan, recordSoFar: string): Result<StepWork> {
    const bytes = Buffer.from(JSON.stringify({ ceremony: plan.id, record: recordSoFar }), 'utf8');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return ok({ facts: [{ name: 'SHA-256', value: sha256 }], files: [{ name: `${plan.id}.package.json`, bytes }] });
  }

  #get(plan: CeremonyPlan, what: string): string | undefined {
    return readSetting(this.#store, `double ${plan.id} ${what}`);
  }

  /** What is there already stays: a second one is a bug that a test has to see. */
  #put(tx: Transaction, plan: CeremonyPlan, what: string, value: string): void {
    const name = `double ${plan.id} ${what}`;
    if (readSetting(tx, name) !== undefined) throw new Error(`${name} would be written twice.`);
    writeSetting(tx, name, value);
  }
}

function decode(share: string) {
  try {
    return decodeShare(JSON.parse(share));
  } catch {
    return refuse('not-a-share', 'This is no share.');
  }
}

function kekOf({ kid, spki, vault, practice }: KekFile): CeremonyKek {
  const der = unhex(spki);
  const { spkiSha256 } = must(fingerprints(der));
  return { kid, spki: der, spkiSha256, vault, practice, origin: 'package' };
}

function factsOf(spki: Uint8Array) {
  const { spkiSha256, thumbprint } = must(fingerprints(spki));
  return [
    { name: 'SHA-256', value: spkiSha256 },
    { name: 'Thumbprint', value: thumbprint },
  ];
}
