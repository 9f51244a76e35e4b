import { useEffect, useState, type ReactNode } from 'react';
import { classesOf, TextField } from '../../components/index.js';
import login from '../LogIn.module.css';
import type { AdminDraft } from './draft.js';
import { strengthOf } from './strength.js';
import styles from './FirstStart.module.css';
import { FIRST_START } from './strings.js';
import { usePassphraseCheck } from './use-passphrase-check.js';

const c = classesOf({ ...login, ...styles });
const TEXT = FIRST_START.identities;

/** One administrator of the first start: name, passphrase with live hints, passphrase once more. */
export function AdminFields(props: {
  readonly title: string;
  readonly draft: AdminDraft;
  readonly onChange: (draft: AdminDraft) => void;
  readonly onAccepted: (accepted: boolean) => void;
  readonly nameError?: string | undefined;
  readonly focus?: boolean;
}): ReactNode {
  const { title, draft, onChange, onAccepted, nameError, focus = false } = props;
  const [left, setLeft] = useState(false);
  const { reason, accepted } = usePassphraseCheck(draft.name, draft.passphrase);
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
      <TextField
        label={TEXT.passphrase}
        description={TEXT.passphraseHelp}
        password
        value={draft.passphrase}
        onChange={(passphrase) => onChange({ ...draft, passphrase })}
        onBlur={() => setLeft(true)}
        error={left || [...draft.passphrase].length >= 15 ? reason : undefined}
      />
      <StrengthHint passphrase={draft.passphrase} refused={reason !== undefined} />
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

const BARS = [1, 2, 3, 4] as const;

function StrengthHint({ passphrase, refused }: { readonly passphrase: string; readonly refused: boolean }): ReactNode {
  if (passphrase === '') return null;
  const level = refused ? Math.min(strengthOf(passphrase), 1) : strengthOf(passphrase);
  return (
    <div className={c('strength')} role="status">
      <span className={c('bars', `level${level}`)} aria-hidden="true">
        {BARS.map((bar) => (
          <span key={bar} className={c('bar', bar <= level && 'on')} />
        ))}
      </span>
      <span>
        {FIRST_START.strength.label}: {FIRST_START.strength.levels[level]}
      </span>
    </div>
  );
}
