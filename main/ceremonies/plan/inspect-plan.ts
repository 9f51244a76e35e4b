import { ceremonyPlan, type CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { PlanDraft, PlanFinding, StepDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { planFindings, type PlanContext } from './check-plan.js';
import { defaultSteps } from './default-steps.js';
import { draftOf } from './draft.js';
import { plainValue, readDocument, readPlan, schemaFindings, type ReadPlan } from './read-plan.js';

/** A plan while somebody writes it. */
export interface InspectedPlan {
  readonly findings: readonly PlanFinding[];
  /** What a form shows; absent where the text cannot be read, or has a shape that a form cannot show. */
  readonly draft?: PlanDraft;
  /** The script of the kind for this plan, as far as it is known. */
  readonly script: readonly StepDraft[];
  /** The plan, where its form is right; its findings are then about its content. */
  readonly read?: ReadPlan;
}

/** Everything a window shows of a plan in the making. */
export function inspectPlan(text: string, context: PlanContext): InspectedPlan {
  const bytes = Buffer.from(text, 'utf8');
  const document = readDocument(bytes);
  if (!document.ok) {
    const [first = '', ...lines] = document.failure.message.split('\n');
    const sentences = lines.length > 0 ? lines.map((line) => line.replace(/^- /, '')) : [first];
    return { findings: sentences.map((message) => ({ weight: 'problem', path: [], message })), script: [] };
  }
  const value = plainValue(document.value);
  const draft = draftOf(value);
  const read = readPlan(bytes);
  return {
    findings: read.ok ? planFindings(read.value.plan, context) : schemaFindings(value),
    ...(draft ? { draft } : {}),
    script: draft ? scriptOf(draft) : [],
    ...(read.ok ? { read: read.value } : {}),
  };
}

const shape = ceremonyPlan.shape;

/** The script of the kind, also for a plan in which much is missing yet. */
function scriptOf(draft: PlanDraft): StepDraft[] {
  const kind = shape.kind.safeParse(draft.kind);
  if (!kind.success) return [];
  const { vault, kid } = draft.kek;
  const recovery = shape.recovery.safeParse(draft.recovery);
  const plan: CeremonyPlan = {
    ...{ format: 'keyferry-ceremony-plan-1', id: draft.id, kind: kind.data, mode: 'PRACTICE' },
    ...{ purpose: draft.purpose, place: draft.place, date: draft.date },
    people: draft.people.flatMap(({ name, role }) => {
      const known = shape.people.element.shape.role.safeParse(role);
      return known.success ? [{ name, role: known.data }] : [];
    }),
    keys: draft.keys.flatMap(({ group, type, vault: of, spkiSha256 }) => {
      const known = shape.keys.element.shape.type.safeParse(type);
      return known.success
        ? [{ group, type: known.data, vault: of, ...(spkiSha256 === '' ? {} : { spkiSha256 }) }]
        : [];
    }),
    ...(vault === '' ? {} : { kek: { vault, ...(kid === '' ? {} : { kid }) } }),
    ...(draft.escrow.holders.length === 0
      ? {}
      : { escrow: { threshold: Number(draft.escrow.threshold) || 0, holders: draft.escrow.holders } }),
    ...(recovery.success ? { recovery: recovery.data } : {}),
    materials: draft.materials.map(({ what, mark }) => ({ what, ...(mark === '' ? {} : { mark }) })),
  };
  return defaultSteps(plan).map(({ kind: stepKind, actor, text, ...rest }) => ({
    ...{ kind: stepKind, actor, text },
    ...{ expected: rest.expected ?? '', group: rest.group ?? '' },
    ...{ subject: rest.subject ?? '', holder: rest.holder ?? '' },
  }));
}
