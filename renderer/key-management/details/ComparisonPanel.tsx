import type { ReactNode } from 'react';
import type { DriftView, GroupView, KeyView } from '../../../shared/contract/index.js';
import type { KeyId } from '../../../shared/domain/ids.js';
import {
  Button,
  Callout,
  CompareIcon,
  Failure,
  KeyIcon,
  KeyValueList,
  Spinner,
  Time,
  classesOf,
  formatUtc,
} from '../../components/index.js';
import type { AnswerFailure } from '../../stores/index.js';
import { differencesOf, isStale } from '../group-facts.js';
import { VaultName } from '../groups/VaultName.js';
import { COMPARISON, DETAILS, DRIFT_WORDS, MEND } from '../strings.js';
import type { Mend } from '../use-mend.js';
import { agoWords } from '../words.js';
import styles from './DetailsPanel.module.css';
import { Panel } from './Panel.js';

const c = classesOf(styles);

export interface ComparisonPanelProps {
  readonly group: GroupView;
  readonly keys: readonly KeyView[];
  readonly now: number;
  /** A comparison is under way. */
  readonly busy: boolean;
  readonly failure: AnswerFailure | undefined;
  readonly mayNotCompare: string | undefined;
  readonly mend: Mend;
  readonly onCompare: () => void;
  readonly onShowKey: (keyId: KeyId) => void;
  readonly onClose: () => void;
}

/** What Compare with Vault found: each difference with what it means and what to do. */
export function ComparisonPanel(props: ComparisonPanelProps): ReactNode {
  const { group, busy, failure, mayNotCompare, onCompare, onClose } = props;
  return (
    <Panel title={`${COMPARISON.title}: ${group.name}`} closeLabel={DETAILS.closeComparison} onClose={onClose}>
      {busy && (
        <p className={c('buttons')} role="status">
          <Spinner /> {COMPARISON.looking(group.vault)}
        </p>
      )}
      {failure && <Failure failure={failure} />}
      {props.mend.failure && <Failure failure={props.mend.failure} />}
      {group.drift ? <Found {...props} drift={group.drift} /> : !busy && <p>{COMPARISON.never}</p>}
      <div className={c('lines')}>
        <Button icon={<CompareIcon />} busy={busy} disabledReason={mayNotCompare} onPress={onCompare}>
          {group.drift ? COMPARISON.again : COMPARISON.title}
        </Button>
        {mayNotCompare !== undefined && <span className={c('small')}>{mayNotCompare}</span>}
      </div>
    </Panel>
  );
}

function Found(props: ComparisonPanelProps & { readonly drift: DriftView }): ReactNode {
  const { group, drift, now } = props;
  const differences = differencesOf(group).length;
  const stale = isStale(group, now);
  return (
    <>
      {stale && (
        <Callout
          tone="warn"
          title={COMPARISON.stale(formatUtc(drift.comparedAt, 'day'))}
          advice={COMPARISON.staleAdvice}
        >
          {COMPARISON.staleText}
        </Callout>
      )}
      {!stale && (group.active?.pushedAt ?? 0) > drift.comparedAt && <p>{COMPARISON.pushedSince}</p>}
      {differences === 0 ? (
        <Callout tone={stale ? 'info' : 'good'} live title={COMPARISON.inSync(group.name)}>
          {COMPARISON.inSyncText}
        </Callout>
      ) : (
        <p>
          <strong>{COMPARISON.different(differences)}</strong>
        </p>
      )}
      <ol className={c('findings')}>
        {drift.findings.map((finding, at) => (
          <li key={`${finding.kind}-${finding.version ?? at}`}>
            <Finding {...props} finding={finding} />
          </li>
        ))}
      </ol>
      <KeyValueList
        stacked
        items={[
          {
            name: COMPARISON.lookedAt,
            value: (
              <>
                <Time at={drift.comparedAt} /> ({agoWords(drift.comparedAt, now)})
              </>
            ),
          },
          { name: DETAILS.vault, value: <VaultName vault={group.vault} practice={group.practice} /> },
          { name: COMPARISON.foreign, value: COMPARISON.foreignCount(drift.foreignVersions) },
        ]}
      />
    </>
  );
}

function Finding(props: ComparisonPanelProps & { readonly finding: DriftView['findings'][number] }): ReactNode {
  const { finding, group, keys, mend, onShowKey } = props;
  const words = DRIFT_WORDS[finding.kind];
  const key = keys.find((entry) => entry.id === finding.keyId);
  return (
    <Callout
      tone={words.tone}
      title={words.title}
      advice={finding.advice}
      actions={
        <>
          {(finding.actions ?? []).map((action) => {
            const why = mend.mayNot(action);
            return (
              <Button
                key={action}
                isDisabled={why !== undefined}
                {...(why === undefined ? {} : { title: why })}
                onPress={() => mend.mend(group, action, finding, key)}
              >
                {MEND[action]}
              </Button>
            );
          })}
          {key && (
            <Button icon={<KeyIcon />} onPress={() => onShowKey(key.id)}>
              {COMPARISON.showKey(key.name)}
            </Button>
          )}
        </>
      }
    >
      <p>{finding.text}</p>
    </Callout>
  );
}
