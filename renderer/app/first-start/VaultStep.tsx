import type { ReactNode } from 'react';
import { classesOf, RadioGroup } from '../../components/index.js';
import type { Draft } from './draft.js';
import styles from './FirstStart.module.css';
import { FIRST_START } from './strings.js';

const c = classesOf(styles);
const TEXT = FIRST_START.vault;

/** Practice vault or Azure. */
export function VaultStep(props: {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}): ReactNode {
  return (
    <div className={c('stack')}>
      <RadioGroup
        label={TEXT.label}
        cards
        options={[
          { id: 'practice', title: TEXT.practice, note: TEXT.practiceNote },
          { id: 'azure', title: TEXT.azure, note: TEXT.azureNote },
        ]}
        value={props.draft.vault}
        onChange={(vault) => props.onChange({ vault })}
      />
    </div>
  );
}
