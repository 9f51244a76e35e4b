import { useId, useState, type ReactNode } from 'react';
import { classesOf, TextArea } from '../components/index.js';
import { LoginFields } from './LoginFields.js';
import styles from './Logins.module.css';
import { isTwice } from './new-login.js';
import { ordinal } from './ordinal.js';
import { LOGINS, QUORUM as TEXT } from './strings.js';
import type { Quorum } from './use-quorum.js';

const c = classesOf(styles);

/** Under quorum: so many Administrators as unlock the workstation log in again, and say why. */
export function QuorumFields({ quorum }: { readonly quorum: Quorum }): ReactNode {
  const { logins, names, justification } = quorum;
  const [isLeft, setLeft] = useState(false);
  const id = useId();
  const given = logins.map(({ name }) => name);
  return (
    <section className={c('quorum')} aria-labelledby={id}>
      <h3 id={id}>{TEXT.title(logins.length)}</h3>
      <p>{TEXT.why}</p>
      <div className={c('pair')}>
        {logins.map((login, at) => (
          <LoginFields
            key={at}
            title={ordinal(at, LOGINS.administrator)}
            login={login}
            names={names}
            onChange={(changed) => quorum.setLogin(at, changed)}
            error={isTwice(given, at) ? LOGINS.twice : undefined}
          />
        ))}
      </div>
      <TextArea
        label={TEXT.justification}
        description={TEXT.justificationHelp}
        rows={2}
        value={justification}
        onChange={quorum.setJustification}
        onBlur={() => setLeft(true)}
        error={isLeft && justification !== '' ? quorum.justificationError : undefined}
      />
    </section>
  );
}
