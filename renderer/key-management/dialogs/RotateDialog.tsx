import type { ReactNode } from 'react';
import type { GroupView } from '../../../shared/contract/index.js';
import type { JobId } from '../../../shared/domain/ids.js';
import { bridge } from '../../bridge.js';
import { Callout } from '../../components/index.js';
import { useNow } from '../../stores/index.js';
import { endOf } from '../group-facts.js';
import { VaultName } from '../groups/VaultName.js';
import { ROTATE } from '../strings.js';
import { dayWords } from '../words.js';
import { ConfirmDialog } from './ConfirmDialog.js';

export interface RotateDialogProps {
  readonly group: GroupView;
  readonly onJob: (jobId: JobId) => void;
  readonly onClose: () => void;
}

/** Cloud > Force Rotation. */
export function RotateDialog({ group, onJob, onClose }: RotateDialogProps): ReactNode {
  const next = endOf(group.rotateEvery, useNow());
  return (
    <ConfirmDialog
      title={ROTATE.title(group.name)}
      okLabel={ROTATE.ok}
      onConfirm={() => bridge().keyManagement.rotate({ groupId: group.id })}
      onDone={({ jobId }) => onJob(jobId)}
      onClose={onClose}
    >
      <p>{ROTATE.lead(group.vault)}</p>
      {group.practice && (
        <p>
          <VaultName vault={group.vault} practice />
        </p>
      )}
      <Callout tone={group.active ? 'warn' : 'info'} title={ROTATE.becomes}>
        {group.active ? ROTATE.before(group.active.keyName) : ROTATE.first}
      </Callout>
      {next !== undefined && <p>{ROTATE.next(dayWords(next))}</p>}
    </ConfirmDialog>
  );
}
