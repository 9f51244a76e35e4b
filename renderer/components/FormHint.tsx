import type { ReactNode } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import { classesOf } from './classes.js';
import styles from './Dialog.module.css';
import { COMPONENTS } from './strings.js';
import { withoutUndefined } from './use-schema-form.js';

const c = classesOf(styles);

/** Says beside a waiting OK which fields it waits for. */
export function FormHint<Input extends FieldValues, Output>(props: {
  readonly form: UseFormReturn<Input, unknown, Output>;
  readonly schema: z.ZodType<Output, Input>;
  readonly labels: Readonly<Record<string, string>>;
}): ReactNode {
  const { form, schema, labels } = props;
  const { isValid, isDirty, isSubmitted } = form.formState;
  const checked = schema.safeParse(withoutUndefined(form.watch()));
  const wrong = checked.success ? [] : checked.error.issues.map((issue) => String(issue.path[0] ?? ''));
  const names = [...new Set(wrong)].map((name) => labels[name] ?? name).filter((name) => name !== '');
  return (
    <span className={c('hint')} role="status">
      {!isValid && (isDirty || isSubmitted) && names.length > 0 && COMPONENTS.stillNeeded(names)}
    </span>
  );
}
