import type { Credential } from '../../../shared/domain/credential.js';
import type { Workstation } from '../../workstation.js';
import type { Context } from './context.js';
import { done, refused, type Outcome } from './outcome.js';
import { checkList, checkSummary, type Check } from './show/checks.js';
import { vaultLabel } from './show/text.js';

/** The pre-flight of a credential at a vault, as what a command answers. */
export async function preflightOutcomeOf(
  context: Context,
  workstation: Workstation,
  what: { readonly credential: Credential; readonly vault: string; readonly signal: AbortSignal },
): Promise<Outcome> {
  const { credential, vault, signal } = what;
  const checks = await workstation.preflight(credential, vault, signal);
  if (!checks.ok) return checks;
  const practice = credential.cloud === 'practice';
  const missing = practice && checks.value.some((one) => one.id === 'name-resolves' && one.outcome === 'failed');
  const title = `Pre-flight of ${credential.name} at the vault ${vaultLabel(vault, practice)}`;
  return checksOutcome(context, checks.value, {
    title,
    data: { credential: credential.name, vault, practice },
    ...(missing ? { advice: 'A practice vault is made together with its first group: keyferry group create.' } : {}),
  });
}

/** A list of checks as what a command answers: exit code 1 as soon as one failed. */
export function checksOutcome(
  { terminal, surroundings }: Context,
  checks: readonly Check[],
  what: { readonly title: string; readonly data: Record<string, unknown>; readonly advice?: string },
): Outcome {
  const data = { ...what.data, checks };
  const list = checkList(checks, terminal, Boolean(surroundings.env['NO_COLOR']));
  const text = `${what.title}\n\n${list}\n\n${checkSummary(checks)}`;
  const failed = checks.filter((check) => check.outcome === 'failed');
  if (failed.length === 0) return done(data, text);
  return refused(
    {
      code: 'checks-failed',
      message: `Failed: ${failed.map((check) => check.title).join(', ')}.`,
      advice: what.advice ?? 'Do what the list says, then look again.',
    },
    { data, text },
  );
}
