import type { ReactNode } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { classesOf } from './classes.js';
import styles from './Dialog.module.css';
import { COMPONENTS } from './strings.js';

const c = classesOf(styles);

/** Says beside a waiting OK which fields it waits for. */
export function FormHint<Input extends FieldValues, Output>(props: {
  readonly form: UseFormReturn<Input, unknown, Output>;
  readonly labels: Readonly<Record<string, string>>;
}): ReactNode {
  const { errors, isValid } = props.form.formState;
  const names = Object.keys(errors).map((name) => props.labels[name] ?? name);
  return (
    <span className={c('hint')} role="status">
      {!isValid && names.length > 0 && COMPONENTS.stillNeeded(names)}
    </span>
  );
}
