import type { CeremonyKind, CeremonyPlan } from '../../shared/domain/ceremony/plan.js';

/** TEST MATERIAL: the people of a ceremony. */
const PEOPLE: CeremonyPlan['people'] = [
  { name: 'Ada', role: 'leader', organisation: 'Contoso' },
  { name: 'Olga', role: 'officer', organisation: 'Contoso' },
  { name: 'Walt', role: 'witness', organisation: 'Independent Auditors' },
  { name: 'Wendy', role: 'witness', organisation: 'Contoso' },
];
const HOLDERS = ['Hal', 'Hana', 'Hugo'] as const;

/** A plan of that kind in which nothing is wrong, on a day after the virtual clock's. */
export function planOf(kind: CeremonyKind = 'generate-and-wrap', change: Partial<CeremonyPlan> = {}): CeremonyPlan {
  const escrow = kind === 'generate-and-escrow' || kind === 'recover-from-escrow';
  return {
    format: 'keyferry-ceremony-plan-1',
    id: '2026-payroll',
    kind,
    mode: 'PRACTICE',
    purpose: 'The key of the payroll database',
    place: 'Vault room, third floor',
    date: '2026-11-24',
    people: [...PEOPLE, ...(escrow ? HOLDERS.map((name) => ({ name, role: 'holder' as const })) : [])],
    keys: [{ group: 'payroll', type: 'p-256', vault: 'contoso', validFor: '2y' }],
    ...(kind === 'generate-and-wrap' ? { kek: { vault: 'contoso' } } : {}),
    ...(escrow ? { escrow: { threshold: 2, holders: [...HOLDERS] } } : {}),
    ...(kind === 'recover-from-escrow' ? { recovery: 'bring-back' as const } : {}),
    materials: [{ what: 'The machine', mark: 'PF-4711' }],
    ...change,
  };
}
