import type { KekView, PackageView, PlanCheckView, PushOf } from '../../shared/contract/index.js';
import type { WireInput } from '../../shared/contract/ceremonies.js';
import { pgpWords } from '../../shared/domain/ceremony/pgp-words.js';
import type { ReadAloudValue, StepInput } from '../../shared/domain/ceremony/view.js';
import { folderOf, inspectPlan, stepsOf, type ReadPlan } from '../ceremonies/index.js';
import { groupInFours } from '../crypto/index.js';
import type { Workstation } from '../workstation.js';

type Upload = Workstation['ceremonyKeys']['upload'];
type ReadPackage = Extract<ReturnType<Upload['read']>, { readonly ok: true }>['value'];
type Kek = ReturnType<Workstation['ceremonyKeys']['keks']['list']>[number];

/** Everything the place Ceremonies lists. */
export function ceremoniesView(workstation: Workstation): PushOf<'ceremonies'> {
  return {
    ceremonies: workstation.ceremonies.list().map((one) => {
      const folder = folderOf(workstation.store, one.id);
      return { ...one, ...(folder === undefined ? {} : { folder }) };
    }),
    keks: workstation.ceremonyKeys.keks.list({ all: true }).map(kekView).reverse(),
  };
}

export function kekView({ credentialId: _, kid: __, spki: ___, ...shown }: Kek): KekView {
  return shown;
}

/** A SHA-256 or a key, as it is shown and read. */
export function spoken(name: string, hex: string): ReadAloudValue {
  return { name, value: hex, groups: groupInFours(hex), words: pgpWords(hex) };
}

/** What is found in a plan, what a form shows of it, and what it says of itself where it can be read. */
export function planCheckView(text: string, now: number): PlanCheckView {
  const { findings, draft, script, read } = inspectPlan(text, { now });
  return {
    findings: [...findings],
    ...(draft ? { draft } : {}),
    script: [...script],
    ...(read ? { plan: planView(read) } : {}),
  };
}

function planView({ plan, sha256 }: ReadPlan): NonNullable<PlanCheckView['plan']> {
  return {
    ...{ id: plan.id, kind: plan.kind, mode: plan.mode, steps: stepsOf(plan).length },
    people: plan.people.map(({ name, role }) => `${name} (${role})`),
    keys: plan.keys.map(({ group, type, vault }) => `${group}: ${type} for ${vault}`),
    fingerprint: spoken('SHA-256 of the plan', sha256),
  };
}

export function packageView(file: ReadPackage): PackageView {
  const { ceremony, mode, madeAt, kek, keys, sha256, workstation } = file;
  return {
    ...{ ceremony, mode, madeAt, vault: kek.vault, kid: kek.kid },
    keys: keys.map(({ group, type, vault, spkiSha256 }) => ({ group, type, vault, spkiSha256 })),
    sha256: spoken('SHA-256 of the package', sha256),
    workstationKey: spoken('Key of the air-gapped workstation', workstation.key),
  };
}

/** An answer as the run takes it: bytes are bytes again. */
export function stepInputOf(input: WireInput): StepInput {
  switch (input.kind) {
    case 'file':
      return { ...input, bytes: fromBase64(input.bytes) };
    case 'shares':
      return { ...input, escrowFile: fromBase64(input.escrowFile) };
    default:
      return input;
  }
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}
