import { useState, type ReactNode } from 'react';
import { bridge } from '../bridge.js';
import { NumberField, toast } from '../components/index.js';
import { ActDialog } from './ActDialog.js';
import { QuorumFields } from './QuorumFields.js';
import { THRESHOLD as TEXT } from './strings.js';
import { useQuorum } from './use-quorum.js';

export interface SetThresholdProps {
  /** Administrators that are active. */
  readonly active: number;
  readonly threshold: number;
  readonly onClose: () => void;
}

/** Set Threshold: 2 up to as many Administrators as are active; under quorum. */
export function SetThreshold({ active, threshold, onClose }: SetThresholdProps): ReactNode {
  const [wanted, setWanted] = useState(threshold);
  const quorum = useQuorum();
  const isPossible = Number.isInteger(wanted) && wanted >= 2 && wanted <= active && wanted !== threshold;
  return (
    <ActDialog
      title={TEXT.dialogTitle}
      okLabel={TEXT.set}
      missing={[...(isPossible ? [] : [TEXT.field]), ...quorum.missing]}
      onClose={onClose}
      onSubmit={() => bridge().identityManagement.setThreshold({ threshold: wanted, ...quorum.argument })}
      onDone={() => {
        toast(TEXT.done(wanted, active));
        onClose();
      }}
    >
      <p>{TEXT.dialogText}</p>
      <NumberField
        label={TEXT.field}
        description={wanted === threshold ? `${TEXT.fieldHelp(active)} ${TEXT.same}` : TEXT.fieldHelp(active)}
        minValue={2}
        maxValue={active}
        value={wanted}
        onChange={setWanted}
        autoFocus
      />
      <QuorumFields quorum={quorum} />
    </ActDialog>
  );
}
