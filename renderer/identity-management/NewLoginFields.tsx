import { useEffect, useState, type ReactNode } from 'react';
import { classesOf, TextField } from '../components/index.js';
import type { NewLogin } from './new-login.js';
import styles from './Logins.module.css';
import { StrengthHint } from './StrengthHint.js';
import { NEW_LOGIN as TEXT } from './strings.js';
import { usePassphraseCheck } from './use-passphrase-check.js';

const c = classesOf(styles);

/** From so many characters on a refusal is said while typing; before, once the field is left. */
const LONG_ENOUGH = 15;

export interface NewLoginFieldsProps {
  readonly title: string;
  readonly draft: NewLogin;
  readonly onChange: (draft: NewLogin) => void;
  /** Whether main's rules take the passphrase as it stands. */
  readonly onAccepted: (accepted: boolean) => void;
  readonly nameError?: string | undefined;
  readonly focus?: boolean;
  /** Between the name and the passphrase: the role. */
  readonly children?: ReactNode;
}

/** Somebody new: name, passphrase with live hints, passphrase once more. */
export function NewLoginFields(props: NewLoginFieldsProps): ReactNode {
  const { title, draft, onChange, onAccepted, nameError, focus = false, children } = props;
  const [left, setLeft] = useState(false);
  const { reason, hint, accepted } = usePassphraseCheck(draft.name, draft.passphrase);
  useEffect(() => onAccepted(accepted), [accepted, onAccepted]);
  const differs = draft.again !== '' && !draft.passphrase.startsWith(draft.again);
  return (
    <fieldset className={c('login')}>
      <legend>{title}</legend>
      <TextField
        label={TEXT.name}
        description={TEXT.nameHelp}
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
        error={nameError}
        autoFocus={focus}
        maxLength={127}
      />
      {children}
      <TextField
        label={TEXT.passphrase}
        description={TEXT.passphraseHelp}
        password
        value={draft.passphrase}
        onChange={(passphrase) => onChange({ ...draft, passphrase })}
        onBlur={() => setLeft(true)}
        error={left || [...draft.passphrase].length >= LONG_ENOUGH ? reason : undefined}
      />
      <StrengthHint hint={hint} />
      <TextField
        label={TEXT.again}
        password
        value={draft.again}
        onChange={(again) => onChange({ ...draft, again })}
        error={differs ? TEXT.differs : undefined}
      />
    </fieldset>
  );
}
