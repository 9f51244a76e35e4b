import { useState, type ReactNode } from 'react';
import { useController, type Control, type FieldPath, type FieldValues } from 'react-hook-form';
import { FileButton, TextField } from '../components/index.js';
import { readSecretFile } from './secret-file.js';
import { CREDENTIALS as TEXT } from './strings.js';

/** The client secret: typed, pasted, or imported from a plain text file. `optional`: empty keeps the one there is. */
export function SecretField<V extends FieldValues, O>(props: {
  readonly control: Control<V, unknown, O>;
  readonly name: FieldPath<V>;
  readonly optional?: boolean;
}): ReactNode {
  const { control, name, optional = false } = props;
  const { field, fieldState, formState } = useController({ control, name });
  const [note, setNote] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const seen = fieldState.isTouched || formState.isSubmitted || note !== undefined;
  const current: unknown = field.value;
  const set = (text: string): void => field.onChange(optional && text === '' ? undefined : text);
  const take = async (file: File): Promise<void> => {
    const read = await readSecretFile(file);
    setProblem('problem' in read ? read.problem : undefined);
    setNote('secret' in read ? TEXT.imported(file.name) : undefined);
    if ('secret' in read) set(read.secret);
  };
  return (
    <>
      <TextField
        label={TEXT.fields.secret}
        description={[note, TEXT.fields.secretHelp, optional ? TEXT.fields.secretKeep : ''].filter(Boolean).join(' ')}
        password
        optional={optional}
        value={typeof current === 'string' ? current : ''}
        onChange={(text) => {
          setProblem(undefined);
          set(text);
        }}
        onBlur={field.onBlur}
        inputRef={field.ref}
        error={problem ?? (seen ? fieldState.error?.message : undefined)}
      />
      <div>
        <FileButton accept={['.txt', 'text/plain']} onChoose={(file) => void take(file)}>
          {TEXT.import}
        </FileButton>
      </div>
    </>
  );
}
