import type { CeremonyKind, CeremonyMode } from '../../../shared/domain/ceremony/plan.js';

/** What a new plan is begun with. */
export interface NewPlan {
  readonly kind: CeremonyKind;
  readonly mode: CeremonyMode;
  readonly id: string;
  /** `2027-03-01`. */
  readonly date: string;
  /** Without examples: what has to be filled in is empty, and so found missing. For a form, that says itself what belongs where. */
  readonly blank?: boolean;
}

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 7;

/**
 * The date that a new plan proposes, `2027-03-01`: a rehearsal is held today; for the real thing people meet in a week, which a KEK
 * of 14 days made now outlasts, with the way back. `now`: UTC milliseconds.
 */
export function proposedDate(mode: CeremonyMode, now: number): string {
  return new Date(mode === 'PRACTICE' ? now : now + DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10);
}

/** A plan to fill in, as YAML with a comment beside each member. With its examples it is readable as it stands. */
export function newPlanText({ kind, mode, id, date, blank = false }: NewPlan): string {
  const text = planWithExamples({ kind, mode, id, date });
  return blank ? BLANKS.reduce((before, [example, empty]) => before.replaceAll(example, empty), text) : text;
}

/** What of the examples a form leaves empty. */
const BLANKS: readonly (readonly [RegExp, string])[] = [
  [/^(purpose|place): .*$/gm, "$1: ''"],
  [/\{ name: [^,]+, role: (\w+)[^}]*\}/g, "{ name: '', role: $1 }"],
  [/^( {2}- group|^ {2,4}vault): \w+$/gm, "$1: ''"],
  [/^( {2}holders): .*$/gm, '$1: []'],
  [/, mark: [A-Z-]+ \}/g, ' }'],
];

function planWithExamples({ kind, mode, id, date }: NewPlan): string {
  const escrow = kind === 'generate-and-escrow' || kind === 'recover-from-escrow';
  return `${[
    '# The plan of a key ceremony. docs/ceremony-plan.md explains every member.',
    '# What is wrong or missing: keyferry ceremony check THIS-FILE',
    'format: keyferry-ceremony-plan-1',
    `id: ${id} # names the ceremony in every file it makes`,
    `kind: ${kind} # generate-and-wrap, generate-and-escrow, recover-from-escrow or destroy`,
    `mode: ${mode} # PRACTICE for a rehearsal (marked on every page and file), then PRODUCTION`,
    'purpose: Say why these keys are made, in one sentence',
    'place: Building, floor, room',
    `date: ${date}`,
    '',
    '# Who is in the room. One person has one role: leader, officer (works at the machine), witness, holder, auditor.',
    'people:',
    '  - { name: Ada Leader, role: leader, organisation: Contoso }',
    '  - { name: Olga Officer, role: officer, organisation: Contoso }',
    '  - { name: Walt Witness, role: witness, organisation: An Auditor Ltd }',
    '  - { name: Wendy Witness, role: witness, organisation: Contoso }',
    ...(escrow
      ? [
          '  - { name: Hal Holder, role: holder }',
          '  - { name: Hana Holder, role: holder }',
          '  - { name: Hugo Holder, role: holder }',
        ]
      : []),
    '',
    '# The keys. group is the name of the Key Group, and of the key in the vault.',
    'keys:',
    '  - group: payroll',
    `    type: ${kind === 'generate-and-wrap' ? 'rsa-3072' : 'p-256'} # rsa-2048, rsa-3072, rsa-4096, p-256, p-384, p-521, p-256k; Azure SQL takes rsa-2048 and rsa-3072`,
    '    vault: contoso',
    ...keyLines(kind),
    ...kekLines(kind),
    ...(escrow
      ? [
          '',
          '# Any threshold of the shares bring the keys back; the holders are people of the plan, one share each.',
          'escrow:',
          '  threshold: 2',
          '  holders: [Hal Holder, Hana Holder, Hugo Holder]',
        ]
      : []),
    ...(kind === 'recover-from-escrow'
      ? ['', 'recovery: prove-only # or bring-back: the keys stay on this workstation']
      : []),
    '',
    '# What lies on the table. mark: the number that has to stand on it.',
    'materials:',
    '  - { what: The air-gapped machine, mark: SERIAL-NUMBER }',
    '  - { what: The tamper-evident bag in which the machine came, mark: BAG-NUMBER }',
    ...(kind === 'generate-and-wrap' ? ['  - { what: The USB stick for the outputs }'] : []),
    '',
    '# The application on the machine (keyferry ceremony self-hash, on another machine):',
    '# application: { version: 0.1.0, sha256: 64 hexadecimal digits }',
    '',
    '# steps: left out, so the script of this kind is used. See it: keyferry ceremony script THIS-FILE --out script.pdf',
  ].join('\n')}\n`;
}

function keyLines(kind: CeremonyKind): string[] {
  switch (kind) {
    case 'generate-and-wrap':
      return [
        '    usages: [wrapKey, unwrapKey] # optional',
        '    validFor: 2y # optional; the version in Azure then expires',
      ];
    case 'generate-and-escrow':
      return ['    validFor: 2y # optional; the version in Azure then expires'];
    case 'recover-from-escrow':
    case 'destroy':
      return ['    # spkiSha256: which key it is, from the record of the ceremony that made it'];
  }
}

function kekLines(kind: CeremonyKind): string[] {
  const lines = ['kek:', '  vault: contoso', '  # kid: and spkiSha256: as the online side told them on another way'];
  if (kind === 'generate-and-wrap') return ['', '# The KEK that the keys are wrapped under.', ...lines];
  if (kind === 'destroy') return [];
  return ['', '# With a KEK the keys are wrapped too, and travel to the vault:', ...lines.map((line) => `# ${line}`)];
}
