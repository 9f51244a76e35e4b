import type { ReactNode } from 'react';
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { CheckboxGroup, type CheckboxGroupProps } from './Checkbox.js';
import { DateField, type DateFieldProps } from './DateField.js';
import { NumberField, type NumberFieldProps } from './NumberField.js';
import { RadioGroup, type RadioGroupProps } from './RadioGroup.js';
import { Select, type SelectProps } from './Select.js';
import { TextArea, type TextAreaProps } from './TextArea.js';
import { TextField, type TextFieldProps } from './TextField.js';

interface Bound<V extends FieldValues, O> {
  readonly control: Control<V, unknown, O>;
  readonly name: FieldPath<V>;
}

type Unbound<P> = Omit<P, 'value' | 'onChange' | 'onBlur' | 'error' | 'name' | 'inputRef' | 'control'>;

/** The field's value and what is wrong with it, once it was left or typed in. */
function useBound<V extends FieldValues, O>({ control, name }: Bound<V, O>) {
  const { field, fieldState, formState } = useController({ control, name });
  const seen = fieldState.isTouched || formState.isSubmitted;
  const value: unknown = field.value;
  return {
    value,
    set: (next: unknown): void => {
      field.onChange(next);
    },
    onBlur: field.onBlur,
    ref: field.ref,
    error: seen ? fieldState.error?.message : undefined,
  };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asNumber = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Optional texts are left out when they are empty. */
const fromText = (text: string, optional: boolean | undefined): string | undefined =>
  text === '' && optional === true ? undefined : text;

export function FormTextField<V extends FieldValues, O>(props: Bound<V, O> & Unbound<TextFieldProps>): ReactNode {
  const { control, name, ...rest } = props;
  const { value, set, onBlur, ref, error } = useBound({ control, name });
  return (
    <TextField
      {...rest}
      inputRef={ref}
      value={asText(value)}
      onChange={(text) => set(fromText(text, rest.optional))}
      onBlur={onBlur}
      error={error}
    />
  );
}

export function FormTextArea<V extends FieldValues, O>(props: Bound<V, O> & Unbound<TextAreaProps>): ReactNode {
  const { control, name, ...rest } = props;
  const { value, set, onBlur, ref, error } = useBound({ control, name });
  return (
    <TextArea
      {...rest}
      inputRef={ref}
      value={asText(value)}
      onChange={(text) => set(fromText(text, rest.optional))}
      onBlur={onBlur}
      error={error}
    />
  );
}

export function FormNumberField<V extends FieldValues, O>(props: Bound<V, O> & Unbound<NumberFieldProps>): ReactNode {
  const { control, name, ...rest } = props;
  const { value, set, onBlur, error } = useBound({ control, name });
  return (
    <NumberField
      {...rest}
      value={asNumber(value) ?? Number.NaN}
      onChange={(next) => set(Number.isNaN(next) ? undefined : next)}
      onBlur={onBlur}
      error={error}
    />
  );
}

export function FormDateField<V extends FieldValues, O>(props: Bound<V, O> & Unbound<DateFieldProps>): ReactNode {
  const { control, name, ...rest } = props;
  const { value, set, onBlur, error } = useBound({ control, name });
  return <DateField {...rest} value={asNumber(value)} onChange={set} onBlur={onBlur} error={error} />;
}

export function FormSelect<V extends FieldValues, O, T extends string>(
  props: Bound<V, O> & Unbound<SelectProps<T>>,
): ReactNode {
  const { control, name, ...rest } = props;
  const { value, set, onBlur, error } = useBound({ control, name });
  const known = rest.options.find((option) => option.id === value)?.id;
  return <Select {...rest} value={known} onChange={set} onBlur={onBlur} error={error} />;
}

export function FormRadioGroup<V extends FieldValues, O, T extends string>(
  props: Bound<V, O> & Unbound<RadioGroupProps<T>>,
): ReactNode {
  const { control, name, ...rest } = props;
  const { value, set, error } = useBound({ control, name });
  const known = rest.options.find((option) => option.id === value)?.id;
  return <RadioGroup {...rest} value={known} onChange={set} error={error} />;
}

export function FormCheckboxGroup<V extends FieldValues, O, T extends string>(
  props: Bound<V, O> & Unbound<CheckboxGroupProps<T>>,
): ReactNode {
  const { control, name, ...rest } = props;
  const { value, set, onBlur, error } = useBound({ control, name });
  const chosen = rest.options.map((option) => option.id).filter((id) => Array.isArray(value) && value.includes(id));
  return <CheckboxGroup {...rest} value={chosen} onChange={set} onBlur={onBlur} error={error} />;
}
