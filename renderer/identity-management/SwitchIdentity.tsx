import type { ReactNode } from 'react';
import type { IdentityView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { toast } from '../components/index.js';
import { ActDialog } from './ActDialog.js';
import { isUnderQuorum } from './identity-rules.js';
import { QuorumFields } from './QuorumFields.js';
import { IDENTITIES as TEXT } from './strings.js';
import { useQuorum } from './use-quorum.js';

export interface SwitchIdentityProps {
  readonly identity: IdentityView;
  /** Enable, else Disable. */
  readonly on: boolean;
  readonly onClose: () => void;
}

/** Disable or Enable: an Administrator under quorum, others with a second administrator. */
export function SwitchIdentity({ identity, on, onClose }: SwitchIdentityProps): ReactNode {
  const { name, role } = identity;
  const quorum = useQuorum();
  const underQuorum = isUnderQuorum(identity);
  const argument = { name, ...(underQuorum ? quorum.argument : {}) };
  return (
    <ActDialog
      title={on ? TEXT.enableTitle(name) : TEXT.disableTitle(name)}
      okLabel={on ? TEXT.enable : TEXT.disable}
      danger={!on}
      missing={underQuorum ? quorum.missing : []}
      onClose={onClose}
      onSubmit={() => {
        const { enableIdentity, disableIdentity } = bridge().identityManagement;
        return on ? enableIdentity(argument) : disableIdentity(argument);
      }}
      onDone={() => {
        toast(on ? TEXT.enabledDone(name) : TEXT.disabledDone(name));
        onClose();
      }}
    >
      <p>{on ? TEXT.enableText(name, role) : TEXT.disableText(name)}</p>
      {underQuorum ? (
        <>
          <p>{on ? TEXT.enableAdministrator(name) : TEXT.disableAdministrator(name)}</p>
          <QuorumFields quorum={quorum} />
        </>
      ) : (
        <p>{TEXT.approvalFollows}</p>
      )}
    </ActDialog>
  );
}
