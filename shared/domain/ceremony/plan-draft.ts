import { z } from 'zod';

/** Where in a plan something is: `['people', 2, 'name']`; empty: the plan as a whole. */
const planPath = z.array(z.union([z.string().max(60), z.number().int()])).max(6);
export type PlanPath = readonly (string | number)[];

/** One thing that a check found. */
export const planFinding = z.strictObject({
  weight: z.enum(['problem', 'advice']),
  path: planPath,
  /** Says by itself where it is. */
  message: z.string(),
  /** The same for whoever sees the field it stands beside. */
  brief: z.string().exactOptional(),
  /** Something has to be there, and nothing is yet. */
  isEmpty: z.literal(true).exactOptional(),
});
export type PlanFinding = z.infer<typeof planFinding>;

/** As long as anything in a plan can be, and some more: the check says what is too long. */
const text = z.string().max(4000);

const personDraft = z.strictObject({ name: text, role: text, organisation: text, key: text });
const keyDraft = z.strictObject({
  group: text,
  type: text,
  vault: text,
  usages: z.array(text).max(20),
  validFor: text,
  spkiSha256: text,
});
const materialDraft = z.strictObject({ what: text, mark: text });
export const stepDraft = z.strictObject({
  kind: text,
  actor: text,
  text,
  expected: text,
  group: text,
  subject: text,
  holder: text,
});

/**
 * A plan while it is filled in: the members of shared/domain/ceremony/plan.ts as text. Empty is what is not there yet; whether
 * it may be so is the check's business.
 */
export const planDraft = z.strictObject({
  id: text,
  kind: text,
  mode: text,
  purpose: text,
  place: text,
  date: text,
  time: text,
  timeZone: text,
  people: z.array(personDraft).max(60),
  keys: z.array(keyDraft).max(120),
  kek: z.strictObject({ vault: text, kid: text, spkiSha256: text }),
  escrow: z.strictObject({ threshold: text, holders: z.array(text).max(40) }),
  recovery: text,
  application: z.strictObject({ version: text, sha256: text }),
  materials: z.array(materialDraft).max(80),
  /** Absent: the script of the kind. */
  steps: z.array(stepDraft).max(400).exactOptional(),
});
export type PlanDraft = z.infer<typeof planDraft>;
export type PersonDraft = z.infer<typeof personDraft>;
export type KeyDraft = z.infer<typeof keyDraft>;
export type MaterialDraft = z.infer<typeof materialDraft>;
export type StepDraft = z.infer<typeof stepDraft>;

/** A plan in which nothing stands yet. */
export const NO_PLAN: PlanDraft = {
  ...{ id: '', kind: '', mode: '', purpose: '', place: '', date: '', time: '', timeZone: '' },
  people: [],
  keys: [],
  kek: { vault: '', kid: '', spkiSha256: '' },
  escrow: { threshold: '', holders: [] },
  recovery: '',
  application: { version: '', sha256: '' },
  materials: [],
};
