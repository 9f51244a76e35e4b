import type { ReactNode } from 'react';
import { contract } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { FormDateField, FormDialog, FormSelect, FormTextField, Select, toast } from '../components/index.js';
import { answerOf } from '../stores/index.js';
import { AZURE_CLOUDS } from './cloud-options.js';
import { SecretField } from './SecretField.js';
import { CREDENTIALS as TEXT } from './strings.js';

const schema = contract.identityManagement.calls.addCredential.argument;
const LABELS = {
  name: TEXT.fields.name,
  tenantId: TEXT.fields.tenantId,
  clientId: TEXT.fields.clientId,
  secret: TEXT.fields.secret,
  secretExpiresOn: TEXT.fields.secretExpires,
};
/** As KMES users know it: the service is chosen first; there is one. */
const SERVICES = [{ id: 'azure', title: TEXT.service }] as const;

/** Add Cloud Credential. */
export function AddCredential({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <FormDialog
      title={TEXT.addTitle}
      schema={schema}
      defaultValues={{ name: '', cloud: 'public', tenantId: '', clientId: '', secret: '' }}
      labels={LABELS}
      okLabel={TEXT.ok}
      onClose={onClose}
      onSubmit={async (values) => {
        const answer = await answerOf(bridge().identityManagement.addCredential(values));
        if (answer.ok) toast(TEXT.added(answer.value.name));
        return answer;
      }}
    >
      {({ control }) => (
        <>
          <Select label={TEXT.fields.service} options={SERVICES} value="azure" onChange={() => undefined} />
          <FormTextField control={control} name="name" label={TEXT.fields.name} description={TEXT.fields.nameHelp} />
          <FormSelect control={control} name="cloud" label={TEXT.fields.cloud} options={AZURE_CLOUDS} />
          <FormTextField
            control={control}
            name="tenantId"
            label={TEXT.fields.tenantId}
            description={TEXT.fields.tenantHelp}
            mono
          />
          <FormTextField
            control={control}
            name="clientId"
            label={TEXT.fields.clientId}
            description={TEXT.fields.clientHelp}
            mono
          />
          <SecretField control={control} name="secret" />
          <FormDateField
            control={control}
            name="secretExpiresOn"
            label={TEXT.fields.secretExpires}
            description={TEXT.fields.secretExpiresHelp}
            optional
          />
        </>
      )}
    </FormDialog>
  );
}
