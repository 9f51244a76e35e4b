import { useEffect, useState, type ReactNode } from 'react';
import { contract, type GroupView, type KeyView, type Reply } from '../../../shared/contract/index.js';
import type { JobId } from '../../../shared/domain/ids.js';
import { bridge } from '../../bridge.js';
import { Button, Dialog, Failure, Spinner, TextArea, classesOf } from '../../components/index.js';
import { useCall } from '../../stores/index.js';
import { DELETE, KIND } from '../strings.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { DeletionPreview, PurgeChoice, type Deletion } from './DeletionPreview.js';
import styles from './Dialogs.module.css';

const c = classesOf(styles);
const { justification: justificationSchema } = contract.keyManagement.calls.deleteOnCloud.argument.shape;

export interface DeleteOnCloudDialogProps {
  readonly group: GroupView;
  readonly keys: readonly KeyView[];
  readonly onJob: (jobId: JobId) => void;
  readonly onClose: () => void;
}

/** Cloud > Delete on Cloud Service: first looks what that would do in this vault, and says it; then asks. */
export function DeleteOnCloudDialog(props: DeleteOnCloudDialogProps): ReactNode {
  const { group, onClose } = props;
  const { run, busy, failure } = useCall(bridge().keyManagement.previewDeletion);
  const [preview, setPreview] = useState<Reply<'keyManagement', 'previewDeletion'>>();
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let isLeft = false;
    void run({ groupId: group.id }).then((answer) => {
      if (answer.ok && !isLeft) setPreview(answer.value);
    });
    return () => {
      isLeft = true;
    };
  }, [run, group.id, asked]);

  if (preview) return <AskDelete {...props} preview={preview} />;
  return (
    <Dialog
      title={DELETE.title(group.name)}
      danger
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{KIND.cancel}</Button>
          {failure && (
            <Button onPress={() => setAsked(asked + 1)} busy={busy}>
              {DELETE.lookAgain}
            </Button>
          )}
        </>
      }
    >
      {failure ? (
        <Failure failure={failure} />
      ) : (
        <p className={c('line')} role="status">
          <Spinner /> {DELETE.looking(group.vault)}
        </p>
      )}
    </Dialog>
  );
}

function AskDelete(
  props: DeleteOnCloudDialogProps & { readonly preview: Reply<'keyManagement', 'previewDeletion'> },
): ReactNode {
  const { group, keys, preview, onJob, onClose } = props;
  const [deletion, setDeletion] = useState<Deletion>('delete');
  const [text, setText] = useState('');
  const [isLeft, setLeft] = useState(false);
  const justification = justificationSchema.safeParse(text);
  const purge = deletion === 'purge';
  return (
    <ConfirmDialog
      title={DELETE.title(group.name)}
      okLabel={purge ? DELETE.okPurge : DELETE.ok}
      danger
      name={group.name}
      isBlocked={!justification.success}
      onConfirm={(confirm) =>
        bridge().keyManagement.deleteOnCloud({ groupId: group.id, confirm, justification: text, purge })
      }
      onDone={({ jobId }) => onJob(jobId)}
      onClose={onClose}
    >
      <DeletionPreview preview={preview} group={group} keys={keys} />
      {preview.outcome === 'soft-deleted' && <PurgeChoice value={deletion} onChange={setDeletion} />}
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
