import { useState, type ReactNode } from 'react';
import type { Reply } from '../../shared/contract/index.js';
import { VAULT_NAME_PATTERN, VAULT_NAME_RULE } from '../../shared/azure/names.js';
import type { Credential } from '../../shared/domain/credential.js';
import { bridge } from '../bridge.js';
import { Button, Callout, CheckList, Dialog, Failure, Spinner, TextField } from '../components/index.js';
import { useCall, useKeyManagement } from '../stores/index.js';
import { TEST as TEXT } from './strings.js';

type Checks = Reply<'identityManagement', 'testCredential'>;

/** Test: the pre-flight of a credential at a vault, as a list of checks with what to do about each. */
export function TestCredential(props: { readonly credential: Credential; readonly onClose: () => void }): ReactNode {
  const { credential, onClose } = props;
  const groups = useKeyManagement((state) => state.groups);
  const known = groups.find((group) => group.credentialId === credential.id)?.vault;
  const [vault, setVault] = useState(known ?? (credential.cloud === 'practice' ? 'practice' : ''));
  const [checks, setChecks] = useState<Checks>();
  const test = useCall(bridge().identityManagement.testCredential);
  const isName = VAULT_NAME_PATTERN.test(vault.trim());
  const run = async (): Promise<void> => {
    setChecks(undefined);
    const answer = await test.run({ id: credential.id, vault: vault.trim() });
    if (answer.ok) setChecks(answer.value);
  };
  return (
    <Dialog
      title={TEXT.title(credential.name)}
      isOpen
      size="large"
      onClose={onClose}
      busy={test.busy}
      footer={
        <>
          <Button onPress={onClose} isDisabled={test.busy}>
            {TEXT.close}
          </Button>
          <Button variant="primary" busy={test.busy} isDisabled={!isName} onPress={() => void run()}>
            {TEXT.run}
          </Button>
        </>
      }
    >
      <p>{TEXT.lead}</p>
      <TextField
        label={TEXT.vault}
        description={TEXT.vaultHelp}
        value={vault}
        onChange={setVault}
        error={vault !== '' && !isName ? VAULT_NAME_RULE : undefined}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isName && !test.busy) void run();
        }}
        mono
        autoFocus
      />
      <div aria-live="polite">
        {test.busy && (
          <p>
            <Spinner /> {TEXT.running}
          </p>
        )}
        {checks && <Summary checks={checks} />}
      </div>
      {checks && <CheckList label={TEXT.checks} checks={checks} />}
      {test.failure && <Failure failure={test.failure} />}
    </Dialog>
  );
}

function Summary({ checks }: { readonly checks: Checks }): ReactNode {
  if (checks.some((check) => check.outcome === 'failed'))
    return <Callout tone="bad" title={TEXT.summary.failed} advice={TEXT.fix} />;
  return checks.some((check) => check.outcome === 'warning') ? (
    <Callout tone="warn" title={TEXT.summary.warning} />
  ) : (
    <Callout tone="good" title={TEXT.summary.passed} />
  );
}
