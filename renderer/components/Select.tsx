import type { ReactNode } from 'react';
import { Button, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components';
import { fieldClass as c, FieldLabel, FieldNotes, hasText, type FieldProps } from './Field.js';
import { ChevronDownIcon, TickIcon } from './icons/index.js';

export interface Option<T extends string = string> {
  readonly id: T;
  readonly title: string;
  /** A second line: what choosing it means. */
  readonly note?: string | undefined;
}

export interface SelectProps<T extends string> extends FieldProps {
  readonly options: readonly Option<T>[];
  readonly value: T | undefined;
  readonly onChange: (value: T) => void;
  readonly onBlur?: (() => void) | undefined;
  readonly placeholder?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  /** The label is read aloud but not shown: for toolbars. */
  readonly labelHidden?: boolean | undefined;
}

/** A dropdown of known values. */
export function Select<T extends string>(props: SelectProps<T>): ReactNode {
  const { label, description, error, optional, options, value, onChange, onBlur, placeholder, isDisabled } = props;
  const hidden = props.labelHidden === true;
  return (
    <AriaSelect
      className={c('field')}
      value={value ?? null}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
      onOpenChange={(isOpen) => {
        if (!isOpen) onBlur?.();
      }}
      isInvalid={hasText(error)}
      validationBehavior="aria"
      isDisabled={isDisabled === true}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(hidden ? { 'aria-label': label } : {})}
    >
      {!hidden && <FieldLabel label={label} optional={optional} />}
      <div className={c('control')}>
        <Button className={c('value')}>
          <SelectValue>
            {({ selectedText, isPlaceholder, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
          </SelectValue>
          <ChevronDownIcon size={14} />
        </Button>
      </div>
      <FieldNotes error={error} description={description} />
      <Popover className={c('popover')} offset={4}>
        <ListBox className={c('list')} items={options}>
          {(option) => (
            <ListBoxItem className={c('option')} id={option.id} textValue={option.title}>
              {({ isSelected }) => (
                <>
                  <span>{isSelected && <TickIcon size={14} />}</span>
                  <span className={c('optionText')}>
                    <Text slot="label">
                      {option.title}
                      {option.note !== undefined && <span className={c('optionNote')}>{option.note}</span>}
                    </Text>
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
