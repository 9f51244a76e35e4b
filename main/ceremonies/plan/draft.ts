import { z } from 'zod';
import {
  planDraft,
  type KeyDraft,
  type MaterialDraft,
  type PersonDraft,
  type PlanDraft,
  type StepDraft,
} from '../../../shared/domain/ceremony/plan-draft.js';

const map = z.record(z.string(), z.unknown());
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/**
 * The value of a plan as a form can show it; undefined where its shape is another one (a text where a list belongs), so that a
 * form would lose something.
 */
export function draftOf(value: unknown): PlanDraft | undefined {
  const shapes = new Shapes();
  const plan = shapes.map(value);
  const kek = shapes.map(plan['kek']);
  const escrow = shapes.map(plan['escrow']);
  const application = shapes.map(plan['application']);
  const texts = <K extends string>(from: Readonly<Record<string, unknown>>, ...names: readonly K[]) =>
    shapes.texts(from, names);
  const draft: PlanDraft = {
    ...texts(plan, 'id', 'kind', 'mode', 'purpose', 'place', 'date', 'time', 'timeZone', 'recovery'),
    people: shapes.rows(plan['people']).map((row): PersonDraft => texts(row, ...PERSON)),
    keys: shapes.rows(plan['keys']).map((row): KeyDraft => ({
      ...texts(row, ...KEY),
      usages: shapes.list(row['usages']).map((usage) => shapes.text(usage)),
    })),
    kek: texts(kek, 'vault', 'kid', 'spkiSha256'),
    escrow: {
      ...texts(escrow, 'threshold'),
      holders: shapes.list(escrow['holders']).map((holder) => shapes.text(holder)),
    },
    application: texts(application, 'version', 'sha256'),
    materials: shapes.rows(plan['materials']).map((row): MaterialDraft => texts(row, ...MATERIAL)),
    ...(plan['steps'] === undefined
      ? {}
      : { steps: shapes.rows(plan['steps']).map((row): StepDraft => texts(row, ...STEP)) }),
  };
  return shapes.fit && planDraft.safeParse(draft).success ? draft : undefined;
}

/** The members of a row that are texts, in the order in which they are written. */
export const PERSON = ['name', 'role', 'organisation', 'key'] as const;
export const KEY = ['group', 'type', 'vault', 'validFor', 'spkiSha256'] as const;
export const MATERIAL = ['what', 'mark'] as const;
export const STEP = ['kind', 'actor', 'subject', 'group', 'holder', 'text', 'expected'] as const;

/** Takes a value for what it should be, and remembers whether it was. */
class Shapes {
  fit = true;

  map(value: unknown): Readonly<Record<string, unknown>> {
    if (value === undefined || value === null) return {};
    const read = map.safeParse(value);
    this.fit &&= read.success;
    return read.data ?? {};
  }

  list(value: unknown): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) this.fit = false;
    return Array.isArray(value) ? value : [];
  }

  rows(value: unknown): readonly Readonly<Record<string, unknown>>[] {
    return this.list(value).map((row) => this.map(row));
  }

  text(value: unknown): string {
    if (value === undefined || value === null) return '';
    const read = scalar.safeParse(value);
    this.fit &&= read.success;
    return read.success ? String(read.data) : '';
  }

  texts<K extends string>(from: Readonly<Record<string, unknown>>, names: readonly K[]): Record<K, string> {
    return Object.fromEntries(names.map((name) => [name, this.text(from[name])])) as Record<K, string>;
  }
}
