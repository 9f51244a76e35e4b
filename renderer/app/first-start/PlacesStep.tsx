import { useEffect, useState, type ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import { classesOf, KeyValueList, RadioGroup } from '../../components/index.js';
import { answerOf, useSession } from '../../stores/index.js';
import type { Draft } from './draft.js';
import styles from './FirstStart.module.css';
import { FIRST_START } from './strings.js';

const c = classesOf(styles);
const TEXT = FIRST_START.places;

/** Where data and secrets are kept, and whether this workstation may push. */
export function PlacesStep(props: {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}): ReactNode {
  const folder = useSession((state) => state.session?.dataFolder);
  const [place, setPlace] = useState<Reply<'identityManagement', 'secretPlace'>>();
  useEffect(() => {
    void answerOf(bridge().identityManagement.secretPlace()).then((answer) => {
      if (answer.ok) setPlace(answer.value);
    });
  }, []);
  return (
    <div className={c('stack')}>
      <KeyValueList
        items={[
          {
            name: TEXT.data,
            value: (
              <>
                <code>{folder}</code>
                <p className={c('soft')}>{TEXT.dataHelp}</p>
              </>
            ),
          },
          { name: TEXT.secrets, value: place?.sentence ?? '…' },
        ]}
      />
      <RadioGroup
        label={TEXT.device}
        cards
        options={[
          { id: 'designated', title: TEXT.designated, note: TEXT.designatedNote },
          { id: 'not-designated', title: TEXT.notDesignated, note: TEXT.notDesignatedNote },
        ]}
        value={props.draft.device}
        onChange={(device) => props.onChange({ device })}
      />
    </div>
  );
}
