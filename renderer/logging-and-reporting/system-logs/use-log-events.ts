import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { bridge } from '../../bridge.js';
import { answerOf, useLoggingAndReporting } from '../../stores/index.js';
import { throttled } from '../job-panel/throttle.js';
import type { LogFilter } from './log-choice.js';
import { PagedEvents } from './paged-events.js';

const EVERY_MS = 300;
const TIMERS = {
  set: (run: () => void, ms: number): unknown => setTimeout(run, ms),
  clear: (timer: unknown): void => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

export interface ShownEvents {
  readonly events: PagedEvents;
  /** Another filter was set and has not answered yet: what is shown is still the one before. */
  readonly isSearching: boolean;
}

/** The events that fit the filter. With another filter the rows stay until its first answer is there: nothing flickers. */
export function useLogEvents(filter: LogFilter): ShownEvents {
  const next = useMemo(
    () => new PagedEvents((offset, limit) => answerOf(bridge().loggingAndReporting.logPage({ filter, offset, limit }))),
    [filter],
  );
  const [events, setEvents] = useState(next);
  const { ready, failure } = useSyncExternalStore(next.subscribe, next.state);
  const hasAnswered = ready || failure !== undefined;
  if (hasAnswered && events !== next) setEvents(next);

  useEffect(() => {
    next.start();
    return () => next.stop();
  }, [next]);

  useEffect(() => {
    const refreshing = throttled(() => next.refresh(), EVERY_MS, TIMERS);
    const stop = useLoggingAndReporting.subscribe(({ log }) => {
      if (log.lastSequence > next.lastSequence) refreshing.ask();
    });
    return () => {
      stop();
      refreshing.stop();
    };
  }, [next]);
  return { events, isSearching: !hasAnswered };
}
