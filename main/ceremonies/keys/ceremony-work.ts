import { randomUUID } from 'node:crypto';
import { KEY_TYPES } from '../../../shared/azure/key-types.js';
import type { CeremonyKeySpec, CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { asId } from '../../../shared/domain/ids.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { fingerprints } from '../../crypto/index.js';
import {
  ceremonyKey,
  ceremonyKeys,
  ceremonyKeysBySpki,
  ceremonyMaterial,
  destroyCeremonyMaterial,
  destructionPending,
  insertCeremonyKey,
  noteCompacted,
  putCeremonyBlob,
  type CeremonyKey,
} from '../../store/tables/ceremony-keys.js';
import { StoreWriteError } from '../../store/index.js';
import { kekReadBy, putKekRead } from '../../store/tables/ceremony-files.js';
import { fileNameOf } from '../file-name.js';
import { makeCeremonyPackage, type ReadTravellingKey } from '../packages/ceremony-package.js';
import { sha256 } from '../packages/signed-file.js';
import type { CeremonyKek, CeremonyWork, StepWork } from '../work.js';
import { EscrowWork } from './escrow-work.js';
import { logCeremony, type CeremonyKeyParts } from './parts.js';
import { checkMode, kekFromFile } from './read-kek.js';

/** The steps of a ceremony that touch keys, on the workstation that holds them. */
export class CeremonyKeys implements CeremonyWork {
  readonly #parts: CeremonyKeyParts;
  readonly #escrow: EscrowWork;

  constructor(parts: CeremonyKeyParts) {
    this.#parts = parts;
    this.#escrow = new EscrowWork(parts);
    // Destroyed, and then cut off before the journal was compacted.
    if (destructionPending(parts.store)) this.#compact();
  }

  /** Codes of the packages and of KEKs from elsewhere, and `kek-in-use`. */
  readKek(plan: CeremonyPlan, file: Uint8Array, kid?: string): Result<StepWork & { readonly kek: CeremonyKek }> {
    const { store, clock } = this.#parts;
    const read = kekFromFile(plan, file, kid, clock.now());
    if (!read.ok) return read;
    const { kek, facts } = read.value;
    const wrapped = ceremonyKeys(store, plan.id).find((key) => key.kekKid !== undefined && key.kekKid !== kek.kid);
    if (wrapped) {
      return fail(
        'kek-in-use',
        `The key of ${wrapped.group} is wrapped under another KEK already (${wrapped.kekKid ?? ''}).`,
        {
          advice: 'One ceremony has one KEK: go on with that one, or begin another ceremony.',
        },
      );
    }
    return ok({
      kek,
      facts,
      record: (tx) => {
        putKekRead(tx, { ...kek, ceremony: plan.id, readAt: clock.now() });
        logCeremony(this.#parts, tx, plan, {
          event: 'ceremony-kek-read',
          message: `The KEK ${kek.kid} was read; SPKI SHA-256 ${kek.spkiSha256}.`,
        });
      },
    });
  }

  kekOf(plan: CeremonyPlan): CeremonyKek | undefined {
    const read = kekReadBy(this.#parts.store, plan.id);
    if (!read) return undefined;
    const { ceremony: _, readAt: _at, ...kek } = read;
    return kek;
  }

  /** Codes `ceremony-key-exists`, `usages-refused`. */
  async generate(plan: CeremonyPlan, spec: CeremonyKeySpec): Promise<Result<StepWork>> {
    const { store, keySource, clock } = this.#parts;
    if (ceremonyKey(store, plan.id, spec.group)) {
      return fail('ceremony-key-exists', `The key of ${spec.group} was made in this ceremony already.`, {
        advice: 'Go on with it: a key is made once.',
      });
    }
    const usages = spec.usages ?? KEY_TYPES[spec.type].usages;
    const refused = usages.filter((usage) => !KEY_TYPES[spec.type].usages.includes(usage));
    if (refused.length > 0)
      return fail('usages-refused', `A ${spec.type} key does not allow ${refused.join(', ')}.`, {
        advice: 'Mend the plan.',
      });
    const id = asId.key(randomUUID());
    const made = await keySource.make(id, spec.type);
    const prints = fingerprints(made.spki);
    if (!prints.ok) throw new Error(prints.failure.message);
    const key: CeremonyKey = {
      id,
      ceremony: plan.id,
      practice: plan.mode === 'PRACTICE',
      group: spec.group,
      vault: spec.vault,
      type: spec.type,
      usages: [...new Set(usages)],
      ...(spec.validFor === undefined ? {} : { validFor: spec.validFor }),
      spki: made.spki,
      ...prints.value,
      state: 'made',
      madeAt: clock.now(),
    };
    return ok({
      facts: [...keyFacts(key), { name: 'Made by', value: keySource.generator }],
      record: (tx) => {
        insertCeremonyKey(tx, key, made.material);
        logCeremony(this.#parts, tx, plan, {
          event: 'ceremony-key-made',
          group: key.group,
          message: `A ${key.type} key was made for ${key.vault}/${key.group}; SPKI SHA-256 ${key.spkiSha256}.`,
        });
      },
    });
  }

  fingerprintsOf(plan: CeremonyPlan, group: string) {
    const spec = plan.keys.find((key) => key.group.toLowerCase() === group.toLowerCase());
    const key = this.#find(plan, { group, ...(spec?.spkiSha256 === undefined ? {} : { spkiSha256: spec.spkiSha256 }) });
    return key && { spkiSha256: key.spkiSha256, thumbprint: key.thumbprint };
  }

  /** Codes `ceremony-key-missing`, `kek-not-read`, `kek-wrong-vault`, `kek-expired`, `key-material-damaged`. */
  wrap(plan: CeremonyPlan, spec: CeremonyKeySpec): Promise<Result<StepWork>> {
    return Promise.resolve(this.#wrap(plan, spec));
  }

  #wrap(plan: CeremonyPlan, spec: CeremonyKeySpec): Result<StepWork> {
    const { store, keySource, clock } = this.#parts;
    const kek = this.kekOf(plan);
    if (!kek) return fail('kek-not-read', 'No KEK was read in this ceremony yet.', { advice: 'Read the KEK first.' });
    const key = ceremonyKey(store, plan.id, spec.group);
    if (!key) return missing(spec.group);
    if (key.vault.toLowerCase() !== kek.vault.toLowerCase())
      return fail('kek-wrong-vault', `The key of ${key.group} is for the vault ${key.vault}, the KEK of ${kek.vault}.`);
    // Wrapped before: the same bytes again, so that a step that is repeated leaves the same file.
    if (key.blob && key.kekKid === kek.kid) return ok(wrapWork(key, key.blob, kek));
    if (kek.expiresOn !== undefined && kek.expiresOn <= clock.now())
      return fail('kek-expired', `The KEK expired on ${new Date(kek.expiresOn).toISOString()}.`, {
        advice: 'Make another one on the online workstation.',
      });
    const material = ceremonyMaterial(store, key.id);
    if (!material) return destroyedBefore(key);
    const blob = keySource.wrap({ keyId: key.id, material, kek });
    if (!blob.ok) return blob;
    return ok({
      ...wrapWork(key, blob.value, kek),
      record: (tx) => {
        putCeremonyBlob(tx, key.id, kek.kid, blob.value);
        logCeremony(this.#parts, tx, plan, {
          event: 'ceremony-key-wrapped',
          group: key.group,
          message: `The key of ${key.group} was wrapped under ${kek.kid}; SHA-256 of the blob ${sha256(blob.value)}.`,
        });
      },
    });
  }

  /** See EscrowWork. */
  split(plan: CeremonyPlan): Promise<Result<StepWork>> {
    return this.#escrow.split(plan);
  }

  testShare(plan: CeremonyPlan, holder: string, share: string): Result<StepWork> {
    return this.#escrow.testShare(plan, holder, share);
  }

  recover(plan: CeremonyPlan, escrowFile: Uint8Array, shares: readonly string[]): Promise<Result<StepWork>> {
    return this.#escrow.recover(plan, escrowFile, shares);
  }

  /**
   * The sealed material is overwritten and removed with the record; after the commit snapshot and journal are written anew
   * without it. Codes `ceremony-key-missing`, `ceremony-key-destroyed`, and those of another mode.
   */
  destroy(plan: CeremonyPlan, spec: CeremonyKeySpec): Result<StepWork> {
    const { store, clock } = this.#parts;
    const key = this.#find(plan, spec);
    if (!key) return missing(spec.group);
    const mode = checkMode(plan.mode, key.practice, `The key of ${key.group}`);
    if (!mode.ok) return mode;
    if (!ceremonyMaterial(store, key.id)) return destroyedBefore(key);
    return ok({
      facts: [
        ...keyFacts(key),
        { name: 'Made in', value: key.ceremony },
        {
          name: 'Destroyed',
          value:
            'The sealed private key and the key that sealed it alone are overwritten and removed; then snapshot and journal are written anew without them, at the latest at the next start.',
        },
        {
          name: 'Not reached',
          value:
            'Backups and copies of the data folder from before, blocks that the disk keeps of replaced files (sealed under the master key), escrow, the copy in the vault.',
        },
      ],
      record: (tx) => {
        destroyCeremonyMaterial(tx, key.id, clock.now());
        logCeremony(this.#parts, tx, plan, {
          event: 'ceremony-key-destroyed',
          level: 'WARN',
          group: key.group,
          message: `The private key of ${key.group} (SPKI SHA-256 ${key.spkiSha256}) was destroyed on this workstation.`,
        });
      },
      afterCommit: () => this.#compact(),
    });
  }

  /** Codes `kek-not-read`, `ceremony-key-missing`, `ceremony-key-not-wrapped`. */
  exportPackage(plan: CeremonyPlan, recordSoFar: string): Result<StepWork> {
    const { store, clock, workstationId, signer } = this.#parts;
    const kek = this.kekOf(plan);
    if (!kek) return fail('kek-not-read', 'No KEK was read in this ceremony, so nothing is wrapped.');
    const keys: ReadTravellingKey[] = [];
    for (const { group } of plan.keys) {
      const key = ceremonyKey(store, plan.id, group);
      if (!key) return missing(group);
      if (!key.blob || key.kekKid !== kek.kid)
        return fail('ceremony-key-not-wrapped', `The key of ${group} is not wrapped yet.`, {
          advice: 'Wrap it first.',
        });
      keys.push(travelling(key, key.blob));
    }
    const bytes = makeCeremonyPackage({ plan, kek, keys, recordSoFar, madeAt: clock.now(), workstationId }, signer);
    const file = fileNameOf(plan, `${plan.id}-package.json`);
    return ok({
      facts: [
        { name: 'Ceremony package', value: file },
        { name: 'Its SHA-256', value: sha256(bytes) },
        { name: 'Keys in it', value: String(keys.length) },
        { name: 'KEK', value: kek.kid },
        { name: 'Signed by the key', value: Buffer.from(signer.publicKey).toString('hex') },
      ],
      files: [{ name: file, bytes }],
      record: (tx) =>
        logCeremony(this.#parts, tx, plan, {
          event: 'ceremony-package-made',
          message: `The ceremony package with ${keys.length} key(s) was made; SHA-256 ${sha256(bytes)}.`,
        }),
    });
  }

  /** The key that a plan means: of a fingerprint in whichever ceremony, or of this one. */
  #find(plan: CeremonyPlan, wanted: Pick<CeremonyKeySpec, 'group' | 'spkiSha256'>): CeremonyKey | undefined {
    const { store } = this.#parts;
    const own = ceremonyKey(store, plan.id, wanted.group);
    if (wanted.spkiSha256 === undefined || own?.spkiSha256 === wanted.spkiSha256) return own;
    const all = ceremonyKeysBySpki(store, wanted.spkiSha256);
    return all.find(({ state }) => state !== 'destroyed') ?? all[0];
  }

  /** A disk that refuses now is asked again at the next start. */
  #compact(): void {
    const { store } = this.#parts;
    try {
      store.compact();
      store.commit(noteCompacted);
    } catch (error) {
      if (!(error instanceof StoreWriteError)) throw error;
    }
  }
}

/** What everybody should see of a key. */
export function keyFacts(key: Pick<CeremonyKey, 'group' | 'vault' | 'type' | 'spkiSha256' | 'thumbprint'>) {
  return [
    { name: 'Key', value: `${key.vault}/${key.group}` },
    { name: 'Type', value: key.type },
    { name: 'SPKI SHA-256', value: key.spkiSha256 },
    { name: 'RFC 7638', value: key.thumbprint },
  ];
}

function wrapWork(key: CeremonyKey, blob: Uint8Array, kek: CeremonyKek): StepWork {
  // The blob is Azure's and bears no mark of ours but its kid: the name does.
  const name = fileNameOf({ mode: key.practice ? 'PRACTICE' : 'PRODUCTION' }, `${key.group}.byok`);
  return {
    facts: [
      ...keyFacts(key),
      { name: 'Wrapped under', value: kek.kid },
      { name: 'File', value: name },
      { name: 'SHA-256 of the file', value: sha256(blob) },
    ],
    files: [{ name, bytes: blob }],
  };
}

function travelling(key: CeremonyKey, blob: Uint8Array): ReadTravellingKey {
  const { group, vault, type, usages, validFor, spki, spkiSha256, thumbprint } = key;
  return {
    group,
    vault,
    type,
    usages: [...usages],
    ...(validFor === undefined ? {} : { validFor }),
    spki,
    spkiSha256,
    thumbprint,
    blob,
    blobSha256: sha256(blob),
  };
}

function missing(group: string): Result<never> {
  return fail('ceremony-key-missing', `This workstation holds no key of ${group} for this ceremony.`, {
    advice: 'Make it, or bring it back from escrow, first.',
  });
}

function destroyedBefore(key: CeremonyKey): Result<never> {
  const when = key.destroyedAt === undefined ? '' : ` on ${new Date(key.destroyedAt).toISOString()}`;
  return fail('ceremony-key-destroyed', `The private key of ${key.group} was destroyed here${when}.`);
}
