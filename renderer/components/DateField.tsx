import { useState, type ReactNode } from 'react';
import type { FieldProps } from './Field.js';
import { formatUtc, parseUtc } from './format.js';
import { COMPONENTS } from './strings.js';
import { TextField } from './TextField.js';

export interface DateFieldProps extends FieldProps {
  /** UTC milliseconds; undefined: empty; NaN: what is typed is no date. */
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly onBlur?: (() => void) | undefined;
  /** Takes `2027-03-31 14:30` as well. */
  readonly withTime?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
}

/** A day (or a minute) in UTC, typed or pasted as it is written everywhere else in this window. */
export function DateField(props: DateFieldProps): ReactNode {
  const { value, onChange, withTime = false, error, isDisabled, ...rest } = props;
  const [text, setText] = useState(() => asText(value, withTime));
  const [left, setLeft] = useState(true);
  const own = Number.isNaN(value) ? (withTime ? COMPONENTS.badMoment : COMPONENTS.badDate) : undefined;
  return (
    <TextField
      {...rest}
      // What was typed stays as long as it means the value; another value from outside takes its place.
      value={read(text) === value || (Number.isNaN(value) && Number.isNaN(read(text))) ? text : asText(value, withTime)}
      onChange={(typed) => {
        setText(typed);
        setLeft(false);
        onChange(read(typed));
      }}
      onBlur={() => {
        setLeft(true);
        props.onBlur?.();
      }}
      error={left ? (own ?? error) : undefined}
      placeholder={withTime ? '2027-03-31 14:30' : '2027-03-31'}
      isDisabled={isDisabled === true}
      mono
    />
  );
}

function read(text: string): number | undefined {
  return text.trim() === '' ? undefined : (parseUtc(text) ?? Number.NaN);
}

function asText(value: number | undefined, withTime: boolean): string {
  if (value === undefined || Number.isNaN(value)) return '';
  return formatUtc(value, withTime ? 'minute' : 'day').replace(' UTC', '');
}
