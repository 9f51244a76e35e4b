import type { ReactNode } from 'react';
import { COMPONENTS } from './strings.js';
import { TextField } from './TextField.js';

export interface ConfirmByNameProps {
  /** What has to be typed, exactly. */
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Whether what was typed is the name. */
export function isConfirmed(name: string, typed: string): boolean {
  return typed.trim() === name;
}

/** For what cannot be undone: the name is typed before the button can be pressed. */
export function ConfirmByName({ name, value, onChange }: ConfirmByNameProps): ReactNode {
  const isWrong = value !== '' && !name.startsWith(value.trim());
  return (
    <TextField
      label={COMPONENTS.typeName(name)}
      value={value}
      onChange={onChange}
      error={isWrong ? COMPONENTS.nameDiffers(name) : undefined}
      mono
    />
  );
}
