import { useState, type SyntheticEvent, type ReactNode } from 'react';
import type { SessionView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { Button, Callout, classesOf, Failure } from '../components/index.js';
import { isTwice, LoginFields, LOGINS, ordinal, type LoginDraft } from '../identity-management/index.js';
import { useCall, useSession } from '../stores/index.js';
import { Entrance } from './Entrance.js';
import styles from './LogIn.module.css';
import { Recover } from './recover/Recover.js';
import { LOGIN } from './strings.js';

const c = classesOf(styles);
const EMPTY: LoginDraft = { name: '', passphrase: '' };
/** Where main does not say: as the first start makes it. */
const USUAL_THRESHOLD = 2;

/** Log in, or the way back for the day when an administrator is gone. */
export function LogIn({ session }: { readonly session: SessionView }): ReactNode {
  const [shown, setShown] = useState<'log-in' | 'recover' | 'recovered'>('log-in');
  return shown === 'recover' ? (
    <Recover session={session} onBack={() => setShown('log-in')} onRecovered={() => setShown('recovered')} />
  ) : (
    <LogInForm session={session} isRecovered={shown === 'recovered'} onRecover={() => setShown('recover')} />
  );
}

/** As many logins side by side as the threshold says: dual control. */
function LogInForm(props: {
  readonly session: SessionView;
  readonly isRecovered: boolean;
  readonly onRecover: () => void;
}): ReactNode {
  const { session, isRecovered, onRecover } = props;
  const count = session.threshold ?? USUAL_THRESHOLD;
  const [typed, setTyped] = useState<Readonly<Record<number, LoginDraft>>>({});
  const logIn = useCall(bridge().identityManagement.logIn);
  const logins = Array.from({ length: count }, (_, at) => typed[at] ?? EMPTY);
  const names = logins.map(({ name }) => name);
  const isReady = logins.every(
    ({ name, passphrase }, at) => name.trim() !== '' && passphrase !== '' && !isTwice(names, at),
  );
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (!isReady || logIn.busy) return;
    const answer = await logIn.run({ logins });
    if (answer.ok) useSession.setState({ session: answer.value });
  };
  return (
    <Entrance
      title={LOGIN.title}
      lead={`${LOGIN.lead(count)} ${LOGIN.why}`}
      foot={LOGIN.version(session.version, session.dataFolder)}
    >
      <form className={c('form')} noValidate onSubmit={(event) => void submit(event)}>
        {isRecovered && <Callout live tone="good" title={LOGIN.recovered} />}
        <div className={c('pair')}>
          {logins.map((login, at) => (
            <LoginFields
              key={at}
              title={ordinal(at, LOGINS.administrator)}
              login={login}
              onChange={(changed) => setTyped((before) => ({ ...before, [at]: changed }))}
              help={at === 0 ? LOGIN.worksHere : undefined}
              error={isTwice(names, at) ? LOGIN.same : undefined}
              focus={at === 0}
            />
          ))}
        </div>
        {logIn.failure && <Failure failure={logIn.failure} />}
        {session.warnings.map((warning) => (
          <Callout key={warning} tone="warn" title={warning} />
        ))}
        <div className={c('actions')}>
          <span className={c('way')}>
            <Button variant="quiet" onPress={onRecover} isDisabled={logIn.busy}>
              {LOGIN.recover}
            </Button>
          </span>
          <Button type="submit" variant="primary" busy={logIn.busy} isDisabled={!isReady}>
            {LOGIN.logIn}
          </Button>
        </div>
      </form>
    </Entrance>
  );
}
