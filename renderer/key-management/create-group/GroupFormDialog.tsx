import { useEffect, useState, type ReactNode } from 'react';
import type { DefaultValues } from 'react-hook-form';
import type { Answer, GroupView } from '../../../shared/contract/index.js';
import type { Credential } from '../../../shared/domain/credential.js';
import { FormDialog, Tabs } from '../../components/index.js';
import { GROUP_FORM } from '../strings.js';
import { AzureTab } from './AzureTab.js';
import { groupForm, tabHasError, type GroupFormInput, type GroupFormOutput, type GroupTabId } from './group-form.js';
import { GroupTab, type GroupTabProps } from './GroupTab.js';
import { RotationTab } from './RotationTab.js';

const LABELS = {
  name: GROUP_FORM.name,
  credentialId: GROUP_FORM.credential,
  keyType: GROUP_FORM.keyType,
  usages: GROUP_FORM.usages,
  vault: GROUP_FORM.vault,
  rotateEvery: GROUP_FORM.rotateEvery,
  validFor: GROUP_FORM.validFor,
} as const;

export interface GroupFormDialogProps {
  readonly title: string;
  readonly okLabel: string;
  readonly defaultValues: DefaultValues<GroupFormInput>;
  readonly credentials: readonly Credential[];
  readonly edited?: GroupView | undefined;
  readonly onSubmit: (values: GroupFormOutput) => Promise<Answer<unknown>>;
  readonly onClose: () => void;
}

/** The three tabs of a Key Group. */
export function GroupFormDialog(props: GroupFormDialogProps): ReactNode {
  const { credentials, edited, ...dialog } = props;
  return (
    <FormDialog<GroupFormInput, GroupFormOutput> {...dialog} schema={groupForm} labels={LABELS}>
      {(form) => <GroupTabs form={form} credentials={credentials} edited={edited} />}
    </FormDialog>
  );
}

function GroupTabs(props: GroupTabProps): ReactNode {
  const { form } = props;
  const [tab, setTab] = useState<string>('group');
  const [visited, setVisited] = useState<readonly string[]>([]);
  const { errors } = form.formState;
  const { trigger } = form;
  // Says beside OK from the beginning what is still missing, also on tabs that nobody opened yet.
  useEffect(() => void trigger(), [trigger]);

  const wrong = Object.keys(errors);
  const page = (id: GroupTabId, content: ReactNode) => ({
    id,
    title: GROUP_FORM.tabs[id],
    content,
    hasError: tab !== id && visited.includes(id) && tabHasError(id, wrong),
  });
  return (
    <Tabs
      label={GROUP_FORM.createTitle}
      keepAll
      selected={tab}
      onSelect={(next) => {
        setVisited([...new Set([...visited, tab])]);
        setTab(next);
      }}
      pages={[
        page('group', <GroupTab {...props} />),
        page('azure', <AzureTab {...props} />),
        page('rotation', <RotationTab form={form} edited={props.edited} />),
      ]}
    />
  );
}
