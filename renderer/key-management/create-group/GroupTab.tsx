import type { ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { CLOUDS } from '../../../shared/azure/clouds.js';
import { KEY_TYPE_NAMES, KEY_TYPES, KEY_USAGES, type KeyTypeName } from '../../../shared/azure/key-types.js';
import type { GroupView } from '../../../shared/contract/index.js';
import type { Credential } from '../../../shared/domain/credential.js';
import {
  FormCheckboxGroup,
  FormSelect,
  FormTextField,
  KeyValueList,
  Select,
  type Option,
} from '../../components/index.js';
import { KEY_TYPE_WORDS, USAGE_WORDS } from '../key-types.js';
import { GROUP_FORM } from '../strings.js';
import { usagesAfter, type GroupFormInput, type GroupFormOutput } from './group-form.js';

export interface GroupTabProps {
  readonly form: UseFormReturn<GroupFormInput, unknown, GroupFormOutput>;
  readonly credentials: readonly Credential[];
  /** The group that is edited: its name and type stay. */
  readonly edited?: GroupView | undefined;
}

const SERVICES: readonly Option<'azure'>[] = [{ id: 'azure', title: GROUP_FORM.services.azure }];
const TYPES: readonly Option<KeyTypeName>[] = KEY_TYPE_NAMES.map((id) => ({ id, ...KEY_TYPE_WORDS[id] }));

/** The tab HSM Protected Key Group: service, name, credential, type and usages. */
export function GroupTab({ form, credentials, edited }: GroupTabProps): ReactNode {
  const { control } = form;
  return (
    <>
      <Select label={GROUP_FORM.service} options={SERVICES} value="azure" onChange={() => undefined} />
      {edited ? (
        <KeyValueList items={[{ name: GROUP_FORM.name, value: `${edited.name}. ${GROUP_FORM.nameFixed}` }]} />
      ) : (
        <FormTextField
          control={control}
          name="name"
          label={GROUP_FORM.name}
          description={GROUP_FORM.nameHelp}
          autoFocus
        />
      )}
      <FormSelect
        control={control}
        name="credentialId"
        label={GROUP_FORM.credential}
        placeholder={GROUP_FORM.chooseCredential}
        description={edited ? GROUP_FORM.credentialSameCloud : GROUP_FORM.credentialHelp}
        options={credentials.map(({ id, name, cloud }) => ({ id, title: name, note: CLOUDS[cloud].title }))}
      />
      <TypeAndUsages form={form} edited={edited} />
    </>
  );
}

function TypeAndUsages({ form, edited }: Pick<GroupTabProps, 'form' | 'edited'>): ReactNode {
  const keyType = form.watch('keyType');
  const { kind, usages: allowed } = KEY_TYPES[keyType];
  const onType = (next: KeyTypeName): void => {
    form.setValue('usages', [...usagesAfter(keyType, next, form.getValues('usages') ?? [])]);
    form.setValue('keyType', next, { shouldValidate: true, shouldDirty: true });
  };
  return (
    <>
      {edited ? (
        <KeyValueList
          items={[{ name: GROUP_FORM.keyType, value: `${KEY_TYPE_WORDS[keyType].title}. ${GROUP_FORM.keyTypeFixed}` }]}
        />
      ) : (
        <Select
          label={GROUP_FORM.keyType}
          options={TYPES}
          value={keyType}
          onChange={onType}
          description={KEY_TYPE_WORDS[keyType].note}
        />
      )}
      <FormCheckboxGroup
        control={form.control}
        name="usages"
        label={GROUP_FORM.usages}
        options={KEY_USAGES.map((id) => ({ id, title: USAGE_WORDS[id], isDisabled: !allowed.includes(id) }))}
        description={edited ? GROUP_FORM.usagesEdit : kind === 'ec' ? GROUP_FORM.usagesEc : GROUP_FORM.usagesHelp}
      />
    </>
  );
}
