import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { ok, type Result } from '../../../../shared/result.js';
import type { Context } from '../context.js';
import { confirmation, confirmNeeded } from '../input/confirmation.js';
import { jobOutcome } from '../job-outcome.js';
import { refused, wrongUsage, type Outcome } from '../outcome.js';
import type { Session } from '../session.js';
import { onGroup } from './on-group.js';

export interface DeleteOptions {
  readonly confirm?: string;
  readonly justification?: string;
  /** False with --no-purge. */
  readonly purge: boolean;
}

const LONGEST_JUSTIFICATION = 500;

/** `cloud-delete GROUP`. */
export async function cloudDelete(
  context: Context,
  [name = '']: readonly string[],
  options: DeleteOptions,
): Promise<Outcome> {
  const justification = options.justification?.trim();
  if (justification !== undefined && (justification === '' || justification.length > LONGEST_JUSTIFICATION))
    return wrongUsage(`A justification has 1 to ${LONGEST_JUSTIFICATION} characters.`, 'Say why in a few words.');
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
    const { workstation, jobOptions } = session;
    const why = justification === undefined ? {} : { justification };
    return jobOutcome(
      await workstation.keyManagement.cloud.deleteOnCloud(group, options.purge, { ...jobOptions, ...why }),
    );
  });
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
