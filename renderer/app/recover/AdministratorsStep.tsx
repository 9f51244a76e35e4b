import { useCallback, type ReactNode } from 'react';
import { Button, classesOf, PlusIcon } from '../../components/index.js';
import { isTwice, NewLoginFields, NO_LOGIN, ordinal, type NewLogin } from '../../identity-management/index.js';
import styles from '../LogIn.module.css';
import { RECOVER } from './strings.js';

const c = classesOf(styles);
const TEXT = RECOVER.administrators;
const LEAST = 2;
const MOST = 16;

/** The new administrators: two, or more. */
export function AdministratorsStep(props: {
  readonly administrators: readonly NewLogin[];
  readonly onChange: (administrators: readonly NewLogin[]) => void;
  readonly onAccepted: (at: number, accepted: boolean) => void;
}): ReactNode {
  const { administrators, onChange, onAccepted } = props;
  const names = administrators.map(({ name }) => name);
  return (
    <>
      <div className={c('pair')}>
        {administrators.map((draft, at) => (
          <OneAdministrator
            key={at}
            at={at}
            draft={draft}
            onChange={(changed) => onChange(administrators.with(at, changed))}
            onAccepted={onAccepted}
            nameError={isTwice(names, at) ? TEXT.same : undefined}
          />
        ))}
      </div>
      <div className={c('actions')}>
        {administrators.length > LEAST && (
          <Button onPress={() => onChange(administrators.slice(0, -1))}>{TEXT.remove}</Button>
        )}
        <Button
          icon={<PlusIcon size={14} />}
          isDisabled={administrators.length >= MOST}
          onPress={() => onChange([...administrators, NO_LOGIN])}
        >
          {TEXT.add}
        </Button>
      </div>
    </>
  );
}

function OneAdministrator(props: {
  readonly at: number;
  readonly draft: NewLogin;
  readonly onChange: (draft: NewLogin) => void;
  readonly onAccepted: (at: number, accepted: boolean) => void;
  readonly nameError: string | undefined;
}): ReactNode {
  const { at, onAccepted } = props;
  const accept = useCallback((accepted: boolean) => onAccepted(at, accepted), [at, onAccepted]);
  return (
    <NewLoginFields
      title={ordinal(at, TEXT.one)}
      draft={props.draft}
      onChange={props.onChange}
      onAccepted={accept}
      nameError={props.nameError}
      focus={at === 0}
    />
  );
}
