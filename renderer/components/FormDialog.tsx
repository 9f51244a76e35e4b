import { useId, useState, type ReactNode } from 'react';
import type { DefaultValues, FieldValues, UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import type { Answer } from '../../shared/contract/index.js';
import { Button } from './Button.js';
import { classesOf } from './classes.js';
import { Dialog, type DialogProps } from './Dialog.js';
import styles from './Dialog.module.css';
import { Failure, type AnswerFailure } from './Failure.js';
import { FormHint } from './FormHint.js';
import { COMPONENTS } from './strings.js';
import { useSchemaForm } from './use-schema-form.js';

const c = classesOf(styles);

export interface FormDialogProps<Input extends FieldValues, Output> extends Pick<
  DialogProps,
  'title' | 'size' | 'danger' | 'onClose'
> {
  /** The contract's own schema: `contract.keyManagement.calls.createGroup.argument`. */
  readonly schema: z.ZodType<Output, Input>;
  readonly defaultValues: DefaultValues<Input>;
  /** Makes the call. When it succeeded the dialog closes, else it shows the failure and stays. */
  readonly onSubmit: (values: Output) => Promise<Answer<unknown>>;
  readonly okLabel: string;
  /** Names of the fields as they stand on screen, for the hint beside OK. */
  readonly labels: Readonly<Record<string, string>>;
  readonly children: (form: UseFormReturn<Input, unknown, Output>) => ReactNode;
}

/** A dialog around a form. Every field says what is wrong with it as soon as it was left; OK waits until nothing is. */
export function FormDialog<Input extends FieldValues, Output>(props: FormDialogProps<Input, Output>): ReactNode {
  const { title, size, danger, onClose, schema, defaultValues, onSubmit, okLabel, labels, children } = props;
  const form = useSchemaForm(schema, defaultValues);
  const [failure, setFailure] = useState<AnswerFailure>();
  const formId = useId();
  const { isSubmitting, isValid } = form.formState;
  const submit = form.handleSubmit(async (values) => {
    setFailure(undefined);
    const answer = await onSubmit(values);
    if (answer.ok) onClose();
    else setFailure(answer);
  });
  return (
    <Dialog
      title={title}
      size={size}
      danger={danger}
      isOpen
      onClose={onClose}
      busy={isSubmitting}
      footer={
        <>
          <FormHint form={form} schema={schema} labels={labels} />
          <Button onPress={onClose} isDisabled={isSubmitting}>
            {COMPONENTS.cancel}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={danger === true ? 'danger' : 'primary'}
            busy={isSubmitting}
            isDisabled={!isValid}
          >
            {okLabel}
          </Button>
        </>
      }
    >
      <form id={formId} className={c('form')} noValidate onSubmit={(event) => void submit(event)}>
        {children(form)}
        {/* Enter in a field submits although OK stands outside and is not pressable yet: then the errors show. */}
        <button type="submit" hidden tabIndex={-1} />
      </form>
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
