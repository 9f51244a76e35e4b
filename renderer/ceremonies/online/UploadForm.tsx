import type { ReactNode } from 'react';
import type { PackageView } from '../../../shared/contract/index.js';
import {
  Badge,
  Callout,
  Checkbox,
  KeyValueList,
  Select,
  TextArea,
  TextField,
  classesOf,
} from '../../components/index.js';
import { useIdentityManagement } from '../../stores/index.js';
import styles from '../Ceremonies.module.css';
import { PlaceField } from '../PlaceField.js';
import { ReadAloud } from '../run/ReadAloud.js';
import { ONLINE } from '../strings.js';

const c = classesOf(styles);

export interface UploadDraft {
  /** Name of the Cloud Credential. */
  readonly credential: string | undefined;
  readonly word: string;
  readonly workstationKey: string;
  /** Also a KEK that another tool made. */
  readonly removeKek: boolean;
}

export const NO_UPLOAD: UploadDraft = { credential: undefined, word: '', workstationKey: '', removeKek: false };

/** Whether everything was typed; whether it is right, main says. */
export function isFilled({ word, workstationKey }: UploadDraft): boolean {
  return word.trim() !== '' && workstationKey.trim() !== '';
}

export interface UploadFormProps {
  readonly shown: PackageView;
  readonly draft: UploadDraft;
  readonly onChange: (part: Partial<UploadDraft>) => void;
  readonly closing: string;
  readonly onClosing: (file: string) => void;
}

/** What the package says of itself, and what must come on another way before anything is sent. */
export function UploadForm({ shown, draft, onChange, closing, onClosing }: UploadFormProps): ReactNode {
  const credentials = useIdentityManagement((state) => state.credentials);
  const { ceremony, mode, madeAt, vault, keys, sha256, workstationKey } = shown;
  return (
    <div className={c('form')}>
      <KeyValueList
        items={[
          {
            name: ONLINE.ceremony,
            value: (
              <>
                {ceremony} {mode === 'PRACTICE' ? <Badge tone="practice">{mode}</Badge> : mode}
              </>
            ),
          },
          { name: ONLINE.madeAt, value: madeAt },
          { name: ONLINE.vault, value: vault },
          { name: ONLINE.keys, value: keys.map(({ group, type }) => `${group}: ${type}`).join('; ') },
          { name: ONLINE.claims, value: <span className={c('words')}>{workstationKey.words?.join(' ')}</span> },
        ]}
      />
      <ReadAloud value={sha256} />
      <p>{ONLINE.read}</p>
      <TextField
        label={ONLINE.word}
        description={ONLINE.wordHelp}
        value={draft.word}
        onChange={(word) => onChange({ word })}
      />
      <Callout tone="info" title={ONLINE.compare}>
        {ONLINE.compareText}
      </Callout>
      <TextArea
        label={ONLINE.workstationKey}
        value={draft.workstationKey}
        onChange={(key) => onChange({ workstationKey: key })}
        rows={2}
        mono
      />
      <Select
        label={ONLINE.credential}
        options={credentials.map(({ name }) => ({ id: name, title: name }))}
        value={draft.credential}
        onChange={(credential) => onChange({ credential })}
      />
      <Checkbox isSelected={draft.removeKek} onChange={(removeKek) => onChange({ removeKek })}>
        {ONLINE.removeKek}
      </Checkbox>
      <PlaceField label={ONLINE.closing} value={closing} onChange={onClosing} />
    </div>
  );
}
