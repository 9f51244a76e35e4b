import type { ReactNode } from 'react';
import type { GroupView, KeyView } from '../../../shared/contract/index.js';
import type { JobId } from '../../../shared/domain/ids.js';
import { bridge } from '../../bridge.js';
import { Callout, classesOf } from '../../components/index.js';
import { keysToPush } from '../action-rules.js';
import { isLive } from '../group-facts.js';
import { VaultName } from '../groups/VaultName.js';
import { SYNCHRONIZE } from '../strings.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import styles from './Dialogs.module.css';

const c = classesOf(styles);
const MOST = 100;

export interface SynchronizeDialogProps {
  readonly group: GroupView;
  /** The chosen ones. */
  readonly keys: readonly KeyView[];
  readonly onJob: (jobId: JobId) => void;
  readonly onClose: () => void;
}

/** Asked where a push replaces something that is in use, or sends more than one key. */
export function SynchronizeDialog({ group, keys, onJob, onClose }: SynchronizeDialogProps): ReactNode {
  const toPush = keysToPush(keys);
  const skipped = keys.filter(isLive);
  const last = toPush.at(-1);
  return (
    <ConfirmDialog
      title={SYNCHRONIZE.title}
      okLabel={SYNCHRONIZE.ok}
      onConfirm={() => bridge().keyManagement.synchronize({ groupId: group.id, keyIds: toPush.map((key) => key.id) })}
      onDone={({ jobId }) => onJob(jobId)}
      onClose={onClose}
    >
      <p>{SYNCHRONIZE.lead(toPush.length, group.vault)}</p>
      {group.practice && (
        <p>
          <VaultName vault={group.vault} practice />
        </p>
      )}
      <ul className={c('names')}>
        {toPush.slice(0, MOST).map((key) => (
          <li key={key.id}>{key.name}</li>
        ))}
        {toPush.length > MOST && <li className={c('soft')}>{SYNCHRONIZE.more(toPush.length - MOST)}</li>}
      </ul>
      {last && (
        <Callout tone={group.active ? 'warn' : 'info'} title={SYNCHRONIZE.becomes(last.name)}>
          {SYNCHRONIZE.becomesText(group.active?.keyName)}
        </Callout>
      )}
      {skipped.length > 0 && (
        <p className={c('small')}>{SYNCHRONIZE.skipped(skipped.slice(0, MOST).map((key) => key.name))}</p>
      )}
    </ConfirmDialog>
  );
}
