import { useEffect, useRef, useState, type ReactNode, type Ref, type RefObject } from 'react';
import { Input, TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from 'react-aria-components';
import { fieldClass as c, FieldLabel, FieldNotes, hasText, type FieldProps } from './Field.js';
import { IconButton } from './IconButton.js';
import { EyeIcon, EyeOffIcon } from './icons/index.js';
import { COMPONENTS } from './strings.js';

export interface TextFieldProps
  extends FieldProps, Omit<AriaTextFieldProps, 'children' | 'className' | 'isInvalid' | 'validate' | 'type'> {
  /** For ids, fingerprints, secrets: each character in its place. */
  readonly mono?: boolean | undefined;
  /** Hidden while typed, with a button that shows it. Paste is welcome. */
  readonly password?: boolean | undefined;
  readonly placeholder?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
  /** Something after the input, inside the frame: a unit, a small button. */
  readonly after?: ReactNode;
}

/** One line of text. */
export function TextField(props: TextFieldProps): ReactNode {
  const {
    label,
    description,
    error,
    optional,
    mono = false,
    password = false,
    placeholder,
    inputRef,
    after,
    ...rest
  } = props;
  const [shown, setShown] = useState(false);
  const control = useRef<HTMLDivElement>(null);
  useForgetting(control, password);
  return (
    <AriaTextField
      {...rest}
      type={password && !shown ? 'password' : 'text'}
      spellCheck={rest.spellCheck ?? 'false'}
      autoComplete={rest.autoComplete ?? 'off'}
      isInvalid={hasText(error)}
      validationBehavior="aria"
      className={c('field')}
    >
      <FieldLabel label={label} optional={optional} />
      <div className={c('control')} ref={control}>
        <Input
          className={c('input', (mono || password) && 'mono')}
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          {...(placeholder === undefined ? {} : { placeholder })}
        />
        {password && (
          <IconButton
            small
            label={shown ? COMPONENTS.hide : COMPONENTS.show}
            icon={shown ? <EyeOffIcon /> : <EyeIcon />}
            onPress={() => setShown(!shown)}
          />
        )}
        {after}
      </div>
      <FieldNotes error={error} description={description} />
    </AriaTextField>
  );
}

/**
 * An input that is gone stays in memory for a while, and with it what was typed: React keeps copies beside it and in its
 * attribute, and React Aria
 * what the form's `reset` was, with the values of the last rendering (useFormValidation puts it back in the wrong order where
 * a form has several fields). For a secret both are taken away. tests/e2e/renderer-heap.test.ts looks.
 */
function useForgetting(control: RefObject<HTMLDivElement | null>, secret: boolean): void {
  useEffect(() => {
    const input = control.current?.querySelector('input');
    const form = input?.form;
    return () => {
      if (!secret || !input) return;
      input.value = '';
      input.removeAttribute('value');
      // Once everybody else has cleaned up.
      setTimeout(() => {
        if (form && !form.isConnected) Reflect.deleteProperty(form, 'reset');
      });
    };
  }, [control, secret]);
}
