import { randomUUID } from 'node:crypto';
import type { CeremonyKeySpec, CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { RecordFact } from '../../../shared/domain/ceremony/record.js';
import { asId } from '../../../shared/domain/ids.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { overwrite } from '../../crypto/index.js';
import { escrowOf, insertEscrow } from '../../store/tables/ceremony-files.js';
import {
  ceremonyKey,
  ceremonyMaterial,
  insertCeremonyKey,
  noteEscrowed,
  type CeremonyKey,
} from '../../store/tables/ceremony-keys.js';
import {
  findEscrowed,
  makeEscrow,
  readEscrowFile,
  secretOf,
  takeOut,
  type KeyForEscrow,
  type MadeEscrow,
  type ReadEscrowedKey,
  type ReadEscrowFile,
} from '../escrow/escrow-file.js';
import type { SheetSet } from '../escrow/share-sheet.js';
import { readShareText } from '../escrow/share-text.js';
import { fileNameOf } from '../file-name.js';
import { sha256 } from '../packages/signed-file.js';
import type { OutputFile, StepWork } from '../work.js';
import { logCeremony, type CeremonyKeyParts } from './parts.js';
import { checkMode } from './read-kek.js';

type Recovered = readonly { readonly key: CeremonyKey; readonly material: Uint8Array }[];
type Wanted = readonly { readonly escrowed: ReadEscrowedKey; readonly spec: CeremonyKeySpec }[];

/** Into escrow, the test of a share, and back. */
export class EscrowWork {
  readonly #parts: CeremonyKeyParts;

  constructor(parts: CeremonyKeyParts) {
    this.#parts = parts;
  }

  /**
   * Gives the escrow file, a sheet per holder, and the stubs for the binder. Codes `escrow-not-planned`, `bad-threshold`,
   * `escrow-exists`, `ceremony-key-missing`.
   */
  async split(plan: CeremonyPlan): Promise<Result<StepWork>> {
    const { store, clock, keySource, signer, workstationId } = this.#parts;
    const wanted = checkWanted(plan);
    if (!wanted.ok) return wanted;
    if (escrowOf(store, plan.id)) {
      return fail('escrow-exists', 'The keys of this ceremony are in escrow already.', {
        advice: 'A set is made once. Go on with its sheets.',
      });
    }
    const keys = this.#keysToSeal(plan);
    if (!keys.ok) return keys;
    const madeAt = clock.now();
    const { threshold, holders } = wanted.value;
    const made = await makeEscrow(
      { ceremony: plan.id, mode: plan.mode, threshold, holders, keys: keys.value, madeAt, workstationId },
      keySource,
      signer,
    );
    if (!made.ok) return made;
    const { set } = made.value;
    const sheets: SheetSet = {
      ...{ ceremony: plan.id, mode: plan.mode, setId: set.setId, threshold, total: holders.length },
      ...{ madeAt, workstationId, keys: keys.value },
    };
    return ok({
      facts: [
        { name: 'Set', value: set.setId },
        { name: 'Shares', value: `${holders.length}; any ${threshold} bring the keys back` },
        ...set.shares.map(({ index, holder, checksum }) => ({
          name: `Share ${index}`,
          value: `${holder}, checksum ${checksum}`,
        })),
        { name: 'Keys in escrow', value: keys.value.map(({ vault, group }) => `${vault}/${group}`).join(', ') },
        { name: 'SHA-256 of the escrow file', value: sha256(made.value.file) },
      ],
      files: await filesOf(plan, made.value, sheets),
      record: (tx) => {
        insertEscrow(tx, { ...set, ceremony: plan.id, madeAt });
        for (const { id } of keys.value) noteEscrowed(tx, id, set.setId);
        logCeremony(this.#parts, tx, plan, {
          event: 'ceremony-keys-escrowed',
          message: `${keys.value.length} key(s) were sealed for escrow: ${threshold} of ${holders.length} (${holders.join(', ')}), set ${set.setId}.`,
        });
      },
    });
  }

  #keysToSeal(plan: CeremonyPlan): Result<readonly KeyForEscrow[]> {
    const { store } = this.#parts;
    const keys: KeyForEscrow[] = [];
    for (const { group } of plan.keys) {
      const key = ceremonyKey(store, plan.id, group);
      const material = key && ceremonyMaterial(store, key.id);
      if (!key || !material) {
        return fail('ceremony-key-missing', `This workstation holds no private key of ${group} for this ceremony.`, {
          advice: 'Make it first.',
        });
      }
      const { id, vault, type, usages, validFor, spki, spkiSha256, thumbprint } = key;
      const more = validFor === undefined ? {} : { validFor };
      keys.push({
        id,
        material,
        group: key.group,
        vault,
        type,
        usages: [...usages],
        ...more,
        spki,
        spkiSha256,
        thumbprint,
      });
    }
    return ok(keys);
  }

  /** Codes of readShareText, `no-escrow`, `share-of-another-holder`. Nothing of the share is shown or kept. */
  testShare(plan: CeremonyPlan, holder: string, text: string): Result<StepWork> {
    const set = escrowOf(this.#parts.store, plan.id);
    if (!set) return fail('no-escrow', 'The keys of this ceremony are not in escrow yet.');
    const share = readShareText(text, set);
    if (!share.ok) return share;
    const { index } = share.value;
    overwrite(share.value.share);
    const facts = set.shares.find((one) => one.index === index);
    if (facts?.holder !== holder) {
      return fail(
        'share-of-another-holder',
        `This is share ${index}, of ${facts?.holder ?? 'nobody'}, and not of ${holder}.`,
        {
          advice: 'Give every holder the sheet that bears the name.',
        },
      );
    }
    return ok({
      facts: [
        { name: 'Share', value: `${index} of ${set.shares.length}` },
        { name: 'Holder', value: holder },
        { name: 'Set', value: set.setId },
        { name: 'Checksum', value: `${facts.checksum}, as it was made` },
      ],
      record: (tx) =>
        logCeremony(this.#parts, tx, plan, {
          event: 'ceremony-share-tested',
          message: `Share ${index} (${holder}) of the set ${set.setId} was tested: it is readable and the one that was made.`,
        }),
    });
  }

  /**
   * Brings keys back, or proves that they would come back. Codes as readEscrowFile, readShareText, combineShares,
   * KeySource.take, and `escrow-without-key`, `ceremony-key-exists`, those of another mode.
   */
  async recover(plan: CeremonyPlan, bytes: Uint8Array, shares: readonly string[]): Promise<Result<StepWork>> {
    const file = readEscrowFile(bytes);
    if (!file.ok) return file;
    const mode = checkMode(plan.mode, file.value.mode === 'PRACTICE', 'The escrow file');
    if (!mode.ok) return mode;
    const proveOnly = plan.recovery === 'prove-only';
    const wanted = this.#wantedKeys(plan, file.value, proveOnly);
    if (!wanted.ok) return wanted;
    const secret = await secretOf(file.value, shares);
    if (!secret.ok) return secret;
    try {
      const taken = this.#take(plan, file.value, wanted.value, secret.value);
      return taken.ok
        ? ok(this.#recovered(plan, file.value, taken.value, { proveOnly, shares: shares.length }))
        : taken;
    } finally {
      overwrite(secret.value);
    }
  }

  #wantedKeys(plan: CeremonyPlan, file: ReadEscrowFile, proveOnly: boolean): Result<Wanted> {
    const wanted: { escrowed: ReadEscrowedKey; spec: CeremonyKeySpec }[] = [];
    for (const spec of plan.keys) {
      const escrowed = findEscrowed(file, spec);
      if (escrowed?.type !== spec.type) {
        const what = `no ${spec.type} key of ${spec.vault}/${spec.group} as the plan names it`;
        return fail('escrow-without-key', `The escrow file of ${file.ceremony} holds ${what}.`, {
          advice: `It holds: ${file.keys.map(({ vault, group, type }) => `${vault}/${group} (${type})`).join(', ')}.`,
        });
      }
      if (!proveOnly && ceremonyKey(this.#parts.store, plan.id, spec.group))
        return fail('ceremony-key-exists', `The key of ${spec.group} is in this ceremony already.`);
      wanted.push({ escrowed, spec });
    }
    return ok(wanted);
  }

  /** Under the group and vault that the plan names, which need not be those it had. */
  #take(plan: CeremonyPlan, file: ReadEscrowFile, wanted: Wanted, secret: Uint8Array): Result<Recovered> {
    const { keySource, clock } = this.#parts;
    const taken: { key: CeremonyKey; material: Uint8Array }[] = [];
    for (const { escrowed, spec } of wanted) {
      const id = asId.key(randomUUID());
      const made = takeOut(file, escrowed, { keySource, id, secret });
      if (!made.ok) return made;
      const { type, spki, spkiSha256, thumbprint } = escrowed;
      const validFor = spec.validFor ?? escrowed.validFor;
      const key: CeremonyKey = {
        ...{ id, ceremony: plan.id, practice: plan.mode === 'PRACTICE', group: spec.group, vault: spec.vault, type },
        usages: spec.usages ?? escrowed.usages,
        ...(validFor === undefined ? {} : { validFor }),
        ...{ spki, spkiSha256, thumbprint, madeAt: clock.now() },
        state: 'recovered',
      };
      taken.push({ key, material: made.value.material });
    }
    return ok(taken);
  }

  #recovered(
    plan: CeremonyPlan,
    file: ReadEscrowFile,
    taken: Recovered,
    { proveOnly, shares }: { readonly proveOnly: boolean; readonly shares: number },
  ): StepWork {
    if (proveOnly) for (const { material } of taken) overwrite(material);
    const how = proveOnly ? 'proved: it would come back; nothing was kept' : 'brought back';
    const facts: RecordFact[] = [
      { name: 'Escrow', value: `${file.ceremony}, set ${file.set.id}` },
      { name: 'Shares given', value: `${shares}; ${file.set.threshold} are needed` },
      ...taken.map(({ key }) => ({
        name: `${key.vault}/${key.group}`,
        value: `${how}; the public key is the same, SPKI SHA-256 ${key.spkiSha256}`,
      })),
    ];
    return {
      facts,
      record: (tx) => {
        if (!proveOnly) for (const { key, material } of taken) insertCeremonyKey(tx, key, material);
        logCeremony(this.#parts, tx, plan, {
          event: proveOnly ? 'ceremony-recovery-proved' : 'ceremony-key-recovered',
          level: proveOnly ? 'INFO' : 'WARN',
          message: `${taken.length} key(s) of the escrow set ${file.set.id} ${proveOnly ? 'were proved to come back; nothing was kept' : 'were brought back'}.`,
        });
      },
    };
  }
}

function checkWanted(plan: CeremonyPlan): Result<NonNullable<CeremonyPlan['escrow']>> {
  const { escrow } = plan;
  if (!escrow) return fail('escrow-not-planned', 'The plan names no holders of shares.', { advice: 'Mend the plan.' });
  if (escrow.threshold > escrow.holders.length)
    return fail(
      'bad-threshold',
      `${escrow.threshold} shares are to be needed, and there are ${escrow.holders.length}.`,
    );
  return ok(escrow);
}

async function filesOf(plan: CeremonyPlan, { file, set, texts }: MadeEscrow, sheets: SheetSet): Promise<OutputFile[]> {
  // pdfkit takes its time to load, and few starts of the program need it.
  const { shareSheet, shareStubs } = await import('../escrow/share-sheet.js');
  const files: OutputFile[] = [{ name: fileNameOf(plan, `${plan.id}-escrow.json`), bytes: file }];
  for (const [at, share] of set.shares.entries()) {
    const bytes = await shareSheet(sheets, { ...share, text: texts[at] ?? '' });
    files.push({ name: fileNameOf(plan, `${plan.id}-share-${share.index}.pdf`), bytes, secret: true });
  }
  files.push({ name: fileNameOf(plan, `${plan.id}-share-stubs.pdf`), bytes: await shareStubs(sheets, set.shares) });
  return files;
}
