import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { ok, type Result } from '../../../../shared/result.js';
import { withApproval, type ApprovalOptions } from '../approval.js';
import type { Context } from '../context.js';
import { confirmation, confirmNeeded } from '../input/confirmation.js';
import { readTextFile } from '../input/json-file.js';
import { justificationOf } from '../input/justification.js';
import { jobOutcome } from '../job-outcome.js';
import { refused, type Outcome } from '../outcome.js';
import type { Session } from '../session.js';
import { queuedWhere, type QueueOptions } from './queue.js';
import { onGroup } from './on-group.js';

export interface DeleteOptions extends ApprovalOptions, QueueOptions {
  readonly confirm?: string;
  /** False with --no-purge. */
  readonly purge: boolean;
}

/** `cloud-delete GROUP`. */
export async function cloudDelete(
  context: Context,
  [name = '']: readonly string[],
  options: DeleteOptions,
): Promise<Outcome> {
  if (options.confirm === undefined && !context.terminal.inIsTerminal) {
    return confirmNeeded({
      what: `This deletes the key ${name} with all its versions in the vault.`,
      name: name.split('/').at(-1) ?? name,
    });
  }
  return onGroup(context, name, async (session, group) => {
    const confirmed = await nameGiven(context, session, group, options);
    if (!confirmed.ok) return confirmed;
    if (confirmed.value !== group.name) {
      return refused({
        code: 'confirm-name',
        message: `"${confirmed.value}" is not the name of the group. Nothing was deleted.`,
        advice: `Confirm it with the name: --confirm ${group.name}.`,
      });
    }
    const { cloud } = session.workstation.keyManagement;
    const designated = cloud.designated();
    if (!designated.ok) return designated;
    const justification = await reasonOf(context, options);
    if (!justification.ok) return justification;
    const { purge } = options;
    const act = { act: 'delete-on-cloud', groupId: group.id, purge, justification: justification.value } as const;
    return withApproval(context, session, act, { ...options, justification: justification.value }, async () =>
      jobOutcome(
        queuedWhere(
          options,
          session,
          await cloud.deleteOnCloud(group, purge, { ...session.jobOptions, justification: justification.value }),
        ),
      ),
    );
  });
}

/** An approval that came back says why itself. */
export async function reasonOf(context: Context, options: ApprovalOptions): Promise<Result<string>> {
  if (options.justification !== undefined || options.approval === undefined)
    return justificationOf(context, options.justification);
  const { LARGEST_FILE, parseApproval } = await import('../../../identity-management/index.js');
  const content = readTextFile(context, options.approval, LARGEST_FILE);
  const parsed = content.ok ? parseApproval(content.value) : content;
  if (!parsed.ok) return parsed;
  const asked = parsed.value.request.act['justification'];
  return justificationOf(context, typeof asked === 'string' ? asked : undefined);
}

/** From --confirm, or typed by somebody who has read what would happen in this very vault. */
async function nameGiven(
  context: Context,
  { workstation, signal }: Session,
  group: KeyGroup,
  options: DeleteOptions,
): Promise<Result<string>> {
  if (options.confirm !== undefined) return ok(options.confirm);
  const preview = await workstation.keyManagement.deletion.preview(group, signal);
  if (!preview.ok) return preview;
  const { sentence, foreignVersions } = preview.value;
  const foreign = foreignVersions > 0 ? `\nIt holds ${foreignVersions} version(s) that were not made here.` : '';
  const purge = options.purge ? 'It is then purged where the vault allows it.' : 'It is not purged.';
  return confirmation(context, undefined, { what: `${sentence}${foreign}\n${purge}`, name: group.name });
}
