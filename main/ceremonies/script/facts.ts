import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { CeremonyPages } from './page.js';

const KINDS = {
  'generate-and-wrap': 'Generate keys and wrap them for the vault',
  'generate-and-escrow': 'Generate keys and put them into escrow',
  'recover-from-escrow': 'Recover keys from escrow',
  destroy: 'Destroy keys',
} as const satisfies Readonly<Record<CeremonyPlan['kind'], string>>;

/** What the ceremony is, for page 1 of script and record. */
export function planFacts(pages: CeremonyPages, plan: CeremonyPlan): void {
  pages.facts([
    ['Purpose', plan.purpose],
    ['Kind', KINDS[plan.kind]],
    ['Date', when(plan)],
    ['Place', plan.place],
    ...(plan.kek
      ? [
          ['KEK of the vault', plan.kek.vault] as const,
          ...(plan.kek.kid === undefined ? [] : [['kid of the KEK', plan.kek.kid, 'mono'] as const]),
        ]
      : []),
    ...(plan.escrow
      ? [
          [
            'Escrow',
            `any ${plan.escrow.threshold} of ${plan.escrow.holders.length}: ${plan.escrow.holders.join(', ')}`,
          ] as const,
        ]
      : []),
    ...(plan.application ? [['Application', `Keyferry ${plan.application.version}`] as const] : []),
    ...(plan.mode === 'PRACTICE'
      ? [['Mode', 'PRACTICE: a rehearsal. Its keys and files are worth nothing.'] as const]
      : []),
  ]);
  pages.y += 6;
  if (plan.application) pages.fingerprint('SHA-256 of the application', plan.application.sha256);
}

/** The day, and the time where the plan says one: `2027-03-01, 09:30 (Europe/Zurich)`. */
function when({ date, time, timeZone }: CeremonyPlan): string {
  if (time === undefined) return date;
  return `${date}, ${time}${timeZone === undefined ? '' : ` (${timeZone})`}`;
}

/** People, keys and materials as tables. */
export function planTables(pages: CeremonyPages, plan: CeremonyPlan): void {
  const w = pages.width;
  pages.heading('Who is here');
  pages.table(
    [
      { head: 'Name', width: 170, bold: true },
      { head: 'Role', width: 70 },
      { head: 'Organisation', width: 130 },
      { head: 'Signature', width: w - 370 - 60 },
      { head: 'Initials', width: 60 },
    ],
    plan.people.map(({ name, role, organisation = '' }) => [name, role, organisation, '', '']),
    30,
  );
  pages.heading('Keys');
  pages.table(
    [
      { head: 'Key Group', width: 170, bold: true },
      { head: 'Type', width: 65 },
      { head: 'Vault', width: 110 },
      { head: 'Usages', width: w - 345 - 60 },
      { head: 'Valid for', width: 60 },
    ],
    plan.keys.map(({ group, type, vault, usages, validFor }) => [
      group,
      type,
      vault,
      (usages ?? []).join(', '),
      validFor ?? '',
    ]),
  );
  if (!plan.materials || plan.materials.length === 0) return;
  pages.heading('On the table');
  pages.table(
    [
      { head: 'What', width: 240 },
      { head: 'Mark', width: 120, bold: true },
      { head: 'Seen', width: w - 360 },
    ],
    plan.materials.map(({ what, mark = '' }) => [what, mark, '']),
    22,
  );
}

/** The last page: a line for each person. */
export function signOff(pages: CeremonyPages, plan: CeremonyPlan, record: string): void {
  pages.heading('Sign-off');
  pages.paragraph(
    'I was present, and what is written here is what I saw. "I do not agree" is a valid signature: write it beside your name, and why.',
  );
  pages.writingLines(record, 1);
  pages.table(
    [
      { head: 'Name', width: 150, bold: true },
      { head: 'Role', width: 60 },
      { head: 'I agree / I do not agree, because', width: pages.width - 150 - 60 - 130 - 70 },
      { head: 'Signature', width: 130 },
      { head: 'Date, time UTC', width: 70 },
    ],
    plan.people.map(({ name, role }) => [name, role, '', '', '']),
    46,
  );
}
