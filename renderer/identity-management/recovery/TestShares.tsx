import { useState, type ReactNode, type SyntheticEvent, useId } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Button, Callout, classesOf, Dialog, Failure } from '../../components/index.js';
import { useCall, useIdentityManagement } from '../../stores/index.js';
import styles from '../Identities.module.css';
import { RECOVERY as TEXT } from '../strings.js';
import { TextList } from '../TextList.js';

const c = classesOf(styles);

/** Test Shares: whether what is typed would open the workstation. */
export function TestShares({ onClose }: { readonly onClose: () => void }): ReactNode {
  const threshold = useIdentityManagement((state) => state.recovery?.threshold) ?? 2;
  const [shares, setShares] = useState<readonly string[]>(() => Array.from({ length: threshold }, () => ''));
  const [result, setResult] = useState<Reply<'identityManagement', 'testRecoveryShares'>>();
  const test = useCall(bridge().identityManagement.testRecoveryShares);
  const formId = useId();
  const typed = shares.filter((share) => share.trim() !== '');
  const run = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (typed.length === 0 || test.busy) return;
    setResult(undefined);
    const answer = await test.run({ shares: typed });
    if (answer.ok) setResult(answer.value);
  };
  return (
    <Dialog
      title={TEXT.testTitle}
      isOpen
      onClose={onClose}
      busy={test.busy}
      footer={
        <>
          <Button onPress={onClose} isDisabled={test.busy}>
            {TEXT.closeTest}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={test.busy} isDisabled={typed.length === 0}>
            {TEXT.runTest}
          </Button>
        </>
      }
    >
      <p>{TEXT.testText}</p>
      <form id={formId} className={c('form')} noValidate onSubmit={(event) => void run(event)}>
        <TextList
          values={shares}
          onChange={(next) => {
            setShares(next);
            setResult(undefined);
          }}
          least={1}
          isLong
          help={TEXT.shareHelp}
          words={{ label: TEXT.shareField, add: TEXT.addShare, remove: TEXT.removeShare }}
          focus
        />
        <button type="submit" hidden tabIndex={-1} />
      </form>
      {result && <Callout live tone={result.opens ? 'good' : 'bad'} title={result.sentence} />}
      {test.failure && <Failure failure={test.failure} />}
    </Dialog>
  );
}
