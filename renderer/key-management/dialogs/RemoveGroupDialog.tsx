import type { ReactNode } from 'react';
import type { GroupView, KeyView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Callout } from '../../components/index.js';
import { isLive } from '../group-facts.js';
import { REMOVE } from '../strings.js';
import { ConfirmDialog } from './ConfirmDialog.js';

export interface RemoveGroupDialogProps {
  readonly group: GroupView;
  readonly keys: readonly KeyView[];
  readonly onClose: () => void;
}

/** Removes a group from this workstation only; says what stays in the vault. */
export function RemoveGroupDialog({ group, keys, onClose }: RemoveGroupDialogProps): ReactNode {
  const live = keys.filter(isLive).length;
  const neverPushed = keys.filter((key) => key.versions.length === 0).length;
  return (
    <ConfirmDialog
      title={REMOVE.groupTitle(group.name)}
      okLabel={REMOVE.ok}
      danger
      name={group.name}
      onConfirm={(confirm) => bridge().keyManagement.removeGroup({ groupId: group.id, confirm })}
      onDone={() => undefined}
      onClose={onClose}
    >
      <Callout tone="bad" title={REMOVE.groupLost(keys.length)}>
        {neverPushed > 0 ? REMOVE.neverPushed(neverPushed) : undefined}
      </Callout>
      {live > 0 ? (
        <Callout
          tone="warn"
          title={REMOVE.groupStays(group.name, live, group.vault)}
          advice={REMOVE.groupStaysAdvice}
        />
      ) : (
        <p>{REMOVE.nothingStays(group.vault)}</p>
      )}
    </ConfirmDialog>
  );
}
