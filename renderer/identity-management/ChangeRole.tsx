import { useState, type ReactNode } from 'react';
import { ROLES, type IdentityView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { RadioGroup, toast } from '../components/index.js';
import { ActDialog } from './ActDialog.js';
import { isUnderQuorum } from './identity-rules.js';
import { QuorumFields } from './QuorumFields.js';
import { IDENTITIES as TEXT } from './strings.js';
import { useQuorum } from './use-quorum.js';

const ROLE_OPTIONS = ROLES.map((role) => ({ id: role, title: role, note: TEXT.roles[role] }));

/** Change Role: from or to Administrator under quorum, else with a second administrator. */
export function ChangeRole(props: { readonly identity: IdentityView; readonly onClose: () => void }): ReactNode {
  const { identity, onClose } = props;
  const { name } = identity;
  const [role, setRole] = useState(identity.role);
  const quorum = useQuorum();
  const isSame = role === identity.role;
  const underQuorum = !isSame && isUnderQuorum(identity, role);
  return (
    <ActDialog
      title={TEXT.changeRoleTitle(name)}
      okLabel={TEXT.changeRole}
      missing={[...(isSame ? [TEXT.role] : []), ...(underQuorum ? quorum.missing : [])]}
      onClose={onClose}
      onSubmit={() => bridge().identityManagement.changeRole({ name, role, ...(underQuorum ? quorum.argument : {}) })}
      onDone={() => {
        toast(TEXT.roleChanged(name, role));
        onClose();
      }}
    >
      <RadioGroup
        label={TEXT.role}
        description={isSame ? TEXT.sameRole(name) : undefined}
        options={ROLE_OPTIONS}
        value={role}
        onChange={setRole}
      />
      <p>{underQuorum ? TEXT.splitAnew : TEXT.approvalFollows}</p>
      {underQuorum && <QuorumFields quorum={quorum} />}
    </ActDialog>
  );
}
