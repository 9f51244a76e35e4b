import type { CeremonyKeySpec, CeremonyPlan, PlannedStep } from '../../../shared/domain/ceremony/plan.js';
import type { CeremonyRole } from '../../../shared/domain/ceremony/steps.js';

/** Kinds that cannot do without a KEK. */
export function needsKek({ kind }: Pick<CeremonyPlan, 'kind'>): boolean {
  return kind === 'generate-and-wrap';
}

/** The keys leave this workstation wrapped: always, or because the plan names a KEK. */
export function wraps(plan: Pick<CeremonyPlan, 'kind' | 'kek' | 'recovery'>): boolean {
  if (needsKek(plan)) return true;
  if (plan.kek === undefined || plan.kind === 'destroy') return false;
  return plan.kind === 'generate-and-escrow' || plan.recovery === 'bring-back';
}

/** Kinds that make keys. */
export function generates({ kind }: Pick<CeremonyPlan, 'kind'>): boolean {
  return kind === 'generate-and-wrap' || kind === 'generate-and-escrow';
}

/** The steps of a plan: its own, or the script of its kind. */
export function stepsOf(plan: CeremonyPlan): readonly PlannedStep[] {
  return plan.steps ?? defaultSteps(plan);
}

/** The script of a kind, with one round for each key and each holder. */
export function defaultSteps(plan: CeremonyPlan): readonly PlannedStep[] {
  const witness = present(plan, 'witness');
  return [...opening(plan, witness), ...work(plan, witness), ...closing(plan, witness)];
}

/** The role where somebody has it, else the leader's. */
function present(plan: CeremonyPlan, role: CeremonyRole): CeremonyRole {
  return plan.people.some((person) => person.role === role) ? role : 'leader';
}

function opening(plan: CeremonyPlan, witness: CeremonyRole): PlannedStep[] {
  return [
    {
      kind: 'confirm',
      actor: 'leader',
      text: `Read out the purpose, the place and who is here. Everybody named in the plan is in the room, and has this script.`,
      expected: `${plan.people.length === 1 ? '1 person is' : `${plan.people.length} people are`} here.`,
    },
    {
      kind: 'read-aloud',
      subject: 'plan',
      actor: 'leader',
      text: 'Read the fingerprint of the plan aloud. Everybody follows on page 1 of the script.',
    },
    ...(plan.materials ?? []).map(({ what, mark }): PlannedStep => ({
      kind: 'observe',
      actor: witness,
      text: `Look at: ${what}. Type the number or mark on it${mark === undefined ? '' : ', as it stands there'}.`,
      ...(mark === undefined ? {} : { expected: mark }),
    })),
    {
      kind: 'clock-check',
      actor: witness,
      text: 'Compare the clock of the machine with another clock that was set right today. Type the time the other clock shows, in UTC.',
    },
    {
      kind: 'network-off',
      actor: 'leader',
      text: 'Pull every network cable and switch off wireless. The program lists the network interfaces it sees.',
    },
    {
      kind: 'self-hash',
      actor: witness,
      text: 'Compare the hash of the application with the one that was computed on another machine.',
    },
  ];
}

function work(plan: CeremonyPlan, witness: CeremonyRole): PlannedStep[] {
  const officer = present(plan, 'officer');
  const holder = present(plan, 'holder');
  const kek: PlannedStep[] = wraps(plan)
    ? [
        {
          kind: 'read-kek',
          actor: officer,
          text: 'Give the file that holds the KEK: the KEK package from the online workstation, or a public key file with its kid.',
          expected: plan.kek?.kid ?? `A KEK of the vault ${plan.kek?.vault ?? ''}.`,
        },
        {
          kind: 'read-aloud',
          subject: 'kek',
          actor: officer,
          text: 'Read the kid and the fingerprint of the KEK aloud. The witness compares them with what came from the online side on another way.',
        },
      ]
    : [];
  switch (plan.kind) {
    case 'generate-and-wrap':
      return [...kek, ...plan.keys.flatMap((key) => [...making(key, officer, witness), wrapping(key, officer)])];
    case 'generate-and-escrow':
      return [
        ...kek,
        ...plan.keys.flatMap((key) => making(key, officer, witness)),
        {
          kind: 'split',
          actor: officer,
          text: 'Seal the keys for escrow. A sheet is written for each holder: print each one, and give it to its holder alone.',
          expected: `${plan.escrow?.holders.length ?? 0} sheets; any ${plan.escrow?.threshold ?? 0} of them bring the keys back.`,
        },
        ...(plan.escrow?.holders ?? []).map((name): PlannedStep => ({
          kind: 'share-test',
          actor: holder,
          holder: name,
          text: `${name} gives the share from the printed sheet, by its QR code or typed. Nobody else looks at it.`,
          expected: 'The share is whole and belongs to this set.',
        })),
        ...(wraps(plan) ? plan.keys.map((key) => wrapping(key, officer)) : []),
      ];
    case 'recover-from-escrow':
      return [
        ...kek,
        {
          kind: 'recover',
          actor: officer,
          text: `The holders give their shares one after the other; then the escrow file is read. ${
            plan.recovery === 'prove-only'
              ? 'It is only proved that the keys could be brought back; nothing is kept.'
              : 'The keys are brought back to this workstation.'
          }`,
          expected: `${plan.escrow?.threshold ?? 0} shares of one set.`,
        },
        ...plan.keys.map((key): PlannedStep => readingKey(key, witness)),
        ...(wraps(plan) ? plan.keys.map((key) => wrapping(key, officer)) : []),
      ];
    case 'destroy':
      return plan.keys.flatMap((key): PlannedStep[] => [
        {
          kind: 'confirm',
          actor: witness,
          group: key.group,
          text: `Say aloud that the key of ${key.group} will be destroyed on this workstation, and that nobody needs it any more.`,
        },
        {
          kind: 'destroy',
          actor: officer,
          group: key.group,
          text: `Destroy the private half of the key of ${key.group} on this workstation. Versions in the vault stay as they are.`,
          ...(key.spkiSha256 === undefined ? {} : { expected: `The key with the SHA-256 ${key.spkiSha256}.` }),
        },
      ]);
  }
}

function closing(plan: CeremonyPlan, witness: CeremonyRole): PlannedStep[] {
  const packageSteps: PlannedStep[] = wraps(plan)
    ? [
        {
          kind: 'export',
          actor: present(plan, 'officer'),
          text: 'Write the ceremony package, which travels to the online workstation.',
        },
        {
          kind: 'read-aloud',
          subject: 'package',
          actor: witness,
          text: 'Read the SHA-256 of the ceremony package aloud. Everybody writes its last words on the script.',
        },
      ]
    : [];
  const bag: PlannedStep[] = (plan.materials ?? []).some(({ what }) => /\bbag\b/i.test(what))
    ? [
        {
          kind: 'observe',
          actor: witness,
          text: 'Seal what is to be kept in new tamper-evident bags. Type their numbers, with commas between them.',
        },
      ]
    : [];
  return [
    ...packageSteps,
    ...bag,
    {
      kind: 'attest',
      actor: 'leader',
      text: 'Everybody says whether they agree with what was done and recorded. "I do not agree" is a valid answer, and stands in the record.',
      expected: 'Everybody answers for themselves.',
    },
  ];
}

function making(key: CeremonyKeySpec, officer: CeremonyRole, witness: CeremonyRole): PlannedStep[] {
  return [
    {
      kind: 'generate',
      actor: officer,
      group: key.group,
      text: `Generate the key of ${key.group} (${key.type}) for the vault ${key.vault}.`,
      expected: `One new ${key.type} key.`,
    },
    readingKey(key, witness),
  ];
}

function readingKey(key: CeremonyKeySpec, witness: CeremonyRole): PlannedStep {
  return {
    kind: 'read-aloud',
    subject: 'key',
    actor: witness,
    group: key.group,
    text: `Read the fingerprint and the thumbprint of the key of ${key.group} aloud, and write its last words on the script.`,
    ...(key.spkiSha256 === undefined ? {} : { expected: key.spkiSha256 }),
  };
}

function wrapping(key: CeremonyKeySpec, officer: CeremonyRole): PlannedStep {
  return {
    kind: 'wrap',
    actor: officer,
    group: key.group,
    text: `Wrap the key of ${key.group} under the KEK.`,
  };
}
