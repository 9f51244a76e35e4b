import { useState, type ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { Callout, NumberField, TextField } from '../../components/index.js';
import { ActDialog } from '../ActDialog.js';
import { QuorumFields } from '../QuorumFields.js';
import { RECOVERY as TEXT } from '../strings.js';
import { isTwice } from '../new-login.js';
import { useQuorum } from '../use-quorum.js';
import { TextList } from '../TextList.js';

export interface MakeSharesProps {
  /** The set that is out and becomes worthless. */
  readonly replaces: string | undefined;
  readonly onMade: (made: Reply<'identityManagement', 'makeRecoveryShares'>) => void;
  readonly onClose: () => void;
}

/** Make Recovery Shares: who holds one, how many of them open it; under quorum. */
export function MakeShares({ replaces, onMade, onClose }: MakeSharesProps): ReactNode {
  const [holders, setHolders] = useState<readonly string[]>(['', '', '']);
  const [threshold, setThreshold] = useState(2);
  const [folder, setFolder] = useState('');
  const quorum = useQuorum();
  const areNamed = holders.every((holder, at) => holder.trim() !== '' && !isTwice(holders, at));
  const isPossible = Number.isInteger(threshold) && threshold >= 2 && threshold <= holders.length;
  return (
    <ActDialog
      title={TEXT.makeTitle}
      okLabel={TEXT.make}
      missing={[
        ...(areNamed ? [] : [TEXT.missing.holders]),
        ...(isPossible ? [] : [TEXT.missing.threshold]),
        ...quorum.missing,
      ]}
      onClose={onClose}
      onSubmit={() =>
        bridge().identityManagement.makeRecoveryShares({
          threshold,
          holders: [...holders],
          ...quorum.argument,
          ...(folder.trim() === '' ? {} : { folder }),
        })
      }
      onDone={onMade}
    >
      <p>{TEXT.makeText}</p>
      {replaces !== undefined && <Callout tone="warn" title={TEXT.replaces(replaces)} />}
      <TextList
        title={TEXT.holders}
        values={holders}
        onChange={setHolders}
        least={2}
        words={{ label: TEXT.holder, add: TEXT.addHolder, remove: TEXT.removeHolder }}
        errorAt={(at) => (isTwice(holders, at) ? TEXT.holderTwice : undefined)}
        focus
      />
      <NumberField
        label={TEXT.threshold}
        description={TEXT.thresholdHelp(holders.length)}
        minValue={2}
        maxValue={holders.length}
        value={threshold}
        onChange={setThreshold}
      />
      <TextField label={TEXT.folder} description={TEXT.folderHelp} optional value={folder} onChange={setFolder} mono />
      <QuorumFields quorum={quorum} />
    </ActDialog>
  );
}
