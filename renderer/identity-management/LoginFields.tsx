import type { ReactNode } from 'react';
import { classesOf, Select, TextField } from '../components/index.js';
import styles from './Logins.module.css';
import { LOGINS as TEXT } from './strings.js';

const c = classesOf(styles);

export interface LoginDraft {
  readonly name: string;
  readonly passphrase: string;
}

export interface LoginFieldsProps {
  readonly title: string;
  readonly login: LoginDraft;
  readonly onChange: (login: LoginDraft) => void;
  /** Who it can be; without it the name is typed. */
  readonly names?: readonly string[] | undefined;
  /** Under the fields, so that those of several logins stay in line: what this login is for. */
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly focus?: boolean;
}

/** One login: who, and the passphrase. */
export function LoginFields(props: LoginFieldsProps): ReactNode {
  const { title, login, onChange, names, help, error, focus = false } = props;
  const setName = (name: string): void => onChange({ ...login, name });
  const common = { label: TEXT.name, error };
  return (
    <fieldset className={c('login')}>
      <legend>{title}</legend>
      {names ? (
        <Select
          {...common}
          options={names.map((name) => ({ id: name, title: name }))}
          value={names.find((name) => name === login.name)}
          onChange={setName}
          placeholder={TEXT.choose}
        />
      ) : (
        <TextField {...common} value={login.name} onChange={setName} autoFocus={focus} maxLength={127} />
      )}
      <TextField
        label={TEXT.passphrase}
        password
        value={login.passphrase}
        onChange={(passphrase) => onChange({ ...login, passphrase })}
      />
      {help !== undefined && <p className={c('help')}>{help}</p>}
    </fieldset>
  );
}
