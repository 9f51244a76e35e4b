import type { CeremonyPlan } from '../../shared/domain/ceremony/plan.js';

/** A plan for one P-256 key in the practice vault; a rehearsal, as every ceremony of the tests. */
export function planOf(change: Partial<CeremonyPlan> = {}): CeremonyPlan {
  return {
    format: 'keyferry-ceremony-plan-1',
    id: '2026-payroll',
    kind: 'generate-and-wrap',
    mode: 'PRACTICE',
    purpose: 'A key for the payroll database',
    place: 'Room 12',
    date: '2026-11-24',
    people: [{ name: 'Lea', role: 'leader' }],
    keys: [{ group: 'payroll', type: 'p-256', vault: 'contoso' }],
    kek: { vault: 'contoso' },
    ...change,
  };
}
