import type { ReactNode } from 'react';
import { Button, classesOf, CloseIcon, IconButton, PlusIcon, TextArea, TextField } from '../components/index.js';
import styles from './TextList.module.css';

const c = classesOf(styles);
/** As many as the contract takes of anything that is listed here. */
const MOST = 16;

export interface TextListProps {
  /** Above the list; left out where each field says enough. */
  readonly title?: string | undefined;
  readonly values: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
  /** No fewer fields than this. */
  readonly least: number;
  readonly words: {
    readonly label: (at: number) => string;
    readonly add: string;
    readonly remove: (at: number) => string;
  };
  readonly help?: string | undefined;
  readonly errorAt?: ((at: number) => string | undefined) | undefined;
  /** Each is longer than a line, and read character by character: shares. */
  readonly isLong?: boolean;
  readonly focus?: boolean;
}

/** Some lines of text, one field each, with more on demand: holders, shares, names. */
export function TextList(props: TextListProps): ReactNode {
  const { title, values, onChange, least, words, help, errorAt, isLong = false, focus = false } = props;
  return (
    <div className={c('list')} role="group" aria-label={title ?? words.label(0).replace(/ 1$/, 's')}>
      {title !== undefined && <h3>{title}</h3>}
      {values.map((value, at) => (
        <div key={at} className={c('line')}>
          <ListField
            isLong={isLong}
            label={words.label(at)}
            value={value}
            onChange={(text) => onChange(values.with(at, text))}
            error={errorAt?.(at)}
            autoFocus={focus && at === 0}
          />
          {values.length > least && (
            <IconButton
              label={words.remove(at)}
              icon={<CloseIcon size={14} />}
              onPress={() => onChange(values.toSpliced(at, 1))}
            />
          )}
        </div>
      ))}
      {help !== undefined && <p className={c('help')}>{help}</p>}
      <Button
        icon={<PlusIcon size={14} />}
        isDisabled={values.length >= MOST}
        onPress={() => onChange([...values, ''])}
      >
        {words.add}
      </Button>
    </div>
  );
}

function ListField(props: {
  readonly isLong: boolean;
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly error: string | undefined;
  readonly autoFocus: boolean;
}): ReactNode {
  const { isLong, onChange, ...field } = props;
  // Where a line ends on paper says nothing.
  return isLong ? (
    <TextArea {...field} rows={2} mono spellCheck="false" onChange={(text) => onChange(text.replaceAll('\n', ' '))} />
  ) : (
    <TextField {...field} onChange={onChange} />
  );
}
