import type { ReactNode, Ref } from 'react';
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from 'react-aria-components';
import { fieldClass as c, FieldLabel, FieldNotes, hasText, type FieldProps } from './Field.js';

export interface TextAreaProps
  extends FieldProps, Omit<AriaTextFieldProps, 'children' | 'className' | 'isInvalid' | 'validate' | 'type'> {
  readonly rows?: number | undefined;
  readonly mono?: boolean | undefined;
  readonly inputRef?: Ref<HTMLTextAreaElement> | undefined;
}

/** Some lines of text: a justification, something pasted. */
export function TextArea(props: TextAreaProps): ReactNode {
  const { label, description, error, optional, rows = 3, mono = false, inputRef, ...rest } = props;
  return (
    <AriaTextField {...rest} isInvalid={hasText(error)} validationBehavior="aria" className={c('field')}>
      <FieldLabel label={label} optional={optional} />
      <div className={c('control')}>
        <AriaTextArea
          rows={rows}
          className={c('input', 'area', mono && 'mono')}
          {...(inputRef === undefined ? {} : { ref: inputRef })}
        />
      </div>
      <FieldNotes error={error} description={description} />
    </AriaTextField>
  );
}
