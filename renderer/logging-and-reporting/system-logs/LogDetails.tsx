import type { ReactNode } from 'react';
import type { LogEvent } from '../../../shared/domain/log-event.js';
import {
  Button,
  CloseIcon,
  CopyButton,
  CopyIcon,
  Fingerprint,
  IconButton,
  JobsIcon,
  KeyValueList,
  LOG_LEVELS_SHOWN,
  LogIcon,
  StateBadge,
  classesOf,
  copyText,
  formatCount,
  formatLocal,
  type KeyValue,
} from '../../components/index.js';
import { choose, go } from '../../stores/index.js';
import { EVENT } from '../strings.js';
import styles from './SystemLogs.module.css';

const c = classesOf(styles);
const { fields } = EVENT;

/** One event with everything it holds, each value to be copied. */
export function LogDetails(props: { readonly event: LogEvent | undefined; readonly onClose: () => void }): ReactNode {
  const { event, onClose } = props;
  return (
    <section className={c('details')} aria-labelledby="log-event-title">
      <header className={c('detailsHead')}>
        <h2 id="log-event-title">{event ? EVENT.title(event.sequence) : EVENT.waiting}</h2>
        <IconButton small label={EVENT.close} icon={<CloseIcon size={14} />} onPress={onClose} />
      </header>
      <div className={c('detailsBody')} tabIndex={0} role="group" aria-labelledby="log-event-title">
        {event && (
          <>
            <KeyValueList stacked items={itemsOf(event)} />
            <div className={c('buttons')}>
              <Button icon={<CopyIcon />} onPress={() => void copyText(JSON.stringify(event, null, 2), EVENT.copied)}>
                {EVENT.copy}
              </Button>
              {event.jobId !== undefined && <JobButtons jobId={event.jobId} />}
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function JobButtons({ jobId }: { readonly jobId: string }): ReactNode {
  return (
    <>
      <Button icon={<JobsIcon />} onPress={() => go({ view: 'jobs', id: jobId })}>
        {EVENT.openJob}
      </Button>
      <Button icon={<LogIcon />} onPress={() => choose(jobId)}>
        {EVENT.ofJob}
      </Button>
    </>
  );
}

function itemsOf(event: LogEvent): readonly KeyValue[] {
  const copied = (name: string, text: string, shown: ReactNode = text): KeyValue => ({
    name,
    value: (
      <span className={c('value')}>
        <span>{shown}</span>
        <CopyButton what={name} text={text} />
      </span>
    ),
  });
  const code = (name: string, text: string): KeyValue => copied(name, text, <code>{text}</code>);
  const iso = new Date(event.time).toISOString();
  return [
    copied(fields.message, event.message),
    copied(fields.time, iso),
    { name: EVENT.local, value: formatLocal(event.time).replace('local time, ', '') },
    { name: fields.level, value: <StateBadge state={LOG_LEVELS_SHOWN[event.level]} /> },
    { name: fields.service, value: event.service },
    code(fields.event, event.event),
    { name: fields.actor, value: event.actor },
    ...(event.approver === undefined ? [] : [{ name: fields.approver, value: event.approver }]),
    copied(fields.object, event.object),
    ...(event.outcome === undefined ? [] : [{ name: fields.outcome, value: event.outcome }]),
    ...(event.reason === undefined ? [] : [copied(fields.reason, event.reason)]),
    ...(event.jobId === undefined ? [] : [code(fields.jobId, event.jobId)]),
    ...(event.requestId === undefined ? [] : [code(fields.requestId, event.requestId)]),
    { name: fields.sequence, value: formatCount(event.sequence) },
    { name: fields.hash, value: <Fingerprint value={event.hash} what={fields.hash} /> },
    { name: fields.previousHash, value: <Fingerprint value={event.previousHash} what={fields.previousHash} /> },
  ];
}
