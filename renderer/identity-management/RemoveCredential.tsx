import { useState, type ReactNode } from 'react';
import type { Credential } from '../../shared/domain/credential.js';
import { bridge } from '../bridge.js';
import { Button, ConfirmByName, Dialog, Failure, isConfirmed } from '../components/index.js';
import { useCall } from '../stores/index.js';
import { CREDENTIALS as TEXT } from './strings.js';

/** Removing asks for the name; a credential that a group uses is refused with the groups' names. */
export function RemoveCredential(props: { readonly credential: Credential; readonly onClose: () => void }): ReactNode {
  const { credential, onClose } = props;
  const [typed, setTyped] = useState('');
  const remove = useCall(bridge().identityManagement.removeCredential);
  const run = async (): Promise<void> => {
    const answer = await remove.run({ id: credential.id });
    if (answer.ok) onClose();
  };
  return (
    <Dialog
      title={TEXT.removeTitle(credential.name)}
      isOpen
      danger
      size="small"
      onClose={onClose}
      busy={remove.busy}
      footer={
        <>
          <Button onPress={onClose} isDisabled={remove.busy}>
            Cancel
          </Button>
          <Button
            variant="danger"
            busy={remove.busy}
            isDisabled={!isConfirmed(credential.name, typed)}
            onPress={() => void run()}
          >
            {TEXT.remove}
          </Button>
        </>
      }
    >
      <p>{TEXT.removeText}</p>
      <ConfirmByName name={credential.name} value={typed} onChange={setTyped} />
      {remove.failure && <Failure failure={remove.failure} />}
    </Dialog>
  );
}
