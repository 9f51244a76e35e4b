import { useState, type ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import type { Credential } from '../../../shared/domain/credential.js';
import { bridge } from '../../bridge.js';
import { Button, CheckList, Failure, ShieldIcon, Spinner, classesOf } from '../../components/index.js';
import { useCall, useWhyNot } from '../../stores/index.js';
import { GROUP_FORM } from '../strings.js';
import styles from './GroupForm.module.css';

const c = classesOf(styles);

export interface VaultCheckProps {
  readonly credential: Credential | undefined;
  /** Undefined: no complete name yet. */
  readonly vault: string | undefined;
}

/** The pre-flight at the vault that is being typed; asked for by hand, since it sends something. */
export function VaultCheck({ credential, vault }: VaultCheckProps): ReactNode {
  const mayNot = useWhyNot('identityManagement', 'testCredential');
  const test = useCall(bridge().identityManagement.testCredential);
  const [checks, setChecks] = useState<Reply<'identityManagement', 'testCredential'>>();
  const isReady = credential !== undefined && vault !== undefined && mayNot === undefined;

  const onCheck = async (): Promise<void> => {
    if (!isReady) return;
    setChecks(undefined);
    const answer = await test.run({ id: credential.id, vault });
    if (answer.ok) setChecks(answer.value);
  };
  return (
    <div className={c('block')}>
      <Button icon={<ShieldIcon />} isDisabled={!isReady} busy={test.busy} onPress={() => void onCheck()}>
        {GROUP_FORM.check}
      </Button>
      <span className={c('small')}>{mayNot ?? GROUP_FORM.checkHelp}</span>
      {test.busy && (
        <span className={c('small')} role="status">
          <Spinner label={GROUP_FORM.checking} />
        </span>
      )}
      {checks && <CheckList label={GROUP_FORM.checks} checks={checks} />}
      {test.failure && <Failure failure={test.failure} />}
    </div>
  );
}
