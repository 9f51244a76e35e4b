import { KEY_TYPES } from '../../../shared/azure/key-types.js';
import { sameKeyName } from '../../../shared/azure/names.js';
import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import { checkSteps } from './check-steps.js';
import { plannedKey } from './signing-keys.js';
import { generates, stepsOf, wraps } from './default-steps.js';

const DAY_MS = 86_400_000;

/** What a check may know besides the plan; what is absent is not checked. */
export interface PlanContext {
  /** UTC milliseconds. */
  readonly now: number;
  /** The KEK package, where it is there already. */
  readonly kek?: {
    readonly kid: string;
    readonly vault: string;
    readonly expiresOn?: number;
    readonly practice: boolean;
  };
  /** Names of files in the folder that the outputs go to. */
  readonly filesInOutFolder?: readonly string[];
  /** The hash of this application, where the plan is checked on the machine of the ceremony. */
  readonly applicationSha256?: string;
}

export interface PlanCheck {
  /** Nobody needs to meet before these are mended. */
  readonly problems: readonly string[];
  /** Worth a thought; nothing is blocked. */
  readonly advice: readonly string[];
}

/** Everything that is wrong or missing in a plan, at once. */
export function checkPlan(plan: CeremonyPlan, context: PlanContext): PlanCheck {
  const parts = [
    dates(plan, context),
    people(plan),
    keys(plan),
    kek(plan, context),
    escrow(plan),
    machine(plan, context),
  ];
  const steps = plan.steps === undefined ? [] : checkSteps(plan, plan.steps);
  const looks = plan.steps === undefined ? [] : missingLooks(plan);
  const strict = plan.mode === 'PRODUCTION';
  return {
    problems: [...parts.flatMap(({ problems }) => problems), ...steps, ...(strict ? looks : [])],
    advice: [...parts.flatMap(({ advice }) => advice), ...(strict ? [] : looks)],
  };
}

interface Found {
  readonly problems: string[];
  readonly advice: string[];
}

function dates({ date, mode }: CeremonyPlan, { now }: PlanContext): Found {
  const day = Date.parse(`${date}T00:00:00Z`);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const found: Found = { problems: [], advice: [] };
  if (day < today) found[mode === 'PRODUCTION' ? 'problems' : 'advice'].push(`The date ${date} is past.`);
  if (day > today + 730 * DAY_MS) found.advice.push(`The date ${date} is more than two years away.`);
  return found;
}

function people(plan: CeremonyPlan): Found {
  const found: Found = { problems: [], advice: [] };
  const strict = plan.mode === 'PRODUCTION' ? found.problems : found.advice;
  const leaders = plan.people.filter(({ role }) => role === 'leader');
  if (leaders.length === 0) found.problems.push('Nobody is the leader.');
  if (leaders.length > 1) found.problems.push(`There are ${leaders.length} leaders; one is right.`);
  const seen = new Map<string, string>();
  for (const person of plan.people) {
    const { name, role } = person;
    const key = plannedKey(person);
    if (!key.ok) found.problems.push(`The key of ${name}: ${key.failure.message}`);
    const before = seen.get(fold(name));
    if (before !== undefined)
      found.problems.push(
        before === role ? `${name} is named twice.` : `${name} is ${before} and ${role}: one person has one role.`,
      );
    seen.set(fold(name), role);
  }
  const witnesses = plan.people.filter(({ role }) => role === 'witness').length;
  if (witnesses === 0) found.problems.push('Nobody is a witness; at least one is needed.');
  if (witnesses === 1) found.advice.push('There is one witness; two see more, and one may fall ill.');
  if (!plan.people.some(({ role }) => role === 'officer'))
    strict.push('Nobody is the officer who works at the machine; the leader would do it.');
  if (!plan.people.some(({ organisation }) => organisation !== undefined))
    found.advice.push('No organisation stands beside any name; an auditor will ask who was independent.');
  return found;
}

function keys(plan: CeremonyPlan): Found {
  const found: Found = { problems: [], advice: [] };
  for (const [index, { group, type, vault, usages, validFor, spkiSha256 }] of plan.keys.entries()) {
    const before = plan.keys.slice(0, index);
    if (before.some((other) => sameKeyName(other.group, group)))
      found.problems.push(`The key ${group} is named twice: files and versions would carry the same name.`);
    const facts = KEY_TYPES[type];
    const refused = (usages ?? []).filter((usage) => !facts.usages.includes(usage));
    if (refused.length > 0)
      found.problems.push(`The key ${group} is ${type}, which does not allow ${refused.join(', ')}.`);
    if (wraps(plan) && plan.kek && vault.toLowerCase() !== plan.kek.vault.toLowerCase())
      found.problems.push(`The key ${group} is for the vault ${vault}, and the KEK is of ${plan.kek.vault}.`);
    if (type === 'rsa-4096')
      found.advice.push(`The key ${group} is rsa-4096: Azure SQL takes rsa-2048 and rsa-3072 only.`);
    if (type === 'rsa-2048') found.advice.push(`The key ${group} is rsa-2048: many rules want rsa-3072 for new keys.`);
    if (plan.kind === 'destroy' && spkiSha256 === undefined)
      (plan.mode === 'PRODUCTION' ? found.problems : found.advice).push(
        `The key ${group} is to be destroyed, and its spkiSha256 is not given: which one it is has to be certain.`,
      );
    if (plan.kind === 'recover-from-escrow' && spkiSha256 === undefined)
      found.advice.push(`The key ${group} has no spkiSha256: give it, so that it shows that the right key came back.`);
    if (generates(plan) && spkiSha256 !== undefined)
      found.problems.push(`The key ${group} is not made yet: it cannot have an spkiSha256.`);
    if (validFor === undefined && generates(plan))
      found.advice.push(`The key ${group} has no validFor: its version in Azure will not expire.`);
  }
  return found;
}

function kek(plan: CeremonyPlan, context: PlanContext): Found {
  const found: Found = { problems: [], advice: [] };
  if (plan.kind === 'generate-and-wrap' && plan.kek === undefined)
    found.problems.push('The KEK is missing: its vault at least.');
  if (plan.kind === 'destroy' && plan.kek !== undefined)
    found.problems.push('A KEK is named, and nothing is wrapped when keys are destroyed.');
  if (plan.kek && plan.kind === 'recover-from-escrow' && plan.recovery === 'prove-only')
    found.problems.push('A KEK is named, and a recovery that only proves wraps nothing.');
  if (!wraps(plan) || !plan.kek) return found;
  if (plan.kek.kid === undefined && plan.kek.spkiSha256 === undefined)
    found.advice.push(
      'Neither kid nor spkiSha256 of the KEK is in the plan: the comparison rests on reading aloud alone.',
    );
  const given = context.kek;
  if (!given) return found;
  if (given.vault.toLowerCase() !== plan.kek.vault.toLowerCase())
    found.problems.push(`The KEK package is of the vault ${given.vault}; the plan says ${plan.kek.vault}.`);
  if (plan.kek.kid !== undefined && given.kid !== plan.kek.kid)
    found.problems.push(`The KEK package holds ${given.kid}; the plan says ${plan.kek.kid}.`);
  if (given.practice && plan.mode === 'PRODUCTION')
    found.problems.push('The KEK package is of a practice vault; a PRODUCTION ceremony refuses it.');
  if (!given.practice && plan.mode === 'PRACTICE')
    found.problems.push('The KEK package is of a real vault; a rehearsal uses a practice vault.');
  // The day itself belongs to the ceremony, and the upload comes after it.
  const ends = Date.parse(`${plan.date}T00:00:00Z`) + 2 * DAY_MS;
  if (given.expiresOn !== undefined && given.expiresOn < ends)
    found.problems.push(
      `The KEK expires on ${new Date(given.expiresOn).toISOString().slice(0, 16).replace('T', ' ')} UTC: it has to outlast the ceremony of ${plan.date} and the upload after it, by a day at least.`,
    );
  return found;
}

function escrow(plan: CeremonyPlan): Found {
  const found: Found = { problems: [], advice: [] };
  const needed = plan.kind === 'generate-and-escrow' || plan.kind === 'recover-from-escrow';
  if (needed && !plan.escrow) found.problems.push(`A ${plan.kind} needs escrow: the threshold and the holders.`);
  if (!needed && plan.escrow) found.problems.push(`Escrow does not belong to a ${plan.kind}.`);
  if (plan.kind === 'recover-from-escrow' && plan.recovery === undefined)
    found.problems.push('It does not say what the recovery is for: bring-back or prove-only.');
  if (plan.kind !== 'recover-from-escrow' && plan.recovery !== undefined)
    found.problems.push(`recovery does not belong to a ${plan.kind}.`);
  if (!plan.escrow || !needed) return found;
  const { threshold, holders } = plan.escrow;
  if (threshold > holders.length)
    found.problems.push(`The threshold is ${threshold}, and there are only ${holders.length} holders.`);
  if (threshold === holders.length)
    found.advice.push(
      `All ${holders.length} shares are needed: one lost sheet loses the keys. Let there be more holders.`,
    );
  const seen = new Set<string>();
  for (const holder of holders) {
    if (seen.has(fold(holder))) found.problems.push(`${holder} would hold two shares; one person holds one.`);
    seen.add(fold(holder));
    const person = plan.people.find(({ name }) => name === holder);
    if (!person) found.problems.push(`The holder ${holder} is not among the people of the plan.`);
    else if (person.role === 'leader' || person.role === 'officer')
      (plan.mode === 'PRODUCTION' ? found.problems : found.advice).push(
        `${holder} is the ${person.role} and would hold a share; give it to somebody else.`,
      );
  }
  return found;
}

function machine(plan: CeremonyPlan, { applicationSha256, filesInOutFolder }: PlanContext): Found {
  const found: Found = { problems: [], advice: [] };
  const strict = plan.mode === 'PRODUCTION';
  if (!plan.application)
    found.advice.push(
      'The plan does not say which application it is (application): see docs/ceremony-plan.md, "The hash of the application".',
    );
  else if (applicationSha256 !== undefined && applicationSha256 !== plan.application.sha256)
    found[strict ? 'problems' : 'advice'].push(
      'The application on this machine is not the one of the plan: its SHA-256 is another.',
    );
  if (!plan.materials || plan.materials.length === 0)
    found.advice.push('No materials are listed (machine, boot media, USB sticks, tamper bags with their numbers).');
  for (const { what, mark } of plan.materials ?? [])
    if (strict && mark === undefined)
      found.advice.push(`The material "${what}" has no mark: its number is only recorded, not compared.`);
  const there = filesInOutFolder ?? [];
  if (there.length > 0)
    found.problems.push(
      `The folder for the outputs is not empty (${there.slice(0, 3).join(', ')}${there.length > 3 ? ', …' : ''}): nothing is ever written over. Give a new folder.`,
    );
  return found;
}

/** Steps of one's own may leave out what a careful script has. */
function missingLooks(plan: CeremonyPlan): string[] {
  const kinds = new Set(stepsOf(plan).map(({ kind }) => kind));
  const wanted = [
    ['clock-check', 'compares the clock'],
    ['network-off', 'checks that the network is off'],
    ['self-hash', 'checks the application'],
  ] as const;
  return wanted.flatMap(([kind, what]) => (kinds.has(kind) ? [] : [`No step ${what} (${kind}).`]));
}

/** Two spellings of one name are one person. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ');
}
