import type { Failure, Result } from '../../shared/result.js';
import type { JobContext } from '../logging-and-reporting/index.js';

/**
 * What went through before the failure is found out by looking, and recorded by `look`; where that fails too, at the next
 * job of the group or at the next start. Answers the failure, with what was found.
 */
export async function lookAfterFailure(
  context: JobContext,
  failure: Failure,
  look: () => Promise<Result<string>>,
): Promise<Result<never>> {
  context.update({ reconciled: false });
  const found = await context.step('reconcile', {}, look);
  if (!found.ok) return { ok: false, failure };
  context.update({ reconciled: true });
  return { ok: false, failure: { ...failure, message: `${failure.message} Looked at the vault: ${found.value}` } };
}
