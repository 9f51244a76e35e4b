import { useState, type ReactNode } from 'react';
import { ROLES, type Role } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { RadioGroup, toast } from '../components/index.js';
import { useIdentityManagement } from '../stores/index.js';
import { ActDialog } from './ActDialog.js';
import { isUnderQuorum, sameName } from './identity-rules.js';
import { isFilled, NO_LOGIN } from './new-login.js';
import { NewLoginFields } from './NewLoginFields.js';
import { QuorumFields } from './QuorumFields.js';
import { IDENTITIES as TEXT, NEW_LOGIN } from './strings.js';
import { useQuorum } from './use-quorum.js';

const ROLE_OPTIONS = ROLES.map((role) => ({ id: role, title: role, note: TEXT.roles[role] }));

/** Add Identity: the newcomer types the passphrase; an Administrator takes a quorum, others a second administrator. */
export function AddIdentity({ onClose }: { readonly onClose: () => void }): ReactNode {
  const identities = useIdentityManagement((state) => state.identities);
  const [draft, setDraft] = useState(NO_LOGIN);
  const [role, setRole] = useState<Role>('Operator');
  const [isAccepted, setAccepted] = useState(false);
  const quorum = useQuorum();
  const underQuorum = isUnderQuorum({ role });
  const isTaken = identities.some(({ name }) => sameName(name, draft.name));
  const { name, passphrase } = draft;
  return (
    <ActDialog
      title={TEXT.addTitle}
      okLabel={TEXT.add}
      missing={[
        ...(name.trim() === '' || isTaken ? [NEW_LOGIN.name] : []),
        ...(isFilled({ ...draft, name: 'x' }) && isAccepted ? [] : [NEW_LOGIN.passphrase]),
        ...(underQuorum ? quorum.missing : []),
      ]}
      onClose={onClose}
      onSubmit={() =>
        bridge().identityManagement.addIdentity({ name, role, passphrase, ...(underQuorum ? quorum.argument : {}) })
      }
      onDone={(added) => {
        toast(TEXT.added(added.name, added.role));
        onClose();
      }}
    >
      <NewLoginFields
        title={TEXT.newcomer}
        draft={draft}
        onChange={setDraft}
        onAccepted={setAccepted}
        nameError={isTaken ? TEXT.nameTaken : undefined}
        focus
      >
        <RadioGroup label={TEXT.role} options={ROLE_OPTIONS} value={role} onChange={setRole} />
      </NewLoginFields>
      <p>
        {TEXT.newcomerTypes} {!underQuorum && TEXT.approvalFollows}
      </p>
      {underQuorum && <QuorumFields quorum={quorum} />}
    </ActDialog>
  );
}
