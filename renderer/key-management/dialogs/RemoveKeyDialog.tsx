import type { ReactNode } from 'react';
import type { GroupView, KeyView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Callout, Fingerprint, KeyValueList } from '../../components/index.js';
import { isLive, standingVersion } from '../group-facts.js';
import { DETAILS, REMOVE } from '../strings.js';
import { ConfirmDialog } from './ConfirmDialog.js';

export interface RemoveKeyDialogProps {
  readonly group: GroupView;
  readonly entry: KeyView;
  readonly onClose: () => void;
}

/** Removes one key from this workstation only. */
export function RemoveKeyDialog({ group, entry, onClose }: RemoveKeyDialogProps): ReactNode {
  const version = isLive(entry) ? standingVersion(entry) : undefined;
  return (
    <ConfirmDialog
      title={REMOVE.keyTitle(entry.name)}
      okLabel={REMOVE.ok}
      danger
      name={entry.name}
      onConfirm={(confirm) => bridge().keyManagement.removeKey({ groupId: group.id, keyId: entry.id, confirm })}
      onDone={() => undefined}
      onClose={onClose}
    >
      <Callout tone="bad" title={REMOVE.keyLost}>
        {entry.versions.length === 0 ? REMOVE.keyNowhere : undefined}
      </Callout>
      {version && (
        <Callout tone="warn" title={REMOVE.keyStays(version.version, group.vault)}>
          {entry.state === 'active' ? REMOVE.keyActive : undefined}
        </Callout>
      )}
      <KeyValueList
        items={[{ name: DETAILS.spki, value: <Fingerprint value={entry.spkiSha256} what={DETAILS.spki} /> }]}
      />
    </ConfirmDialog>
  );
}
