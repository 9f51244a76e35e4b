import type { CeremonyPlan } from '../../shared/domain/ceremony/plan.js';

/** The name of a file of a ceremony: one of a rehearsal shows it, one of a production run is left alone. */
export function fileNameOf({ mode }: Pick<CeremonyPlan, 'mode'>, name: string): string {
  return mode === 'PRACTICE' ? `PRACTICE-${name}` : name;
}

/** What a closing record is called unless told otherwise. */
export function closingFileName(of: Pick<CeremonyPlan, 'mode'> & { readonly ceremony: string }): string {
  return fileNameOf(of, `${of.ceremony}-closing.json`);
}
