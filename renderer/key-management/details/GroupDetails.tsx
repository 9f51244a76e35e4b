import type { ReactNode } from 'react';
import type { Job } from '../../../shared/domain/job.js';
import {
  Button,
  CompareIcon,
  CopyButton,
  JOB_STATES_SHOWN,
  JobsIcon,
  KeyValueList,
  StateBadge,
  Time,
  classesOf,
  formatLocal,
  formatUtc,
  type KeyValue,
} from '../../components/index.js';
import { JOB_TITLES } from '../../../shared/domain/job.js';
import { USAGE_WORDS, KEY_TYPE_WORDS } from '../key-types.js';
import type { GroupRow } from '../group-facts.js';
import { GroupMark } from '../groups/GroupMark.js';
import { VaultName } from '../groups/VaultName.js';
import { CELLS, DETAILS } from '../strings.js';
import { agoWords, periodWords } from '../words.js';
import styles from './DetailsPanel.module.css';
import { Panel } from './Panel.js';

const c = classesOf(styles);

export interface GroupDetailsProps {
  readonly row: GroupRow;
  readonly now: number;
  readonly lastJob: Job | undefined;
  readonly mayNotCompare: string | undefined;
  readonly onCompare: () => void;
  readonly onShowComparison: () => void;
  readonly onShowJob: (job: Job) => void;
}

/** Everything about one group. */
export function GroupDetails(props: GroupDetailsProps): ReactNode {
  const { row, lastJob, onShowJob } = props;
  const { group } = row;
  return (
    <Panel kind={DETAILS.group} title={group.name}>
      <KeyValueList stacked items={activeItems(row)} />
      <Comparison {...props} />
      {lastJob && (
        <section className={c('section')}>
          <h3>{DETAILS.lastJob}</h3>
          <div className={c('lines')}>
            <span>{JOB_TITLES[lastJob.type]}</span>
            <span className={c('buttons')}>
              <StateBadge state={JOB_STATES_SHOWN[lastJob.state]} /> <Time at={lastJob.startedAt} precision="minute" />
            </span>
            <Button icon={<JobsIcon />} onPress={() => onShowJob(lastJob)}>
              {DETAILS.showJob}
            </Button>
          </div>
        </section>
      )}
      <KeyValueList stacked items={groupItems(row)} />
    </Panel>
  );
}

function Comparison(props: GroupDetailsProps): ReactNode {
  const { row, now, mayNotCompare, onCompare, onShowComparison } = props;
  const { drift } = row.group;
  return (
    <section className={c('section')}>
      <h3>{DETAILS.compared}</h3>
      <div className={c('lines')}>
        <GroupMark mark={row.mark} now={now} plain={false} />
        <span className={c('small')} title={drift ? formatLocal(drift.comparedAt) : undefined}>
          {drift
            ? DETAILS.notSince(formatUtc(drift.comparedAt, 'minute'), agoWords(drift.comparedAt, now))
            : DETAILS.neverCompared}
        </span>
        <span className={c('buttons')}>
          {drift && <Button onPress={onShowComparison}>{DETAILS.showComparison}</Button>}
          <Button icon={<CompareIcon />} disabledReason={mayNotCompare} onPress={onCompare}>
            {DETAILS.compare}
          </Button>
        </span>
        {mayNotCompare !== undefined && <span className={c('small')}>{mayNotCompare}</span>}
      </div>
    </section>
  );
}

function activeItems({ group }: GroupRow): readonly KeyValue[] {
  const { active } = group;
  return [
    { name: DETAILS.vault, value: <VaultName vault={group.vault} practice={group.practice} /> },
    {
      name: DETAILS.active,
      value: active ? (
        <>
          {active.keyName}
          <span className={c('copyable')}>
            <code>{active.version}</code>
            <CopyButton what={DETAILS.version} text={active.version} />
          </span>
        </>
      ) : (
        DETAILS.nothingActive
      ),
    },
    ...(active
      ? [
          {
            name: DETAILS.expires,
            value: active.expiresOn === undefined ? DETAILS.noExpiry : <Time at={active.expiresOn} />,
          },
        ]
      : []),
  ];
}

function groupItems({ group }: GroupRow): readonly KeyValue[] {
  return [
    { name: DETAILS.credential, value: group.credentialName },
    { name: DETAILS.type, value: KEY_TYPE_WORDS[group.keyType].title },
    { name: DETAILS.usages, value: group.usages.map((usage) => USAGE_WORDS[usage]).join(', ') },
    { name: DETAILS.keys, value: CELLS.keyCount(group.keyCount, group.neverPushed) },
    {
      name: DETAILS.rotateKey,
      value: group.rotateEvery === undefined ? DETAILS.rotateOff : DETAILS.rotateEvery(periodWords(group.rotateEvery)),
    },
    {
      name: DETAILS.validFor,
      value: group.validFor === undefined ? DETAILS.validForever : periodWords(group.validFor),
    },
    {
      name: DETAILS.lastRotated,
      value: group.lastRotated === undefined ? CELLS.never : <Time at={group.lastRotated} />,
    },
    ...(group.nextRotation === undefined
      ? []
      : [{ name: DETAILS.nextRotation, value: <Time at={group.nextRotation} /> }]),
    ...(group.rotationPaused === true ? [{ name: DETAILS.schedule, value: DETAILS.paused }] : []),
    ...(group.rotationTrouble === undefined
      ? []
      : [{ name: DETAILS.trouble, value: DETAILS.troubleText(group.rotationTrouble) }]),
    {
      name: DETAILS.older,
      value:
        group.disableOlderAfter === undefined
          ? DETAILS.olderStay
          : DETAILS.olderAfter(periodWords(group.disableOlderAfter)),
    },
    { name: DETAILS.created, value: <Time at={group.createdAt} /> },
  ];
}
