import { useState, type SyntheticEvent, type ReactNode } from 'react';
import type { SessionView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { Button, classesOf, Failure, RadioGroup, TextField } from '../components/index.js';
import { useCall, useSession } from '../stores/index.js';
import { Entrance } from './Entrance.js';
import styles from './LogIn.module.css';
import { LOGIN } from './strings.js';

const c = classesOf(styles);

/** The window is hidden; one of those who logged in comes back. */
export function Locked({ session }: { readonly session: SessionView }): ReactNode {
  const [name, setName] = useState(session.loggedIn[0] ?? '');
  const [passphrase, setPassphrase] = useState('');
  const reopen = useCall(bridge().identityManagement.reopen);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (passphrase === '' || name === '' || reopen.busy) return;
    const answer = await reopen.run({ name, passphrase });
    setPassphrase('');
    if (answer.ok) useSession.setState({ session: answer.value });
  };
  return (
    <Entrance
      size="narrow"
      title={LOGIN.lockedTitle}
      lead={`${LOGIN.lockedLead(session.loggedIn)} ${LOGIN.lockedWhy}`}
      foot={LOGIN.version(session.version, session.dataFolder)}
    >
      <form className={c('form')} noValidate onSubmit={(event) => void submit(event)}>
        {session.loggedIn.length > 1 ? (
          <RadioGroup
            label={LOGIN.name}
            inRow
            options={session.loggedIn.map((one) => ({ id: one, title: one }))}
            value={name}
            onChange={setName}
          />
        ) : (
          <TextField label={LOGIN.name} value={name} onChange={setName} />
        )}
        <TextField label={LOGIN.passphrase} password autoFocus value={passphrase} onChange={setPassphrase} />
        {reopen.failure && <Failure failure={reopen.failure} />}
        <div className={c('actions')}>
          <Button type="submit" variant="primary" busy={reopen.busy} isDisabled={passphrase === '' || name === ''}>
            {LOGIN.reopen}
          </Button>
        </div>
      </form>
    </Entrance>
  );
}
