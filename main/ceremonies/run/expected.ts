import type { CeremonyPlan, PlannedStep } from '../../../shared/domain/ceremony/plan.js';
import { CHECKING_STEPS, type StepKind } from '../../../shared/domain/ceremony/steps.js';
import { fileNameOf } from '../file-name.js';
import { subjectOf } from '../plan/check-steps.js';

/** The word that confirms. */
export const CONFIRM_WORD = 'CONFIRM';

/** What everybody should see at a step, told from the plan alone: script, run, record and verification say the same. */
export function expectedOf(plan: CeremonyPlan, planSha256: string, step: PlannedStep): string {
  if (step.expected !== undefined) return step.expected;
  switch (step.kind) {
    case 'clock-check':
      return 'The clocks are two minutes apart at most.';
    case 'network-off':
      return 'No interface but loopback is up.';
    case 'self-hash':
      return plan.application
        ? `Version ${plan.application.version}, SHA-256 ${plan.application.sha256}`
        : 'The SHA-256 that was computed on another machine.';
    case 'confirm':
      return `The word ${CONFIRM_WORD}.`;
    case 'observe':
      return 'It is recorded as it is seen.';
    case 'read-kek':
      return `A KEK of the vault ${plan.kek?.vault ?? ''}.`;
    case 'read-aloud':
      return expectedAloud(plan, planSha256, step);
    case 'generate':
      return 'One new key.';
    case 'wrap':
      return `${fileNameOf(plan, `${step.group ?? ''}.byok`)} is written.`;
    case 'split':
      return `A sheet for each of ${plan.escrow?.holders.length ?? 0} holders.`;
    case 'share-test':
      return 'The share is whole and belongs to this set.';
    case 'recover':
      return `${plan.escrow?.threshold ?? 0} shares of one set.`;
    case 'destroy':
      return `The key of ${step.group ?? ''} is gone from this workstation.`;
    case 'export':
      return 'One file, with its SHA-256.';
    case 'attest':
      return 'Everybody answers for themselves.';
  }
}

function expectedAloud(plan: CeremonyPlan, planSha256: string, step: PlannedStep): string {
  switch (subjectOf(step)) {
    case 'plan':
      return planSha256;
    case 'kek':
      return plan.kek?.spkiSha256 ?? 'What came from the online side on another way.';
    case 'key':
      return plan.keys.find(({ group }) => group === step.group)?.spkiSha256 ?? 'All read and write the same.';
    case 'package':
    case undefined:
      return 'All read and write the same.';
  }
}

/** Whether a step may be left behind after an exception sheet. In PRODUCTION the network may not stay on. */
export function mayBeLeft(kind: StepKind, mode: CeremonyPlan['mode']): boolean {
  return CHECKING_STEPS.has(kind) && !(kind === 'network-off' && mode === 'PRODUCTION');
}
