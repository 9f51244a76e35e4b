import { useSyncExternalStore, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { briefly } from '../../shared/describe-failure.js';
import { JOB_TITLES } from '../../shared/domain/job.js';
import {
  classesOf,
  CloudIcon,
  JOB_STATES_SHOWN,
  OfflineIcon,
  ProgressBar,
  Spinner,
  ToneIcon,
} from '../components/index.js';
import { go, lastEnded, runningJobs, useLoggingAndReporting } from '../stores/index.js';
import styles from './Frame.module.css';
import { FRAME } from './strings.js';
import { UnreachableMark } from './Unreachable.js';

const c = classesOf(styles);

/** Running jobs with progress, the last result, offline or online. */
export function StatusBar(): ReactNode {
  return (
    <footer className={c('status')} aria-label={FRAME.status}>
      <Running />
      <LastResult />
      <span className={c('gap')} />
      <UnreachableMark />
      <Network />
    </footer>
  );
}

function Running(): ReactNode {
  const jobs = useLoggingAndReporting((state) => state.jobs);
  const running = runningJobs(jobs);
  const [first] = running;
  const queued = jobs.filter(({ state }) => state === 'queued');
  if (!first && queued[0]) {
    const [waiting] = queued;
    return (
      <AriaButton className={c('statusButton')} onPress={() => go({ view: 'jobs', id: waiting.id })}>
        <OfflineIcon size={14} />
        <span className={c('clip')}>{FRAME.queued(queued.length)}</span>
      </AriaButton>
    );
  }
  if (!first) return <span className={c('quiet')}>{FRAME.idle}</span>;
  const done = running.reduce((sum, job) => sum + job.done, 0);
  const total = running.reduce((sum, job) => sum + job.total, 0);
  return (
    <AriaButton className={c('statusButton', 'running')} onPress={() => go({ view: 'jobs', id: first.id })}>
      <Spinner size={14} />
      <span className={c('clip')}>
        {running.length === 1 ? `${JOB_TITLES[first.type]} · ${first.groupName}` : FRAME.running(running.length)}
      </span>
      <ProgressBar label={FRAME.running(running.length)} done={done} total={total} />
      <span className={c('count')}>{`${done} / ${total}`}</span>
    </AriaButton>
  );
}

function LastResult(): ReactNode {
  const jobs = useLoggingAndReporting((state) => state.jobs);
  const last = lastEnded(jobs);
  if (!last) return null;
  const { tone, text } = JOB_STATES_SHOWN[last.state];
  return (
    <AriaButton className={c('statusButton', tone)} onPress={() => go({ view: 'jobs', id: last.id })}>
      <ToneIcon tone={tone} size={14} />
      <span className="visually-hidden">{`${FRAME.lastResult}, ${text}:`}</span>
      <span className={c('clip')}>
        {last.result === undefined ? `${JOB_TITLES[last.type]} · ${last.groupName}: ${text}` : briefly(last.result)}
      </span>
    </AriaButton>
  );
}

function onNetwork(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

function Network(): ReactNode {
  const isOnline = useSyncExternalStore(onNetwork, () => navigator.onLine);
  return (
    <span className={c('network', !isOnline && 'warn')} title={isOnline ? undefined : FRAME.offlineTitle} role="status">
      {isOnline ? <CloudIcon size={14} /> : <OfflineIcon size={14} />}
      {isOnline ? FRAME.online : FRAME.offline}
    </span>
  );
}
