import type { ReactNode } from 'react';
import { CopyButton, FormTextField, KeyValueList, classesOf } from '../../components/index.js';
import { VaultName } from '../groups/VaultName.js';
import { GROUP_FORM } from '../strings.js';
import { hostOf } from './group-form.js';
import styles from './GroupForm.module.css';
import type { GroupTabProps } from './GroupTab.js';
import { VaultCheck } from './VaultCheck.js';

const c = classesOf(styles);

/** The tab Azure Properties: the vault's name, the address it becomes, what the vault needs, and the pre-flight. */
export function AzureTab({ form, credentials, edited }: GroupTabProps): ReactNode {
  const vault = form.watch('vault');
  const credentialId = form.watch('credentialId');
  const credential = credentials.find((one) => one.id === credentialId);
  const isPractice = credential?.cloud === 'practice';
  const host = hostOf(vault, credential?.cloud);
  return (
    <>
      {edited ? (
        <KeyValueList
          items={[
            { name: GROUP_FORM.vault, value: <VaultName vault={edited.vault} practice={edited.practice} /> },
            { name: '', value: GROUP_FORM.vaultFixed },
          ]}
        />
      ) : (
        <FormTextField
          control={form.control}
          name="vault"
          label={GROUP_FORM.vault}
          description={isPractice ? GROUP_FORM.vaultPractice : GROUP_FORM.vaultHelp}
        />
      )}
      <div className={c('block')}>
        <h3>{GROUP_FORM.host}</h3>
        <p className={c('host')} role="status">
          {host === undefined ? (
            <span className={c('soft')}>{credential ? GROUP_FORM.hostWaits : GROUP_FORM.hostNoCredential}</span>
          ) : (
            <>
              <code>{host}</code>
              <CopyButton what={GROUP_FORM.host} text={host} />
            </>
          )}
        </p>
      </div>
      {!isPractice && (
        <div className={c('block')}>
          <h3>{GROUP_FORM.vaultNeeds}</h3>
          <ul className={c('bullets')}>
            {GROUP_FORM.vaultNeedsList.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        </div>
      )}
      <VaultCheck key={`${credential?.id ?? ''} ${host ?? ''}`} credential={credential} vault={host && vault} />
    </>
  );
}
