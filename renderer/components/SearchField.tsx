import type { ReactNode, Ref } from 'react';
import { Input, SearchField as AriaSearchField } from 'react-aria-components';
import { fieldClass as c } from './Field.js';
import { IconButton } from './IconButton.js';
import { CloseIcon, SearchIcon } from './icons/index.js';
import styles from './SearchField.module.css';
import { classesOf } from './classes.js';
import { COMPONENTS } from './strings.js';

const own = classesOf(styles);

export interface SearchFieldProps {
  /** What is searched; the name of the field and its placeholder. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
}

/** Searches while typing. `data-view-search` makes it the one that Ctrl+F finds. Escape empties it. */
export function SearchField({ label, value, onChange, inputRef }: SearchFieldProps): ReactNode {
  return (
    <AriaSearchField aria-label={label} value={value} onChange={onChange} className={own('search')}>
      <div className={c('control')}>
        <span className={c('lead')}>
          <SearchIcon size={14} />
        </span>
        <Input
          className={c('input')}
          placeholder={label}
          spellCheck="false"
          autoComplete="off"
          data-view-search=""
          {...(inputRef === undefined ? {} : { ref: inputRef })}
        />
        {value !== '' && <IconButton small label={COMPONENTS.clearSearch} icon={<CloseIcon size={12} />} />}
      </div>
    </AriaSearchField>
  );
}
