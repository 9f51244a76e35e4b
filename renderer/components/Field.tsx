import type { ReactNode } from 'react';
import { FieldError, Label, Text } from 'react-aria-components';
import { classesOf } from './classes.js';
import styles from './Field.module.css';
import { ErrorIcon } from './icons/index.js';
import { COMPONENTS } from './strings.js';

export const fieldClass = classesOf(styles);
const c = fieldClass;

/** What every field of a form shows around its control. */
export interface FieldProps {
  readonly label: string;
  /** Help: what belongs here, and where it is found. Always on screen, never only in a tooltip. */
  readonly description?: ReactNode;
  /** What is wrong with the value; undefined or empty: nothing. */
  readonly error?: string | undefined;
  /** Says "optional" beside the label. */
  readonly optional?: boolean | undefined;
}

/** The label above. */
export function FieldLabel({ label, optional }: Pick<FieldProps, 'label' | 'optional'>): ReactNode {
  return (
    <Label className={c('label')}>
      {label}
      {optional === true && <span className={c('optional')}> ({COMPONENTS.optional})</span>}
    </Label>
  );
}

/** The error and the help below. */
export function FieldNotes({ error, description }: Pick<FieldProps, 'error' | 'description'>): ReactNode {
  return (
    <>
      {hasText(error) && (
        <FieldError className={c('error')}>
          <ErrorIcon size={14} />
          <span>{error}</span>
        </FieldError>
      )}
      {description !== undefined && (
        <Text slot="description" className={c('description')}>
          {description}
        </Text>
      )}
    </>
  );
}

export function hasText(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}
