import { useMemo, type ReactNode } from 'react';
import { attention } from '../../../shared/domain/attention.js';
import {
  Button,
  Callout,
  classesOf,
  CloudIcon,
  EmptyState,
  Failure,
  KeyIcon,
  Spinner,
  View,
} from '../../components/index.js';
import {
  allKeys,
  go,
  keysOf,
  useIdentityManagement,
  useKeyManagement,
  useLoggingAndReporting,
  useNow,
  useSession,
} from '../../stores/index.js';
import { FRAME } from '../strings.js';
import { UnreachableNotice } from '../Unreachable.js';
import { AttentionList } from './AttentionList.js';
import styles from './Home.module.css';
import { LastJobs } from './LastJobs.js';
import { HOME } from './strings.js';
import { timelineOf } from './timeline.js';
import { TimelineChart } from './TimelineChart.js';

const c = classesOf(styles);

/** What needs attention, the versions of every group over time, the last jobs. */
export function Home(): ReactNode {
  const keyManagement = useKeyManagement();
  const identityManagement = useIdentityManagement();
  const warnings = useSession((state) => state.session?.warnings);
  const failure = keyManagement.failure ?? identityManagement.failure;
  const isLoaded = keyManagement.loaded && identityManagement.loaded;
  return (
    <View title={HOME.title} scrolls>
      {warnings?.map((warning) => (
        <Callout key={warning} tone="warn" title={warning} />
      ))}
      {failure && <Failure failure={failure} />}
      {!isLoaded && !failure && <Spinner size={20} label={FRAME.loading} />}
      <UnreachableNotice />
      {isLoaded && <Loaded />}
    </View>
  );
}

function Loaded(): ReactNode {
  const hasCredential = useIdentityManagement((state) => state.credentials.length > 0);
  const hasGroup = useKeyManagement((state) => state.groups.length > 0);
  if (!hasCredential) {
    return (
      <EmptyState
        icon={<CloudIcon size={32} />}
        title={HOME.noCredential.title}
        action={
          <Button variant="primary" onPress={() => go({ view: 'cloud-credentials' })}>
            {HOME.noCredential.action}
          </Button>
        }
      >
        {HOME.noCredential.text}
      </EmptyState>
    );
  }
  if (!hasGroup) {
    return (
      <EmptyState
        icon={<KeyIcon size={32} />}
        title={HOME.noGroup.title}
        action={
          <Button variant="primary" onPress={() => go({ view: 'keys' })}>
            {HOME.noGroup.action}
          </Button>
        }
      >
        {HOME.noGroup.text}
      </EmptyState>
    );
  }
  return <Overview />;
}

function Overview(): ReactNode {
  const now = useNow();
  const keyManagement = useKeyManagement();
  const credentials = useIdentityManagement((state) => state.credentials);
  const jobs = useLoggingAndReporting((state) => state.jobs);
  const designatedDevice = useSession((state) => state.session?.designatedDevice === true);
  const keys = useMemo(() => allKeys(keyManagement), [keyManagement]);
  const items = useMemo(
    () => attention({ groups: keyManagement.groups, keys, jobs, credentials, designatedDevice, now }),
    [keyManagement, keys, jobs, credentials, designatedDevice, now],
  );
  const timeline = useMemo(
    () => timelineOf(keyManagement.groups, (id) => keysOf(keyManagement, id), now),
    [keyManagement, now],
  );
  const figures = [
    [HOME.figures.groups, keyManagement.groups.length],
    [HOME.figures.keys, keys.length],
    [HOME.figures.active, keys.filter((key) => key.state === 'active').length],
    [HOME.figures.neverPushed, keys.filter((key) => key.state === 'never-pushed').length],
  ] as const;
  return (
    <div className={c('home')}>
      <dl className={c('figures')}>
        {figures.map(([name, count]) => (
          <div key={name} className={c('figure')}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      <section className={c('panel')} aria-labelledby="home-attention">
        <h2 id="home-attention">{HOME.attention}</h2>
        <AttentionList items={items} />
      </section>
      <div className={c('pair')}>
        <section className={c('panel')} aria-labelledby="home-timeline">
          <div>
            <h2 id="home-timeline">{HOME.timeline}</h2>
            <p className={c('soft')}>{timeline.rows.length === 0 ? HOME.timelineEmpty : HOME.timelineLead}</p>
          </div>
          {timeline.rows.length > 0 && <TimelineChart timeline={timeline} now={now} />}
        </section>
        <section className={c('panel')} aria-labelledby="home-jobs">
          <h2 id="home-jobs">{HOME.lastJobs}</h2>
          <LastJobs jobs={jobs} />
        </section>
      </div>
    </div>
  );
}
