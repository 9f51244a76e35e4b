import type { ReactNode } from 'react';
import { z } from 'zod';
import type { IdentityView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { FormDialog, FormTextField, toast } from '../components/index.js';
import { answerOf } from '../stores/index.js';
import { StrengthHint } from './StrengthHint.js';
import { IDENTITIES as TEXT } from './strings.js';
import { usePassphraseCheck } from './use-passphrase-check.js';

const schema = z
  .object({
    current: z.string().min(1, 'Give the passphrase that works now.'),
    next: z.string().min(15, 'At least 15 characters are needed.').max(1024, 'At most 1024 characters.'),
    again: z.string().min(1, 'Type the new passphrase once more.'),
  })
  .refine((value) => value.next === value.again, { path: ['again'], error: TEXT.differs });

const LABELS = { current: TEXT.current, next: TEXT.next, again: TEXT.again };

/** Everybody changes their own: the passphrase that works now is asked for. */
export function ChangePassphrase(props: { readonly identity: IdentityView; readonly onClose: () => void }): ReactNode {
  const { name } = props.identity;
  return (
    <FormDialog
      title={TEXT.changeTitle(name)}
      size="small"
      schema={schema}
      defaultValues={{ current: '', next: '', again: '' }}
      labels={LABELS}
      okLabel={TEXT.change}
      onClose={props.onClose}
      onSubmit={async ({ current, next }) => {
        const answer = await answerOf(
          bridge().identityManagement.changePassphrase({ name, passphrase: current, newPassphrase: next }),
        );
        if (answer.ok) toast(TEXT.changed(name));
        return answer;
      }}
    >
      {({ control, watch }) => (
        <>
          <FormTextField control={control} name="current" label={TEXT.current} password />
          <FormTextField control={control} name="next" label={TEXT.next} description={TEXT.nextHelp} password />
          <RuleHint name={name} passphrase={watch('next')} />
          <FormTextField control={control} name="again" label={TEXT.again} password />
        </>
      )}
    </FormDialog>
  );
}

/** What main's rules say: why they refuse it, or how strong it is. */
function RuleHint({ name, passphrase }: { readonly name: string; readonly passphrase: string }): ReactNode {
  const { reason, hint } = usePassphraseCheck(name, passphrase);
  return <StrengthHint hint={hint && reason !== undefined ? { score: 0, sentence: reason } : hint} />;
}
