import type { ReactNode } from 'react';
import type { GroupView, KeyView, Reply } from '../../../shared/contract/index.js';
import { Callout, Fingerprint, KeyValueList, RadioGroup, classesOf } from '../../components/index.js';
import { VaultName } from '../groups/VaultName.js';
import { DELETE } from '../strings.js';
import styles from './Dialogs.module.css';

const c = classesOf(styles);

export type Deletion = 'delete' | 'purge';

export interface DeletionPreviewProps {
  readonly preview: Reply<'keyManagement', 'previewDeletion'>;
  readonly group: GroupView;
  readonly keys: readonly KeyView[];
}

/** What the vault said about deleting this key, with the exact object: vault, name, versions, fingerprint. */
export function DeletionPreview({ preview, group, keys }: DeletionPreviewProps): ReactNode {
  const { activeFingerprint, versions, foreignVersions, outcome } = preview;
  const key = keys.find((entry) => entry.spkiSha256 === activeFingerprint);
  return (
    <>
      <Callout tone={outcome === 'absent' ? 'info' : 'bad'} title={DELETE.willHappen}>
        <p>{preview.sentence}</p>
        {outcome !== 'absent' && <p>{DELETE.affects}</p>}
        <p>{DELETE.local}</p>
      </Callout>
      <KeyValueList
        items={[
          { name: DELETE.vault, value: <VaultName vault={preview.vault} practice={group.practice} /> },
          { name: DELETE.keyName, value: preview.keyName },
          {
            name: DELETE.versions,
            value: versions === 0 ? DELETE.noVersions : DELETE.versionCount(versions, foreignVersions),
          },
          ...(activeFingerprint === undefined
            ? []
            : [
                {
                  name: DELETE.active,
                  value: (
                    <>
                      <Fingerprint value={activeFingerprint} what={DELETE.active} />
                      <p className={c('small')}>{key ? DELETE.activeOurs(key.name) : DELETE.activeForeign}</p>
                    </>
                  ),
                },
              ]),
        ]}
      />
    </>
  );
}

const DELETIONS = [
  { id: 'delete', title: DELETE.softDelete, note: DELETE.softDeleteNote },
  { id: 'purge', title: DELETE.purge, note: DELETE.purgeNote },
] as const;

/** Where the vault has soft delete there is a choice. */
export function PurgeChoice(props: {
  readonly value: Deletion;
  readonly onChange: (value: Deletion) => void;
}): ReactNode {
  return <RadioGroup label={DELETE.purgeLabel} options={DELETIONS} value={props.value} onChange={props.onChange} />;
}
