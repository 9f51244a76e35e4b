import type { Result } from '../../../../shared/result.js';
import type { OpenedRun, ReadPlan } from '../../../ceremonies/index.js';
import { withApproval, type ApprovalOptions } from '../approval.js';
import type { Context } from '../context.js';
import { done, type Outcome } from '../outcome.js';
import type { Session } from '../session.js';

/**
 * Begins or resumes a ceremony; where a PRODUCTION one begins, a second Administrator confirms it. Answers an outcome where
 * nothing was opened: a refusal, or the request that was written.
 */
export async function openRun(
  context: Context,
  session: Session,
  { plan, folder, approval }: { readonly plan: ReadPlan; readonly folder: string; readonly approval: ApprovalOptions },
): Promise<{ readonly opened: OpenedRun } | { readonly instead: Outcome }> {
  const { actOfBegin } = await import('../../../workstation.js');
  const act = actOfBegin(session.workstation, plan, folder);
  if (!act.ok) return { instead: act };
  const open = (): Result<OpenedRun> => session.workstation.ceremonies.open(plan, folder);
  if (!act.value) return either(open());
  let opened: Result<OpenedRun> | undefined;
  const outcome = await withApproval(context, session, act.value, approval, () => {
    opened = open();
    return Promise.resolve(opened.ok ? done({}, '') : opened);
  });
  return opened ? either(opened) : { instead: outcome };
}

function either(opened: Result<OpenedRun>): { readonly opened: OpenedRun } | { readonly instead: Outcome } {
  return opened.ok ? { opened: opened.value } : { instead: opened };
}
