import type { ReactNode } from 'react';
import { contract } from '../../shared/contract/index.js';
import type { Credential } from '../../shared/domain/credential.js';
import { bridge } from '../bridge.js';
import { FormDateField, FormDialog, FormSelect, FormTextField } from '../components/index.js';
import { answerOf } from '../stores/index.js';
import { AZURE_CLOUDS } from './cloud-options.js';
import { SecretField } from './SecretField.js';
import { CREDENTIALS as TEXT } from './strings.js';

const schema = contract.identityManagement.calls.updateCredential.argument;
const LABELS = {
  name: TEXT.fields.name,
  tenantId: TEXT.fields.tenantId,
  clientId: TEXT.fields.clientId,
  secret: TEXT.fields.secret,
  secretExpiresOn: TEXT.fields.secretExpires,
};

/** Edit: an empty secret keeps the one there is. What the practice vault knows of its credential cannot be changed. */
export function EditCredential(props: { readonly credential: Credential; readonly onClose: () => void }): ReactNode {
  const { credential, onClose } = props;
  const { id, name, cloud, tenantId, clientId, secretExpiresOn } = credential;
  const isPractice = cloud === 'practice';
  return (
    <FormDialog
      title={TEXT.editTitle(name)}
      schema={schema}
      defaultValues={{
        id,
        name,
        ...(isPractice ? {} : { cloud, tenantId, clientId }),
        ...(secretExpiresOn === undefined ? {} : { secretExpiresOn }),
      }}
      labels={LABELS}
      okLabel={TEXT.ok}
      onClose={onClose}
      onSubmit={(values) => {
        // An emptied date field means: nobody knows any more.
        const cleared = secretExpiresOn !== undefined && values.secretExpiresOn === undefined;
        return answerOf(
          bridge().identityManagement.updateCredential({ ...values, ...(cleared ? { secretExpiresOn: null } : {}) }),
        );
      }}
    >
      {({ control }) => (
        <>
          <FormTextField control={control} name="name" label={TEXT.fields.name} description={TEXT.fields.nameHelp} />
          {!isPractice && (
            <>
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
              <SecretField control={control} name="secret" optional />
              <FormDateField
                control={control}
                name="secretExpiresOn"
                label={TEXT.fields.secretExpires}
                description={TEXT.fields.secretExpiresHelp}
                optional
              />
            </>
          )}
        </>
      )}
    </FormDialog>
  );
}
