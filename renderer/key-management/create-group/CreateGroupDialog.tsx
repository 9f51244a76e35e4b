import { useState, type ReactNode } from 'react';
import type { GroupView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Button, Dialog, RadioGroup } from '../../components/index.js';
import { answerOf, useIdentityManagement } from '../../stores/index.js';
import { GROUP_FORM, KIND } from '../strings.js';
import { newGroupValues } from './group-form.js';
import { GroupFormDialog } from './GroupFormDialog.js';

const KINDS = [{ id: 'hsm-protected', title: KIND.hsmProtected, note: KIND.hsmProtectedNote }] as const;

export interface CreateGroupDialogProps {
  readonly onCreated: (group: GroupView) => void;
  readonly onClose: () => void;
}

/** [Create]: first what, then its three tabs. */
export function CreateGroupDialog({ onCreated, onClose }: CreateGroupDialogProps): ReactNode {
  const [isKindChosen, setKindChosen] = useState(false);
  const credentials = useIdentityManagement((state) => state.credentials);
  if (!isKindChosen) return <KindDialog onChosen={() => setKindChosen(true)} onClose={onClose} />;
  return (
    <GroupFormDialog
      title={GROUP_FORM.createTitle}
      okLabel={GROUP_FORM.create}
      defaultValues={newGroupValues(credentials)}
      credentials={credentials}
      onSubmit={async (values) => {
        const answer = await answerOf(bridge().keyManagement.createGroup(values));
        if (answer.ok) onCreated(answer.value);
        return answer;
      }}
      onClose={onClose}
    />
  );
}

function KindDialog(props: { readonly onChosen: () => void; readonly onClose: () => void }): ReactNode {
  const { onChosen, onClose } = props;
  const [kind, setKind] = useState<(typeof KINDS)[number]['id']>('hsm-protected');
  return (
    <Dialog
      title={KIND.title}
      size="small"
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{KIND.cancel}</Button>
          <Button variant="primary" onPress={onChosen} autoFocus>
            {KIND.ok}
          </Button>
        </>
      }
    >
      <RadioGroup label={KIND.label} cards options={KINDS} value={kind} onChange={setKind} />
    </Dialog>
  );
}
