import type { ReactNode } from 'react';
import { contract } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { Callout, FormDialog, FormTextField, toast } from '../components/index.js';
import { answerOf } from '../stores/index.js';
import { CREDENTIALS as TEXT } from './strings.js';

const schema = contract.identityManagement.calls.addPracticeCredential.argument;

/** A credential of the practice vault: a name is all it needs. */
export function AddPracticeCredential({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <FormDialog
      title={TEXT.practiceTitle}
      size="small"
      schema={schema}
      defaultValues={{ name: '' }}
      labels={{ name: TEXT.fields.name }}
      okLabel={TEXT.ok}
      onClose={onClose}
      onSubmit={async (values) => {
        const answer = await answerOf(bridge().identityManagement.addPracticeCredential(values));
        if (answer.ok) toast(TEXT.added(answer.value.name));
        return answer;
      }}
    >
      {({ control }) => (
        <>
          <Callout tone="info" title={TEXT.practice}>
            {TEXT.practiceText}
          </Callout>
          <FormTextField control={control} name="name" label={TEXT.fields.name} description={TEXT.fields.nameHelp} />
        </>
      )}
    </FormDialog>
  );
}
