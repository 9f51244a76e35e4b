import { useState, type SyntheticEvent, type ReactNode } from 'react';
import type { SessionView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { Button, classesOf, Failure, TextField } from '../components/index.js';
import { useCall, useSession } from '../stores/index.js';
import { Entrance } from './Entrance.js';
import styles from './LogIn.module.css';
import { LOGIN } from './strings.js';

const c = classesOf(styles);

/** The window is hidden; any active identity opens it again, and works here from then on. */
export function Locked({ session }: { readonly session: SessionView }): ReactNode {
  const [name, setName] = useState(session.person ?? '');
  const [passphrase, setPassphrase] = useState('');
  const reopen = useCall(bridge().identityManagement.reopen);
  const isReady = passphrase !== '' && name.trim() !== '';
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady || reopen.busy) return;
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
        <TextField
          label={LOGIN.name}
          description={LOGIN.lockedName}
          value={name}
          onChange={setName}
          autoFocus={name === ''}
          maxLength={127}
        />
        <TextField
          label={LOGIN.passphrase}
          password
          autoFocus={name !== ''}
          value={passphrase}
          onChange={setPassphrase}
        />
        {reopen.failure && <Failure failure={reopen.failure} />}
        <div className={c('actions')}>
          <Button type="submit" variant="primary" busy={reopen.busy} isDisabled={!isReady}>
            {LOGIN.reopen}
          </Button>
        </div>
      </form>
    </Entrance>
  );
}
