import type { ReactNode } from 'react';
import { RadioButton, RadioField, RadioGroup as AriaRadioGroup, Text } from 'react-aria-components';
import styles from './Choice.module.css';
import { classesOf } from './classes.js';
import { fieldClass, FieldLabel, FieldNotes, hasText, type FieldProps } from './Field.js';
import type { Option } from './Select.js';

const c = classesOf(styles);

export interface RadioGroupProps<T extends string> extends FieldProps {
  readonly options: readonly (Option<T> & { readonly isDisabled?: boolean | undefined })[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly isDisabled?: boolean | undefined;
  /** Frames around the options: for a choice that deserves a look. */
  readonly cards?: boolean | undefined;
  /** Side by side. */
  readonly inRow?: boolean | undefined;
}

/** One of a few, all visible. */
export function RadioGroup<T extends string>(props: RadioGroupProps<T>): ReactNode {
  const { label, optional, description, error, options, value, onChange, isDisabled, cards = false } = props;
  return (
    <AriaRadioGroup
      className={fieldClass('field')}
      value={value ?? null}
      onChange={(id) => {
        const chosen = options.find((option) => option.id === id);
        if (chosen) onChange(chosen.id);
      }}
      isDisabled={isDisabled === true}
      isInvalid={hasText(error)}
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={optional} />
      <div className={c('group', props.inRow === true && 'row')}>
        {options.map((option) => (
          <RadioField
            key={option.id}
            value={option.id}
            isDisabled={option.isDisabled === true}
            className={c('field', cards && 'card')}
          >
            <RadioButton className={c('choice')}>
              {({ isSelected }) => (
                <>
                  <span className={c('box', 'round')}>{isSelected && <span className={c('dot')} />}</span>
                  <span className={c(cards && 'strong')}>{option.title}</span>
                </>
              )}
            </RadioButton>
            {option.note !== undefined && (
              <Text slot="description" className={c('note')}>
                {option.note}
              </Text>
            )}
          </RadioField>
        ))}
      </div>
      <FieldNotes error={error} description={description} />
    </AriaRadioGroup>
  );
}
