import { KEY_TYPES } from '../../../shared/azure/key-types.js';
import { sameKeyName } from '../../../shared/azure/names.js';
import type { CeremonyKeySpec, CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { PlanFinding } from '../../../shared/domain/ceremony/plan-draft.js';
import { checkSteps } from './check-steps.js';
import { plannedKey } from './signing-keys.js';
import { generates, stepsOf, wraps } from './default-steps.js';
import { Findings } from './findings.js';

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
  const found = planFindings(plan, context);
  const of = (wanted: PlanFinding['weight']): string[] =>
    found.filter(({ weight }) => weight === wanted).map(({ message }) => message);
  return { problems: of('problem'), advice: of('advice') };
}

/** The same, and where in the plan each of them is. */
export function planFindings(plan: CeremonyPlan, context: PlanContext): readonly PlanFinding[] {
  const found = new Findings();
  dates(plan, context, found);
  people(plan, found);
  keys(plan, found);
  kek(plan, context, found);
  escrow(plan, found);
  machine(plan, context, found);
  if (plan.steps !== undefined) {
    checkSteps(plan, plan.steps, found);
    missingLooks(plan, found);
  }
  return found.all;
}

function dates({ date, time, timeZone, mode }: CeremonyPlan, { now }: PlanContext, found: Findings): void {
  const day = Date.parse(`${date}T00:00:00Z`);
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  if (day < today) found.strict(mode, ['date'], `The date ${date} is past.`);
  if (day > today + 730 * DAY_MS) found.advice(['date'], `The date ${date} is more than two years away.`);
  if (time !== undefined && timeZone === undefined)
    found.problem(['timeZone'], `The time ${time} has no time zone: on whose clock is it?`);
  if (time === undefined && timeZone !== undefined)
    found.advice(['time'], `The time zone ${timeZone} stands there without a time.`);
}

function people(plan: CeremonyPlan, found: Findings): void {
  const leaders = plan.people.filter(({ role }) => role === 'leader');
  if (leaders.length === 0) found.problem(['people'], 'Nobody is the leader.');
  if (leaders.length > 1) found.problem(['people'], `There are ${leaders.length} leaders; one is right.`);
  const seen = new Map<string, string>();
  for (const [index, person] of plan.people.entries()) {
    const { name, role } = person;
    const key = plannedKey(person);
    if (!key.ok) found.problem(['people', index, 'key'], `The key of ${name}: ${key.failure.message}`);
    const before = seen.get(fold(name));
    if (before !== undefined)
      found.problem(
        ['people', index, 'name'],
        before === role ? `${name} is named twice.` : `${name} is ${before} and ${role}: one person has one role.`,
      );
    seen.set(fold(name), role);
  }
  const witnesses = plan.people.filter(({ role }) => role === 'witness').length;
  if (witnesses === 0) found.problem(['people'], 'Nobody is a witness; at least one is needed.');
  if (witnesses === 1) found.advice(['people'], 'There is one witness; two see more, and one may fall ill.');
  if (!plan.people.some(({ role }) => role === 'officer'))
    found.strict(plan.mode, ['people'], 'Nobody is the officer who works at the machine; the leader would do it.');
  if (!plan.people.some(({ organisation }) => organisation !== undefined))
    found.advice(
      ['people', 0, 'organisation'],
      'No organisation stands beside any name; an auditor will ask who was independent.',
    );
}

function keys(plan: CeremonyPlan, found: Findings): void {
  for (const [index, key] of plan.keys.entries()) {
    const { group, type, vault, usages, validFor, spkiSha256 } = key;
    const at = (member: keyof CeremonyKeySpec) => ['keys', index, member] as const;
    if (plan.keys.slice(0, index).some((other) => sameKeyName(other.group, group)))
      found.problem(at('group'), `The key ${group} is named twice: files and versions would carry the same name.`);
    const refused = (usages ?? []).filter((usage) => !KEY_TYPES[type].usages.includes(usage));
    if (refused.length > 0)
      found.problem(at('usages'), `The key ${group} is ${type}, which does not allow ${refused.join(', ')}.`);
    if (wraps(plan) && plan.kek && vault.toLowerCase() !== plan.kek.vault.toLowerCase())
      found.problem(at('vault'), `The key ${group} is for the vault ${vault}, and the KEK is of ${plan.kek.vault}.`);
    if (type === 'rsa-4096')
      found.advice(at('type'), `The key ${group} is rsa-4096: Azure SQL takes rsa-2048 and rsa-3072 only.`);
    if (type === 'rsa-2048')
      found.advice(at('type'), `The key ${group} is rsa-2048: many rules want rsa-3072 for new keys.`);
    if (plan.kind === 'destroy' && spkiSha256 === undefined)
      found.strict(
        plan.mode,
        at('spkiSha256'),
        `The key ${group} is to be destroyed, and its spkiSha256 is not given: which one it is has to be certain.`,
      );
    if (plan.kind === 'recover-from-escrow' && spkiSha256 === undefined)
      found.advice(
        at('spkiSha256'),
        `The key ${group} has no spkiSha256: give it, so that it shows that the right key came back.`,
      );
    if (generates(plan) && spkiSha256 !== undefined)
      found.problem(at('spkiSha256'), `The key ${group} is not made yet: it cannot have an spkiSha256.`);
    if (validFor === undefined && generates(plan))
      found.advice(at('validFor'), `The key ${group} has no validFor: its version in Azure will not expire.`);
  }
}

function kek(plan: CeremonyPlan, context: PlanContext, found: Findings): void {
  if (plan.kind === 'generate-and-wrap' && plan.kek === undefined)
    found.problem(['kek', 'vault'], 'The KEK is missing: its vault at least.');
  if (plan.kind === 'destroy' && plan.kek !== undefined)
    found.problem(['kek'], 'A KEK is named, and nothing is wrapped when keys are destroyed.');
  if (plan.kek && plan.kind === 'recover-from-escrow' && plan.recovery === 'prove-only')
    found.problem(['kek'], 'A KEK is named, and a recovery that only proves wraps nothing.');
  if (!wraps(plan) || !plan.kek) return;
  if (plan.kek.kid === undefined && plan.kek.spkiSha256 === undefined)
    found.advice(
      ['kek', 'spkiSha256'],
      'Neither kid nor spkiSha256 of the KEK is in the plan: the comparison rests on reading aloud alone.',
    );
  if (context.kek) kekPackage(plan, plan.kek, context.kek, found);
}

function kekPackage(
  plan: CeremonyPlan,
  planned: NonNullable<CeremonyPlan['kek']>,
  given: NonNullable<PlanContext['kek']>,
  found: Findings,
): void {
  if (given.vault.toLowerCase() !== planned.vault.toLowerCase())
    found.problem(['kek', 'vault'], `The KEK package is of the vault ${given.vault}; the plan says ${planned.vault}.`);
  if (planned.kid !== undefined && given.kid !== planned.kid)
    found.problem(['kek', 'kid'], `The KEK package holds ${given.kid}; the plan says ${planned.kid}.`);
  if (given.practice && plan.mode === 'PRODUCTION')
    found.problem(['kek'], 'The KEK package is of a practice vault; a PRODUCTION ceremony refuses it.');
  if (!given.practice && plan.mode === 'PRACTICE')
    found.problem(['kek'], 'The KEK package is of a real vault; a rehearsal uses a practice vault.');
  // The day itself belongs to the ceremony, and the upload comes after it.
  const ends = Date.parse(`${plan.date}T00:00:00Z`) + 2 * DAY_MS;
  if (given.expiresOn !== undefined && given.expiresOn < ends)
    found.problem(
      ['kek'],
      `The KEK expires on ${new Date(given.expiresOn).toISOString().slice(0, 16).replace('T', ' ')} UTC: it has to outlast the ceremony of ${plan.date} and the upload after it, by a day at least.`,
    );
}

function escrow(plan: CeremonyPlan, found: Findings): void {
  const needed = plan.kind === 'generate-and-escrow' || plan.kind === 'recover-from-escrow';
  if (needed && !plan.escrow) found.problem(['escrow'], `A ${plan.kind} needs escrow: the threshold and the holders.`);
  if (!needed && plan.escrow) found.problem(['escrow'], `Escrow does not belong to a ${plan.kind}.`);
  if (plan.kind === 'recover-from-escrow' && plan.recovery === undefined)
    found.problem(['recovery'], 'It does not say what the recovery is for: bring-back or prove-only.');
  if (plan.kind !== 'recover-from-escrow' && plan.recovery !== undefined)
    found.problem(['recovery'], `recovery does not belong to a ${plan.kind}.`);
  if (!plan.escrow || !needed) return;
  const { threshold, holders } = plan.escrow;
  if (threshold > holders.length)
    found.problem(
      ['escrow', 'threshold'],
      `The threshold is ${threshold}, and there are only ${holders.length} holders.`,
    );
  if (threshold === holders.length)
    found.advice(
      ['escrow', 'threshold'],
      `All ${holders.length} shares are needed: one lost sheet loses the keys. Let there be more holders.`,
    );
  const seen = new Set<string>();
  for (const [index, holder] of holders.entries()) {
    const at = ['escrow', 'holders', index];
    if (seen.has(fold(holder))) found.problem(at, `${holder} would hold two shares; one person holds one.`);
    seen.add(fold(holder));
    const person = plan.people.find(({ name }) => name === holder);
    if (!person) found.problem(at, `The holder ${holder} is not among the people of the plan.`);
    else if (person.role === 'leader' || person.role === 'officer')
      found.strict(plan.mode, at, `${holder} is the ${person.role} and would hold a share; give it to somebody else.`);
  }
}

function machine(plan: CeremonyPlan, { applicationSha256, filesInOutFolder }: PlanContext, found: Findings): void {
  if (!plan.application)
    found.advice(
      ['application', 'sha256'],
      'The plan does not say which application it is (application): see docs/ceremony-plan.md, "The hash of the application".',
    );
  else if (applicationSha256 !== undefined && applicationSha256 !== plan.application.sha256)
    found.strict(
      plan.mode,
      ['application', 'sha256'],
      'The application on this machine is not the one of the plan: its SHA-256 is another.',
    );
  if (!plan.materials || plan.materials.length === 0)
    found.advice(
      ['materials'],
      'No materials are listed (machine, boot media, USB sticks, tamper bags with their numbers).',
    );
  for (const [index, { what, mark }] of (plan.materials ?? []).entries())
    if (plan.mode === 'PRODUCTION' && mark === undefined)
      found.advice(
        ['materials', index, 'mark'],
        `The material "${what}" has no mark: its number is only recorded, not compared.`,
      );
  const there = filesInOutFolder ?? [];
  if (there.length > 0)
    found.problem(
      [],
      `The folder for the outputs is not empty (${there.slice(0, 3).join(', ')}${there.length > 3 ? ', …' : ''}): nothing is ever written over. Give a new folder.`,
    );
}

/** Steps of one's own may leave out what a careful script has. */
function missingLooks(plan: CeremonyPlan, found: Findings): void {
  const kinds = new Set(stepsOf(plan).map(({ kind }) => kind));
  const wanted = [
    ['clock-check', 'compares the clock'],
    ['network-off', 'checks that the network is off'],
    ['self-hash', 'checks the application'],
  ] as const;
  for (const [kind, what] of wanted)
    if (!kinds.has(kind)) found.strict(plan.mode, ['steps'], `No step ${what} (${kind}).`);
}

/** Two spellings of one name are one person. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase().replaceAll(/\s+/g, ' ');
}
