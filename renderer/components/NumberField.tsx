import type { ReactNode } from 'react';
import {
  Input,
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
} from 'react-aria-components';
import { fieldClass as c, FieldLabel, FieldNotes, hasText, type FieldProps } from './Field.js';

export interface NumberFieldProps
  extends FieldProps, Omit<AriaNumberFieldProps, 'children' | 'className' | 'isInvalid' | 'validate'> {
  /** Stands after the number: `days`. */
  readonly unit?: string | undefined;
}

/** A whole number; arrow keys step it. */
export function NumberField({ label, description, error, optional, unit, ...rest }: NumberFieldProps): ReactNode {
  return (
    <AriaNumberField
      {...rest}
      formatOptions={{ maximumFractionDigits: 0, useGrouping: false, ...rest.formatOptions }}
      isInvalid={hasText(error)}
      validationBehavior="aria"
      className={c('field')}
    >
      <FieldLabel label={label} optional={optional} />
      <div className={c('control')}>
        <Input className={c('input')} />
        {unit !== undefined && <span className={c('unit')}>{unit}</span>}
      </div>
      <FieldNotes error={error} description={description} />
    </AriaNumberField>
  );
}
