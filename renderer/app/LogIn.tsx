import { useState, type SyntheticEvent, type ReactNode } from 'react';
import type { SessionView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { Button, Callout, classesOf, Failure, TextField } from '../components/index.js';
import { useCall, useSession } from '../stores/index.js';
import { Entrance } from './Entrance.js';
import styles from './LogIn.module.css';
import { LOGIN } from './strings.js';

const c = classesOf(styles);

interface Login {
  readonly name: string;
  readonly passphrase: string;
}

const EMPTY: Login = { name: '', passphrase: '' };

/** Two logins side by side: dual control. */
export function LogIn({ session }: { readonly session: SessionView }): ReactNode {
  const [first, setFirst] = useState(EMPTY);
  const [second, setSecond] = useState(EMPTY);
  const logIn = useCall(bridge().identityManagement.logIn);
  const isSame = first.name.trim() !== '' && first.name.trim() === second.name.trim();
  const isFilled = [first, second].every((login) => login.name.trim() !== '' && login.passphrase !== '');
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!isFilled || isSame || logIn.busy) return;
    const answer = await logIn.run({ logins: [first, second] });
    if (answer.ok) useSession.setState({ session: answer.value });
  };
  return (
    <Entrance
      title={LOGIN.title}
      lead={`${LOGIN.lead} ${LOGIN.why}`}
      foot={LOGIN.version(session.version, session.dataFolder)}
    >
      <form className={c('form')} noValidate onSubmit={(event) => void submit(event)}>
        <div className={c('pair')}>
          <LoginFields title={LOGIN.first} login={first} onChange={setFirst} focus />
          <LoginFields
            title={LOGIN.second}
            login={second}
            onChange={setSecond}
            error={isSame ? LOGIN.same : undefined}
          />
        </div>
        {logIn.failure && <Failure failure={logIn.failure} />}
        {session.warnings.map((warning) => (
          <Callout key={warning} tone="warn" title={warning} />
        ))}
        <div className={c('actions')}>
          <Button type="submit" variant="primary" busy={logIn.busy} isDisabled={!isFilled || isSame}>
            {LOGIN.logIn}
          </Button>
        </div>
      </form>
    </Entrance>
  );
}

function LoginFields(props: {
  readonly title: string;
  readonly login: Login;
  readonly onChange: (login: Login) => void;
  readonly error?: string | undefined;
  readonly focus?: boolean;
}): ReactNode {
  const { title, login, onChange, error, focus = false } = props;
  return (
    <fieldset className={c('login')}>
      <legend>{title}</legend>
      <TextField
        label={LOGIN.name}
        value={login.name}
        onChange={(name) => onChange({ ...login, name })}
        error={error}
        autoFocus={focus}
      />
      <TextField
        label={LOGIN.passphrase}
        password
        value={login.passphrase}
        onChange={(passphrase) => onChange({ ...login, passphrase })}
        description={LOGIN.passphraseHelp}
      />
    </fieldset>
  );
}
