import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { withApproval, type ApprovalOptions } from '../approval.js';
import type { Context } from '../context.js';
import { confirmNeeded } from '../input/confirmation.js';
import { jobOutcome } from '../job-outcome.js';
import { refused, wrongUsage, type Outcome } from '../outcome.js';
import { checkRole, type Session } from '../session.js';
import { reasonOf } from './cloud-delete.js';
import { onGroup } from './on-group.js';

export interface MendOptions extends ApprovalOptions {
  readonly pushAgain?: string;
  readonly enable?: string;
  readonly recover?: boolean;
  readonly purge?: boolean;
  readonly confirm?: string;
}

/** `mend GROUP`: one of the things that Compare with Vault advises. */
export function mend(context: Context, [name = '']: readonly string[], options: MendOptions): Promise<Outcome> {
  const { pushAgain, enable, recover = false, purge = false } = options;
  const asked = [pushAgain !== undefined, enable !== undefined, recover, purge].filter(Boolean).length;
  if (asked !== 1) {
    return Promise.resolve(
      wrongUsage(
        asked === 0 ? 'What to do was not said.' : 'More than one thing to do was given.',
        'Give one of --push-again KEY, --enable VERSION, --recover, --purge. What is needed: keyferry compare GROUP.',
      ),
    );
  }
  if (purge && options.confirm === undefined) {
    const what = `This purges the soft-deleted key ${name} in the vault: nothing of it can be recovered afterwards.`;
    return Promise.resolve(confirmNeeded({ what, name: name.split('/').at(-1) ?? name }));
  }
  return onGroup(context, name, (session, group) => done(context, session, group, options));
}

async function done(context: Context, session: Session, group: KeyGroup, options: MendOptions): Promise<Outcome> {
  const { workstation, jobOptions } = session;
  const { cloud } = workstation.keyManagement;
  const { pushAgain, enable, recover, confirm } = options;
  if (pushAgain !== undefined)
    return jobOutcome(await cloud.synchronize(group, [pushAgain], { ...jobOptions, again: true }));
  if (enable !== undefined) return jobOutcome(await cloud.enableVersion(group, enable, jobOptions));
  if (recover === true) return jobOutcome(await cloud.recoverDeleted(group, jobOptions));
  if (confirm !== group.name) {
    return refused({
      code: 'confirm-name',
      message: `"${confirm ?? ''}" is not the name of the group. Nothing was purged.`,
      advice: `Confirm it with the name: --confirm ${group.name}.`,
    });
  }
  const may = checkRole(context, workstation, 'Administrator');
  if (!may.ok) return may;
  const reason = await reasonOf(context, options);
  if (!reason.ok) return reason;
  const justification = reason.value;
  const act = { act: 'purge-deleted', groupId: group.id, justification } as const;
  return withApproval(context, session, act, { ...options, justification }, async () =>
    jobOutcome(await cloud.purgeDeleted(group, { ...jobOptions, justification })),
  );
}
