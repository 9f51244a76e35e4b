import { useRef, useState, useSyncExternalStore, type KeyboardEvent, type ReactNode } from 'react';
import { bridge } from '../../bridge.js';
import {
  Button,
  Callout,
  ExportIcon,
  Failure,
  ProgressBar,
  ShieldIcon,
  Spinner,
  SplitPane,
  View,
  classesOf,
} from '../../components/index.js';
import { choose, useCall, useLoggingAndReporting } from '../../stores/index.js';
import { EVENT, FEED, LOGS, VERIFY } from '../strings.js';
import { IntoSight } from '../IntoSight.js';
import { ExportLogs } from './ExportLogs.js';
import { ALL_EVENTS, isEverything } from './log-choice.js';
import { setLogChoice } from './log-choice-store.js';
import { LogDetails } from './LogDetails.js';
import { LogEmpty } from './LogEmpty.js';
import { LogList } from './LogList.js';
import { LogToolbar } from './LogToolbar.js';
import styles from './SystemLogs.module.css';
import { useFeed } from './use-feed.js';
import { useLogEvents } from './use-log-events.js';
import { useLogFilter } from './use-log-filter.js';
import { VerifyResult, type Verified } from './VerifyResult.js';

const c = classesOf(styles);
const DETAILS_WIDTH = 400;

/** Logging and Reporting > System Logs. */
export function SystemLogs(): ReactNode {
  const { choice, filter } = useLogFilter();
  const { events, isSearching } = useLogEvents(filter);
  const { rows, newer, ready, failure } = useSyncExternalStore(events.subscribe, events.state);
  const total = useLoggingAndReporting((state) => state.log.total);
  const [active, setActive] = useState<number>();
  const [shownEvents, setShownEvents] = useState(events);
  const [isOpen, setOpen] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const [verified, setVerified] = useState<Verified>();
  const verify = useCall(bridge().loggingAndReporting.verifyLog);
  const progress = useLoggingAndReporting((state) => (state.progress?.what === 'verify' ? state.progress : undefined));
  const feed = useFeed();
  const grid = useRef<HTMLDivElement>(null);
  /** A position to be active in the list that comes next. */
  const [coming, setComing] = useState<number>();
  const [reveal, setReveal] = useState<{ readonly position: number }>();
  if (shownEvents !== events) {
    setShownEvents(events);
    setActive(coming);
    if (coming !== undefined) setReveal({ position: coming });
    setComing(undefined);
  }

  const onVerify = async (): Promise<void> => {
    setVerified(undefined);
    const answer = await verify.run();
    if (answer.ok) setVerified(answer.value);
  };
  const showAll = (): void => {
    choose(undefined);
    setLogChoice(ALL_EVENTS);
  };
  const showEvent = (sequence: number): void => {
    // Without a filter an event's position follows from its number.
    const position = sequence - 1;
    setOpen(true);
    if (isEverything(filter)) {
      setActive(position);
      setReveal({ position });
    } else {
      setComing(position);
      showAll();
    }
  };
  const closeDetails = (): void => {
    setOpen(false);
    grid.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLInputElement && event.key === 'ArrowDown' && event.target.type === 'search') {
      event.preventDefault();
      grid.current?.focus();
    }
    if (event.key === 'Escape' && isOpen && !event.defaultPrevented) closeDetails();
  };
  const list = (
    <LogList
      events={events}
      active={active}
      reveal={reveal}
      onActive={setActive}
      onOpen={(position) => {
        setActive(position);
        setOpen(true);
      }}
      gridRef={grid}
      empty={!failure && <LogEmpty ready={ready} hasEvents={total > 0} onClear={showAll} />}
    />
  );
  return (
    <View
      title={LOGS.title}
      lead={LOGS.lead}
      actions={
        <>
          <Button icon={<ShieldIcon />} busy={verify.busy} onPress={() => void onVerify()}>
            {LOGS.verify}
          </Button>
          <Button variant="primary" icon={<ExportIcon />} onPress={() => setExporting(true)}>
            {LOGS.export}
          </Button>
        </>
      }
    >
      <div className={c('body')} onKeyDown={onKeyDown}>
        <LogToolbar
          choice={choice}
          onChange={setLogChoice}
          end={
            <span className={c('count')} role="status">
              {isSearching && <Spinner />}
              {isSearching ? LOGS.searching : ready && LOGS.counted(rows + newer, Math.max(total, rows + newer))}
            </span>
          }
        />
        {feed?.laggingSince !== undefined && (
          <Callout tone="warn" title={FEED.lags(feed.waiting, feed.server)}>
            {feed.lastFailure}
          </Callout>
        )}
        {verify.busy && (
          <ProgressBar label={VERIFY.running} done={progress?.done ?? 0} total={progress?.total ?? 0} withText />
        )}
        {verify.failure && <Failure failure={verify.failure} />}
        {verified && <VerifyResult result={verified} onShow={showEvent} onClose={() => setVerified(undefined)} />}
        {failure && (
          <Failure failure={failure} actions={<Button onPress={() => events.retry()}>{LOGS.tryAgain}</Button>} />
        )}
        <SplitPane
          id="system-logs"
          label={EVENT.width}
          direction="columns"
          initial={DETAILS_WIDTH}
          least={260}
          sizeSecond
          first={list}
          second={
            isOpen ? (
              <IntoSight>
                <LogDetails
                  event={active === undefined ? undefined : events.atPosition(active)}
                  onClose={closeDetails}
                />
              </IntoSight>
            ) : undefined
          }
        />
      </div>
      {isExporting && <ExportLogs filter={filter} fitting={rows + newer} onClose={() => setExporting(false)} />}
    </View>
  );
}
