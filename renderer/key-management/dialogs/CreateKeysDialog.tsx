import { useState, type ReactNode } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import { contract, type GroupView, type KeyView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Button, FormDialog, FormNumberField, FormTextField, ProgressBar, classesOf } from '../../components/index.js';
import { answerOf, keysOf, useKeyManagement } from '../../stores/index.js';
import { CREATE_KEYS } from '../strings.js';
import styles from './Dialogs.module.css';

const c = classesOf(styles);

/** The contract's own schema, with a sentence for a count that is no count. */
const schema = contract.keyManagement.calls.createKeys.argument.extend({
  count: z.int(CREATE_KEYS.countWrong).min(1, CREATE_KEYS.countWrong).max(500, CREATE_KEYS.countWrong),
});
type Input = z.input<typeof schema>;
type Output = z.output<typeof schema>;

const LABELS = { name: CREATE_KEYS.name, count: CREATE_KEYS.count } as const;

export interface CreateKeysDialogProps {
  readonly group: GroupView;
  readonly onCreated: (keys: readonly KeyView[]) => void;
  readonly onClose: () => void;
}

/** Create > Random: a name, or many keys at once. */
export function CreateKeysDialog({ group, onCreated, onClose }: CreateKeysDialogProps): ReactNode {
  return (
    <FormDialog<Input, Output>
      title={CREATE_KEYS.title(group.name)}
      okLabel={CREATE_KEYS.create}
      schema={schema}
      labels={LABELS}
      defaultValues={{ groupId: group.id, count: 1 }}
      onSubmit={async ({ name, ...rest }) => {
        const named = name !== undefined && rest.count === 1 ? { name } : {};
        const answer = await answerOf(bridge().keyManagement.createKeys({ ...rest, ...named }));
        if (answer.ok) onCreated(answer.value);
        return answer;
      }}
      onClose={onClose}
    >
      {(form) => <Fields form={form} group={group} onClose={onClose} />}
    </FormDialog>
  );
}

interface FieldsProps {
  readonly form: UseFormReturn<Input, unknown, Output>;
  readonly group: GroupView;
  readonly onClose: () => void;
}

function Fields({ form, group, onClose }: FieldsProps): ReactNode {
  const count = form.watch('count');
  const isMany = count > 1;
  const { isSubmitting } = form.formState;
  return (
    <div className={c('fields')}>
      <FormTextField
        control={form.control}
        name="name"
        label={CREATE_KEYS.name}
        optional
        isDisabled={isMany || isSubmitting}
        description={isMany ? CREATE_KEYS.nameMany : CREATE_KEYS.nameHelp(group.name)}
        autoFocus
      />
      <FormNumberField
        control={form.control}
        name="count"
        label={CREATE_KEYS.count}
        isDisabled={isSubmitting}
        description={CREATE_KEYS.countHelp}
      />
      <p className={c('small')}>{CREATE_KEYS.note}</p>
      {isSubmitting && <Progress group={group} count={count} onClose={onClose} />}
    </div>
  );
}

/** Counts the keys as they arrive. */
function Progress(props: {
  readonly group: GroupView;
  readonly count: number;
  readonly onClose: () => void;
}): ReactNode {
  const { group, count, onClose } = props;
  const there = useKeyManagement((state) => keysOf(state, group.id).length);
  const [before] = useState(there);
  const done = Math.min(count, Math.max(0, there - before));
  return (
    <div className={c('block')}>
      <ProgressBar label={CREATE_KEYS.progress} done={done} total={count} withText />
      {count > 1 && (
        <p className={c('line')}>
          <span className={c('small')}>{CREATE_KEYS.progressNote}</span>
          <Button onPress={onClose}>{CREATE_KEYS.close}</Button>
        </p>
      )}
    </div>
  );
}
