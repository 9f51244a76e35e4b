import type { ReactNode } from 'react';
import {
  CheckboxButton,
  CheckboxField,
  CheckboxGroup as AriaCheckboxGroup,
  Text,
  type CheckboxFieldProps,
} from 'react-aria-components';
import styles from './Choice.module.css';
import { classesOf } from './classes.js';
import { fieldClass, FieldLabel, FieldNotes, hasText, type FieldProps } from './Field.js';
import { TickIcon } from './icons/index.js';
import type { Option } from './Select.js';

const c = classesOf(styles);

export interface CheckboxProps extends Omit<CheckboxFieldProps, 'children' | 'className'> {
  readonly children: ReactNode;
  readonly note?: ReactNode;
}

/** Yes or no, taken when the form is. For what takes effect at once there is Switch. */
export function Checkbox({ children, note, ...rest }: CheckboxProps): ReactNode {
  return (
    <CheckboxField {...rest} className={c('field')}>
      <CheckboxButton className={c('choice')}>
        {({ isSelected }) => (
          <>
            <span className={c('box')}>{isSelected && <TickIcon size={12} />}</span>
            <span>{children}</span>
          </>
        )}
      </CheckboxButton>
      {note !== undefined && (
        <Text slot="description" className={c('note')}>
          {note}
        </Text>
      )}
    </CheckboxField>
  );
}

export interface CheckboxGroupProps<T extends string> extends FieldProps {
  readonly options: readonly (Option<T> & { readonly isDisabled?: boolean | undefined })[];
  readonly value: readonly T[];
  readonly onChange: (value: readonly T[]) => void;
  readonly onBlur?: (() => void) | undefined;
}

/** Several of a few: key usages. */
export function CheckboxGroup<T extends string>(props: CheckboxGroupProps<T>): ReactNode {
  const { label, optional, description, error, options, value, onChange } = props;
  return (
    <AriaCheckboxGroup
      className={fieldClass('field')}
      value={[...value]}
      onChange={(ids) => {
        onChange(options.map((option) => option.id).filter((id) => ids.includes(id)));
        props.onBlur?.();
      }}
      isInvalid={hasText(error)}
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <div className={c('group', 'row')}>
        {options.map((option) => (
          <Checkbox key={option.id} value={option.id} note={option.note} isDisabled={option.isDisabled === true}>
            {option.title}
          </Checkbox>
        ))}
      </div>
      <FieldNotes error={error} description={description} />
    </AriaCheckboxGroup>
  );
}
