import { useMemo, type ReactNode } from 'react';
import type { GroupView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { answerOf, useIdentityManagement } from '../../stores/index.js';
import { GROUP_FORM } from '../strings.js';
import { editArgument, valuesOf } from './group-form.js';
import { GroupFormDialog } from './GroupFormDialog.js';

/** The same three tabs; name, vault and type stay, and the credential stays in its cloud. */
export function EditGroupDialog(props: { readonly group: GroupView; readonly onClose: () => void }): ReactNode {
  const { group, onClose } = props;
  const all = useIdentityManagement((state) => state.credentials);
  const credentials = useMemo(() => {
    const cloud = all.find((one) => one.id === group.credentialId)?.cloud;
    return all.filter((one) => cloud === undefined || one.cloud === cloud);
  }, [all, group.credentialId]);
  return (
    <GroupFormDialog
      title={GROUP_FORM.editTitle(group.name)}
      okLabel={GROUP_FORM.save}
      defaultValues={valuesOf(group)}
      credentials={credentials}
      edited={group}
      onSubmit={(values) => answerOf(bridge().keyManagement.editGroup(editArgument(group, values)))}
      onClose={onClose}
    />
  );
}
