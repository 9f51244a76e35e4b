import type { ReactNode } from 'react';
import { Button, classesOf, GoodIcon, KeyValueList } from '../../components/index.js';
import type { Draft } from './draft.js';
import styles from './FirstStart.module.css';
import { FIRST_START } from './strings.js';

const c = classesOf(styles);
const TEXT = FIRST_START.done;

/** What was made, and what to do next, with one button. */
export function DoneStep({ draft, onFinish }: { readonly draft: Draft; readonly onFinish: () => void }): ReactNode {
  const isPractice = draft.vault === 'practice';
  return (
    <div className={c('stack')}>
      <h2 className={c('ready')}>
        <GoodIcon size={20} />
        {TEXT.title}
      </h2>
      <KeyValueList
        items={[
          { name: TEXT.identities, value: `${draft.first.name.trim()}, ${draft.second.name.trim()}` },
          { name: TEXT.device, value: draft.device === 'designated' ? TEXT.yes : TEXT.no },
          { name: TEXT.vault, value: isPractice ? TEXT.practice : TEXT.azure },
        ]}
      />
      <div className={c('actions')}>
        <span className={c('note')}>{isPractice ? TEXT.nextPractice : TEXT.nextAzure}</span>
        <Button variant="primary" autoFocus onPress={onFinish}>
          {isPractice ? TEXT.openKeys : TEXT.openCredentials}
        </Button>
      </div>
    </div>
  );
}
