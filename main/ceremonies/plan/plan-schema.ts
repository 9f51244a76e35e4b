import { z } from 'zod';
import { ceremonyPlan } from '../../../shared/domain/ceremony/plan.js';

/** The published schema of a plan (docs/ceremony-plan.schema.json), for editors and other programs. */
export function planJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(ceremonyPlan, { target: 'draft-2020-12' }),
    $id: 'https://keyferry.example/ceremony-plan-1.schema.json',
    title: 'Keyferry ceremony plan, version 1',
    description: 'One file that drives script, rehearsal, run, record and report. Explained in docs/ceremony-plan.md.',
  };
}
