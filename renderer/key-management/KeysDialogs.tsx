import type { ReactNode } from 'react';
import type { GroupView, KeyView } from '../../shared/contract/index.js';
import type { JobId } from '../../shared/domain/ids.js';
import { keysOf, useKeyManagement } from '../stores/index.js';
import { CreateGroupDialog } from './create-group/CreateGroupDialog.js';
import { EditGroupDialog } from './create-group/EditGroupDialog.js';
import { CreateKeysDialog } from './dialogs/CreateKeysDialog.js';
import { DeleteOnCloudDialog } from './dialogs/DeleteOnCloudDialog.js';
import { PurgeDialog } from './dialogs/PurgeDialog.js';
import { RemoveGroupDialog } from './dialogs/RemoveGroupDialog.js';
import { RemoveKeyDialog } from './dialogs/RemoveKeyDialog.js';
import { RotateDialog } from './dialogs/RotateDialog.js';
import { SynchronizeDialog } from './dialogs/SynchronizeDialog.js';
import type { OpenDialog } from './open-dialog.js';

export interface KeysDialogsProps {
  readonly open: OpenDialog | undefined;
  readonly onClose: () => void;
  readonly onJob: (jobId: JobId) => void;
  readonly onGroupCreated: (group: GroupView) => void;
  readonly onKeysCreated: (group: GroupView, keys: readonly KeyView[]) => void;
}

/** The dialogs of the Keys view, one at a time. */
export function KeysDialogs(props: KeysDialogsProps): ReactNode {
  const { open, onClose, onJob, onGroupCreated, onKeysCreated } = props;
  const groupId = open && 'group' in open ? open.group.id : undefined;
  const keys = useKeyManagement((state) => keysOf(state, groupId));
  if (!open) return undefined;
  switch (open.kind) {
    case 'create-group':
      return <CreateGroupDialog onCreated={onGroupCreated} onClose={onClose} />;
    case 'edit-group':
      return <EditGroupDialog group={open.group} onClose={onClose} />;
    case 'remove-group':
      return <RemoveGroupDialog group={open.group} keys={keys} onClose={onClose} />;
    case 'create-keys':
      return (
        <CreateKeysDialog group={open.group} onCreated={(made) => onKeysCreated(open.group, made)} onClose={onClose} />
      );
    case 'remove-key':
      return <RemoveKeyDialog group={open.group} entry={open.key} onClose={onClose} />;
    case 'synchronize':
      return <SynchronizeDialog group={open.group} keys={open.keys} onJob={onJob} onClose={onClose} />;
    case 'rotate':
      return <RotateDialog group={open.group} onJob={onJob} onClose={onClose} />;
    case 'purge':
      return <PurgeDialog group={open.group} onJob={onJob} onClose={onClose} />;
    case 'delete-on-cloud':
      return <DeleteOnCloudDialog group={open.group} keys={keys} onJob={onJob} onClose={onClose} />;
  }
}
