import { useState, type ReactNode } from 'react';
import { contract, type GroupView } from '../../../shared/contract/index.js';
import type { JobId } from '../../../shared/domain/ids.js';
import { bridge } from '../../bridge.js';
import { Callout, TextArea } from '../../components/index.js';
import { DELETE, PURGE } from '../strings.js';
import { ConfirmDialog } from './ConfirmDialog.js';

const { justification: schema } = contract.keyManagement.calls.purgeDeleted.argument.shape;

export interface PurgeDialogProps {
  readonly group: GroupView;
  readonly onJob: (jobId: JobId) => void;
  readonly onClose: () => void;
}

/** The soft-deleted key for good: asks for its name and a justification. */
export function PurgeDialog({ group, onJob, onClose }: PurgeDialogProps): ReactNode {
  const [text, setText] = useState('');
  const [isLeft, setLeft] = useState(false);
  const justification = schema.safeParse(text);
  return (
    <ConfirmDialog
      title={PURGE.title(group.name)}
      okLabel={PURGE.ok}
      danger
      name={group.name}
      isBlocked={!justification.success}
      onConfirm={(confirm) => bridge().keyManagement.purgeDeleted({ groupId: group.id, confirm, justification: text })}
      onDone={({ jobId }) => onJob(jobId)}
      onClose={onClose}
    >
      <Callout tone="bad" title={PURGE.lead(group.name, group.vault)}>
        <p>{PURGE.text}</p>
      </Callout>
      <TextArea
        label={DELETE.justification}
        description={DELETE.justificationHelp}
        rows={2}
        value={text}
        onChange={setText}
        onBlur={() => setLeft(true)}
        error={isLeft && !justification.success ? justification.error.issues[0]?.message : undefined}
      />
    </ConfirmDialog>
  );
}
