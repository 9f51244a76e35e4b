import type { ReactNode } from 'react';
import type { GroupView, KeyView } from '../../../shared/contract/index.js';
import type { CloudVersion } from '../../../shared/domain/key.js';
import {
  Badge,
  CopyButton,
  Fingerprint,
  KEY_STATES,
  KeyValueList,
  StateBadge,
  Time,
  classesOf,
} from '../../components/index.js';
import { keysToPush } from '../action-rules.js';
import { VaultName } from '../groups/VaultName.js';
import { KEY_TYPE_WORDS } from '../key-types.js';
import { CELLS, DETAILS } from '../strings.js';
import styles from './DetailsPanel.module.css';
import { Panel } from './Panel.js';

const c = classesOf(styles);

/** Everything about one key; the private half is never part of it. */
export function KeyDetails(props: { readonly group: GroupView; readonly entry: KeyView }): ReactNode {
  const { group, entry } = props;
  const state = KEY_STATES[entry.state];
  return (
    <Panel kind={DETAILS.key} title={entry.name}>
      <div className={c('lines')}>
        <StateBadge state={state} />
        <span className={c('small')}>{state.title}</span>
      </div>
      <section className={c('section')}>
        <h3>{DETAILS.fingerprints}</h3>
        <KeyValueList
          stacked
          items={[
            { name: DETAILS.spki, value: <Fingerprint value={entry.spkiSha256} what={DETAILS.spki} /> },
            { name: DETAILS.jwk, value: <Fingerprint value={entry.thumbprint} what={DETAILS.jwk} /> },
          ]}
        />
      </section>
      <section className={c('section')}>
        <h3>{DETAILS.versions}</h3>
        {entry.versions.length === 0 && <p className={c('soft')}>{DETAILS.noVersions}</p>}
        <ol className={c('versions')}>
          {entry.versions.toReversed().map((version) => (
            <Version key={version.version} version={version} />
          ))}
        </ol>
      </section>
      <KeyValueList
        stacked
        items={[
          {
            name: DETAILS.source,
            value: (
              <>
                {DETAILS.sources[entry.source].title}
                <span className={c('small')}>. {DETAILS.sources[entry.source].note}</span>
              </>
            ),
          },
          { name: DETAILS.origin, value: CELLS.originTitles[entry.origin] },
          { name: DETAILS.type, value: KEY_TYPE_WORDS[entry.keyType].title },
          { name: DETAILS.created, value: <Time at={entry.createdAt} /> },
          { name: DETAILS.vault, value: <VaultName vault={group.vault} practice={group.practice} /> },
        ]}
      />
    </Panel>
  );
}

function Version({ version }: { readonly version: CloudVersion }): ReactNode {
  return (
    <li className={c('version')}>
      <VersionBadge version={version} />
      <span className={c('copyable')}>
        <code>{version.version}</code>
        <CopyButton what={DETAILS.version} text={version.version} />
      </span>
      <KeyValueList
        stacked
        items={[
          {
            name: DETAILS.kid,
            value: (
              <span className={c('copyable')}>
                <code>{version.kid}</code>
                <CopyButton what={DETAILS.kid} text={version.kid} />
              </span>
            ),
          },
          { name: DETAILS.pushed, value: <Time at={version.pushedAt} /> },
          {
            name: DETAILS.expires,
            value: version.expiresOn === undefined ? DETAILS.noExpiry : <Time at={version.expiresOn} />,
          },
        ]}
      />
    </li>
  );
}

function VersionBadge({ version }: { readonly version: CloudVersion }): ReactNode {
  if (version.active) return <Badge tone="good">{DETAILS.versionActive}</Badge>;
  const tones = { live: 'calm', disabled: 'bad', deleted: 'off' } as const;
  return <Badge tone={tones[version.state]}>{DETAILS.versionStates[version.state]}</Badge>;
}

/** Several chosen keys: how many of each state, and what a push would send. */
export function ManyKeysDetails({ chosen }: { readonly chosen: readonly KeyView[] }): ReactNode {
  const states = [...new Set(chosen.map((key) => key.state))];
  const toPush = keysToPush(chosen).length;
  return (
    <Panel title={DETAILS.keysTitle(chosen.length)}>
      <ul className={c('lines')}>
        {states.map((state) => (
          <li key={state} className={c('buttons')}>
            <StateBadge state={KEY_STATES[state]} /> {chosen.filter((key) => key.state === state).length}
          </li>
        ))}
      </ul>
      <p>{DETAILS.toPush(toPush)}</p>
      {toPush > 0 && <p className={c('small')}>{DETAILS.chosenHint}</p>}
    </Panel>
  );
}
